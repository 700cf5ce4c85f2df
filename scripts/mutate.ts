// `npm run mutate`: changes the code that decides over deletions, one small change at a time, and counts how many of the
// changes the unit tests notice: 90 % in each folder, or it ends with 1. Goes on where it was stopped; what is known of
// unchanged code is kept in .mutation.json.
//   --file apply/       only files with this in their names      --count 60 --seed 1   only so many, by chance
//   --threads 2         processes at once                        --fresh               forget what is known
//   --exits             also leaves simulated portals with each mutant of apply that no test notices
//   --verbose           tell of each mutant what noticed it
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { sha256 } from '../src/base/hash.ts';
import { seeded } from '../src/base/random.ts';
import { FOLDERS, folderOf, testsOf } from '../test/mutation/folders.ts';
import type { Order, Surveyed, Word } from '../test/mutation/messages.ts';
import { type Mutant, withMutants } from '../test/mutation/mutants.ts';

const root = join(import.meta.dirname, '..');
const KNOWN = join(root, '.mutation.json');
/** A mutant with which a test does not end is noticed, too: after so many times what the honest code needs. */
const PATIENCE = 20;
const LEAST_PATIENCE_MS = 20_000;
const LONGEST_SURVEY_MS = 900_000;

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '' },
    count: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: String(availableParallelism()) },
    fresh: { type: 'boolean', default: false },
    exits: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** What is known of a mutant: the test that noticed it, or the state of everything in which none did. */
type Fate = { readonly by: string } | { readonly aliveIn: string };

function filesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function allMutants(): readonly Mutant[] {
  return FOLDERS.flatMap((folder) => filesIn(join('src', folder))).flatMap((path) => {
    const file = path.slice(join(root, 'src').length + 1);
    return file.includes(values.file) ? withMutants(file, readFileSync(path, 'utf8')).mutants : [];
  });
}

/** By chance, but the same for the same seed. */
function sampled(mutants: readonly Mutant[]): readonly Mutant[] {
  if (values.count === undefined) return mutants;
  const random = seeded(Number(values.seed));
  const marked = mutants.map((mutant) => ({ mutant, at: random() })).toSorted((a, b) => a.at - b.at);
  return marked.slice(0, Number(values.count)).map(({ mutant }) => mutant);
}

/** A process that tries mutants, and is put out of its misery when one of them makes it hang. */
class Runner {
  #child: ChildProcess | undefined;
  readonly #limitMs: (trial: string) => number;

  constructor(limitMs: (trial: string) => number) {
    this.#limitMs = limitMs;
  }

  /** Gives an order and waits for the answer; what kills the process is an answer, too. */
  async ask(order: Order, active?: string): Promise<Word> {
    const child = this.#child ?? (await this.#start(active));
    if (child === undefined) return { is: 'killed', mutant: active ?? '', by: 'the code does not load' };
    return new Promise((resolve) => {
      let trial = 'nothing';
      let timer = setTimeout(() => {}, 0);
      const end = (word: Word): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        resolve(word);
      };
      const watch = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          end({ is: 'killed', mutant: order.do === 'try' ? order.mutant : '', by: `${trial} (does not end)` });
          this.stop();
        }, this.#limitMs(trial));
      };
      child.on('message', (word: Word) => {
        if (word.is !== 'running') return end(word);
        trial = word.trial;
        watch();
      });
      child.on('exit', () => {
        end({ is: 'killed', mutant: order.do === 'try' ? order.mutant : '', by: `${trial} (the process ends)` });
        this.#child = undefined;
      });
      watch();
      child.send(order);
    });
  }

  #start(active: string | undefined): Promise<ChildProcess | undefined> {
    const child = fork(join(root, 'test/mutation/runner.ts'), {
      stdio: ['ignore', 'ignore', active === undefined ? 'inherit' : 'ignore', 'ipc'],
      env: {
        ...process.env,
        BYE24_MUTATED: mutated.join(','),
        BYE24_MUTATED_EXITS: values.exits ? 'yes' : 'no',
        ...(active === undefined ? {} : { BYE24_MUTANT: active }),
      },
    });
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_SURVEY_MS);
      const end = (started: ChildProcess | undefined): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        this.#child = started;
        resolve(started);
      };
      child.on('message', () => end(child));
      child.on('exit', () => end(undefined));
    });
  }

  stop(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  /** Lets it tidy up after itself. */
  leave(): void {
    this.#child?.send({ do: 'leave' } satisfies Order);
    this.#child = undefined;
  }
}

/** The honest code must pass, or nothing that is noticed means anything. */
async function surveyed(): Promise<Word & { readonly is: 'surveyed' }> {
  const runner = new Runner(() => LONGEST_SURVEY_MS);
  const word = await runner.ask({ do: 'survey' });
  runner.leave();
  if (word.is === 'surveyed') return word;
  console.error(`a test fails without any change in the code: ${JSON.stringify(word)}`);
  process.exit(2);
}

const known = new Map<string, Fate>(
  values.fresh || !existsSync(KNOWN)
    ? []
    : Object.entries(JSON.parse(readFileSync(KNOWN, 'utf8')) as Readonly<Record<string, Fate>>),
);
const everything = sha256([...filesIn('src'), ...filesIn('test')].map((path) => readFileSync(path, 'utf8')).join('\0'));
const chosen = sampled(allMutants());
const mutated = FOLDERS.filter((folder) => chosen.some(({ file }) => folderOf(file) === folder));
const startedAt = performance.now();
const { trials, atStart } = await surveyed();
const times = new Map(trials.map(({ name, ms }) => [name, ms]));
const passing = new Map<string, Surveyed[]>();
for (const trial of trials) {
  for (const name of trial.passed) passing.set(name, [...(passing.get(name) ?? []), trial]);
}
const early = new Set(atStart);
console.error(`${chosen.length} mutants, ${trials.length} tests, surveyed in ${seconds()} s`);

function seconds(): number {
  return Math.round((performance.now() - startedAt) / 1000);
}

const limitMs = (trial: string): number => LEAST_PATIENCE_MS + PATIENCE * (times.get(trial) ?? 0);

/** The quick ones first, and before them the one that noticed it last time. */
function trialsFor({ name, file }: Mutant): readonly string[] {
  const fate = known.get(name);
  const files = testsOf([folderOf(file)]);
  const isNear = (trial: Surveyed): boolean =>
    trial.name.startsWith('simulated') || files.some((each) => trial.name.startsWith(`${each} > `));
  const last = fate !== undefined && 'by' in fate ? fate.by : '';
  const able = (early.has(name) ? trials : (passing.get(name) ?? [])).filter(isNear).toSorted((a, b) => a.ms - b.ms);
  return able.map((trial) => trial.name).toSorted((a, b) => Number(b === last) - Number(a === last));
}

async function fateOf(mutant: Mutant, runner: Runner): Promise<Fate> {
  const before = known.get(mutant.name);
  if (before !== undefined && 'aliveIn' in before && before.aliveIn === everything) return before;
  const names = trialsFor(mutant);
  if (names.length === 0) return { aliveIn: everything };
  const { name } = mutant;
  // What is decided while the code loads needs a process of its own.
  const own = early.has(name) ? new Runner(limitMs) : runner;
  let word = await own.ask(
    { do: 'try', mutant: name, trials: names, proves: false },
    early.has(name) ? name : undefined,
  );
  if (word.is === 'unsure' && !early.has(name)) {
    own.stop();
    word = await own.ask({ do: 'try', mutant: name, trials: names, proves: true });
    own.stop();
  }
  if (own !== runner) own.stop();
  if (values.verbose) console.error(`${seconds()} s ${name}: ${JSON.stringify({ ...word, mutant: undefined })}`);
  return word.is === 'killed' || word.is === 'unsure' ? { by: word.by } : { aliveIn: everything };
}

let next = 0;
async function work(): Promise<void> {
  const runner = new Runner(limitMs);
  for (let mutant = chosen[next++]; mutant !== undefined; mutant = chosen[next++]) {
    known.set(mutant.name, await fateOf(mutant, runner));
    if (next % 20 === 0) writeFileSync(KNOWN, JSON.stringify(Object.fromEntries(known), null, 1));
    if (next % 100 === 0) console.error(`${next} of ${chosen.length}, ${seconds()} s`);
  }
  runner.leave();
}
await Promise.all(Array.from({ length: Math.max(1, Number(values.threads)) }, work));
writeFileSync(KNOWN, JSON.stringify(Object.fromEntries(known), null, 1));

const isNoticed = ({ name }: Mutant): boolean => 'by' in (known.get(name) ?? {});
for (const mutant of chosen) {
  if (!isNoticed(mutant)) console.log(`not noticed: src/${mutant.file}:${mutant.line}: ${mutant.what}`);
}
const share = (mutants: readonly Mutant[]): string => {
  const noticed = mutants.filter(isNoticed).length;
  return `${noticed} of ${mutants.length} mutants noticed (${((100 * noticed) / Math.max(1, mutants.length)).toFixed(1)} %)`;
};
for (const [file, mutants] of Map.groupBy(chosen, (mutant) => mutant.file))
  console.log(`src/${file}: ${share(mutants)}`);
const GOAL = 0.9;
let isReached = true;
for (const folder of FOLDERS) {
  const mutants = chosen.filter(({ file }) => file.startsWith(`${folder}/`));
  if (mutants.length === 0) continue;
  console.log(`src/${folder}: ${share(mutants)}`);
  isReached &&= mutants.filter(isNoticed).length >= GOAL * mutants.length;
}
console.log(`${share(chosen)} in ${seconds()} s`);
process.exit(isReached ? 0 : 1);
