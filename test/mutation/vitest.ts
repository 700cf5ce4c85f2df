// Stands in for vitest while mutants are tried: the same words (describe, it, expect, hooks), but the tests are gathered
// once and each can be run again and again in this process.
import { ASYMMETRIC_MATCHERS_OBJECT, chai, JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import { restoreAllMocks, spyOn } from '@vitest/spy';

type Work = () => unknown;

/** One test of one file, with the hooks around it. */
export interface Gathered {
  readonly name: string;
  readonly work: Work;
  readonly groups: readonly Group[];
}

interface Group {
  readonly name: string;
  readonly beforeAll: Work[];
  readonly beforeEach: Work[];
  readonly afterEach: Work[];
  readonly afterAll: Work[];
  isReady: boolean;
}

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = Object.assign(
  (value: unknown, message?: string) => chai.expect(value, message),
  chai.expect,
  (globalThis as Record<symbol, object>)[ASYMMETRIC_MATCHERS_OBJECT],
);

const gathered: Gathered[] = [];
let groups: readonly Group[] = [];

const newGroup = (name: string): Group => ({
  name,
  beforeAll: [],
  beforeEach: [],
  afterEach: [],
  afterAll: [],
  isReady: false,
});

/** Imports a file of tests and tells what is in it. */
export async function gather(name: string, load: () => Promise<unknown>): Promise<readonly Gathered[]> {
  gathered.length = 0;
  groups = [newGroup(name)];
  await load();
  return [...gathered];
}

export function describe(name: string, ...rest: readonly unknown[]): void {
  const body = rest.findLast((each) => typeof each === 'function') as Work;
  const outer = groups;
  groups = [...outer, newGroup(name)];
  body();
  groups = outer;
}

export function it(name: string, ...rest: readonly unknown[]): void {
  const work = rest.find((each) => typeof each === 'function') as Work;
  const path = [...groups.map((group) => group.name), name].join(' > ');
  gathered.push({ name: path, work, groups });
}

/** `%s` and `$field` are filled in as far as a name needs to differ. */
const each =
  (rows: readonly unknown[]) =>
  (name: string, ...rest: readonly unknown[]): void => {
    const work = rest.find((one) => typeof one === 'function') as (...values: readonly unknown[]) => unknown;
    for (const [index, row] of rows.entries()) {
      it(`${name} #${index}`, () => work(...(Array.isArray(row) ? row : [row])));
    }
  };
it.each = each;
describe.each =
  (rows: readonly unknown[]) =>
  (name: string, body: (...values: readonly unknown[]) => void): void => {
    for (const [index, row] of rows.entries()) {
      describe(`${name} #${index}`, () => body(...(Array.isArray(row) ? row : [row])));
    }
  };

const innermost = (): Group | undefined => groups.at(-1);
export const beforeAll = (work: Work): void => void innermost()?.beforeAll.push(work);
export const beforeEach = (work: Work): void => void innermost()?.beforeEach.push(work);
export const afterEach = (work: Work): void => void innermost()?.afterEach.push(work);
export const afterAll = (work: Work): void => void innermost()?.afterAll.push(work);

const tidies: Work[] = [];
export const onTestFinished = (work: Work): void => void tidies.push(work);

const stubbed = new Map<string, unknown>();
export const vi = {
  spyOn,
  restoreAllMocks,
  stubGlobal(name: string, value: unknown): void {
    const all = globalThis as Record<string, unknown>;
    if (!stubbed.has(name)) stubbed.set(name, all[name]);
    all[name] = value;
  },
  unstubAllGlobals(): void {
    for (const [name, value] of stubbed) (globalThis as Record<string, unknown>)[name] = value;
    stubbed.clear();
  },
};

/** What has to come before all tests of a group, once for all of them. */
export async function prepare({ groups: around }: Gathered): Promise<void> {
  for (const group of around) {
    if (group.isReady) continue;
    group.isReady = true;
    for (const hook of group.beforeAll) await hook();
  }
}

/** Runs one test that was prepared, with everything that has to come before and after each. Throws as it throws. */
export async function run({ work, groups: around }: Gathered): Promise<void> {
  const outwards = around.toReversed();
  try {
    for (const group of around) for (const hook of group.beforeEach) await hook();
    await work();
  } finally {
    for (let tidy = tidies.pop(); tidy !== undefined; tidy = tidies.pop()) await tidy();
    for (const group of outwards) for (const hook of group.afterEach) await hook();
    vi.unstubAllGlobals();
  }
}

/** What has to come after all tests of the groups that had their turn. */
export async function leave(tests: readonly Gathered[]): Promise<void> {
  for (const group of new Set(tests.flatMap(({ groups: around }) => around.toReversed()))) {
    if (group.isReady) for (const hook of group.afterAll) await hook();
  }
}
