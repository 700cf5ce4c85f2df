import type { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/error.ts';
import type { RecordKey } from '../archive/types.ts';
import type { Verification } from '../archive/verify/verify.ts';
import { kinds } from '../kinds/index.ts';
import type { PlanEntry } from '../journey/plan/entry.ts';
import type { PlanFacts } from '../journey/plan/facts.ts';
import { entriesOf, type PlanFile, readPlan, writePlan } from '../journey/plan/file.ts';
import { childKindsOf } from '../journey/plan/order.ts';
import { planEntries, type PlanStart, startOf } from '../journey/plan/plan.ts';
import { parsePolicy } from '../journey/plan/policy.ts';
import type { ByHandStep, Kept, Policy } from '../journey/types.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { planTable } from './plan-table.ts';
import { protect, protectedRecords } from './protected.ts';
import type { Commands } from './table.ts';
import { teamConnections } from './through-team.ts';
import { verifyArchive } from './verify.ts';
import { witnessesIn } from './witnesses.ts';

type Input = InputOf<Commands['plan']['parameters']>;

const examplesShown = 20;

/** How the records of one kind go. */
export interface PlannedKind {
  readonly kind: string;
  readonly gone: number;
  readonly bin: number;
  readonly binDays?: number;
  readonly cascade: number;
  readonly deactivate: number;
  readonly hand: number;
  readonly scrub: number;
  readonly binOff: number;
  /** Of all these, so many through the connections of employees, who alone are shown them. */
  readonly through: readonly { readonly name: string; readonly count: number }[];
  /** At most twenty, in the order in which they go. */
  readonly examples: readonly { readonly id: string; readonly name: string }[];
}

export interface KeptGroup {
  readonly kind: string;
  readonly reason: Kept['reason'];
  readonly why: Kept['why'];
  readonly count: number;
}

/** Planned records of these kinds stay where they have any of those below them: the archive does not hold those. */
export interface Below {
  readonly kinds: readonly string[];
  readonly notTaken: readonly string[];
}

export interface PlanResult {
  readonly type: 'plan';
  readonly archive: string;
  readonly portal: string;
  readonly path: string;
  /** The same as a table for a spreadsheet. */
  readonly tablePath: string;
  readonly sha256: string;
  readonly steps: number;
  readonly kept: number;
  readonly byHand: number;
  readonly kinds: readonly PlannedKind[];
  readonly stays: readonly KeptGroup[];
  readonly hands: readonly ByHandStep[];
  /** What the plan can't foresee, for it was not taken home. */
  readonly below: readonly Below[];
}

/** Counts a plan as it is written; holds a few examples and no more, however long the plan is. */
export class PlanSummary {
  readonly #kinds = new Map<string, Omit<PlannedKind, 'through'>>();
  readonly #names: ReadonlyMap<string, string>;
  /** Steps of a kind through each connection. */
  readonly #through = new Map<string, Map<string, number>>();
  readonly #stays = new Map<string, KeptGroup>();
  readonly hands: ByHandStep[] = [];

  constructor({ through = [] }: Pick<PlanFile['header'], 'through'>) {
    this.#names = new Map(through.map(({ connection, name }) => [connection, name]));
  }

  get kinds(): readonly PlannedKind[] {
    return [...this.#kinds.values()].map((kind) => {
      const counts = this.#through.get(kind.kind) ?? new Map<string, number>();
      return { ...kind, through: [...counts].map(([id, count]) => ({ name: this.#names.get(id) ?? id, count })) };
    });
  }

  get stays(): readonly KeptGroup[] {
    return [...this.#stays.values()];
  }

  see(entry: PlanEntry): void {
    if (entry.type === 'byHand') {
      if (this.hands.length < examplesShown) this.hands.push(entry.byHand);
    } else if (entry.type === 'kept') {
      this.#seeKept(entry.kept);
    } else {
      this.#seeStep(entry.step);
    }
  }

  #seeKept({ key, reason, why }: Kept): void {
    const name = `${key.kind} ${reason} ${why.en}`;
    const count = (this.#stays.get(name)?.count ?? 0) + 1;
    this.#stays.set(name, { kind: key.kind, reason, why, count });
  }

  #seeStep({ key, name, action, through }: Extract<PlanEntry, { readonly type: 'step' }>['step']): void {
    const before = this.#kinds.get(key.kind) ?? {
      kind: key.kind,
      gone: 0,
      bin: 0,
      cascade: 0,
      deactivate: 0,
      hand: 0,
      scrub: 0,
      binOff: 0,
      examples: [],
    };
    if (through !== undefined) {
      const counts = this.#through.get(key.kind) ?? new Map<string, number>();
      this.#through.set(key.kind, counts.set(through, (counts.get(through) ?? 0) + 1));
    }
    const way = action.do === 'delete' ? action.fate : action.do;
    const binDays = action.do === 'delete' ? action.binDays : undefined;
    const { examples } = before;
    this.#kinds.set(key.kind, {
      ...before,
      [way]: before[way] + 1,
      ...(binDays === undefined ? {} : { binDays }),
      examples: examples.length < examplesShown ? [...examples, { id: key.id, name }] : examples,
    });
  }
}

/** The user whose connection exported everything last: the one that will delete, too. */
export function ownerOf(archive: Archive): string {
  return archive.mainRun()?.connection.replace(/^user-/u, '') ?? '';
}

/** The employees whose own connections filled the archive, too. */
function othersIn(archive: Archive, here: ReadonlySet<string>): NonNullable<PlanFacts['others']> {
  const main = archive.mainRun()?.connection;
  const names = new Set(archive.runs().map(({ connection }) => connection));
  return witnessesIn(archive, [...names])
    .filter(({ connection }) => connection !== main)
    .map(({ connection, name }) => ({
      connection,
      name,
      userId: connection.replace(/^user-/u, ''),
      isHere: here.has(connection),
    }));
}

/** What planning may know: all of it from a sealed and verified archive, and which connections of employees are here. */
export function factsFrom(
  archive: Archive,
  verification: Verification,
  sealRoot: string,
  nowMs: number,
  protectedNames: ReadonlySet<string> = new Set(),
  here: ReadonlySet<string> = new Set(),
): PlanFacts {
  const ownerId = ownerOf(archive);
  const others = othersIn(archive, here);
  const parents = archive.kindsOfParents();
  return {
    portal: archive.portal,
    sealRoot,
    madeAtMs: nowMs,
    kinds,
    ownerId,
    // REST does not tell who the administrators are. The owner counts as the last of them, so that they stay (I7).
    administrators: [ownerId],
    ...(others.length === 0 ? {} : { connection: archive.mainRun()?.connection ?? '', others }),
    protectedNames,
    notTaken: notTakenIn(archive),
    records: (kind) => verification.records(kind),
    record: (key) => verification.record(key),
    children: (key) => (parents.has(key.kind) ? archive.childKeys(key) : []),
  };
}

/** Makes a plan of the archive at `path` by a policy and writes it down, with a table beside it. */
export function planAt(
  context: Context,
  path: string,
  policy: Policy,
  protectMore: readonly RecordKey[] = [],
): Promise<PlanResult> {
  const make = (facts: PlanFacts): ReturnType<Parameters<typeof planWith>[3]> => ({
    start: startOf(facts, policy),
    entries: planEntries(facts, policy),
  });
  return planWith(context, path, exitFilesOf(path), make, protectMore);
}

/** The same for any plan that can be made from what a verified archive says. */
export async function planWith(
  context: Context,
  path: string,
  files: ExitFiles,
  make: (facts: PlanFacts) => { readonly start: PlanStart; readonly entries: AsyncIterable<PlanEntry> },
  protectMore: readonly RecordKey[] = [],
): Promise<PlanResult> {
  const { disk, clock, watch } = context;
  return withArchive(context, path, 'read', async (archive) => {
    watch({ type: 'stage', stage: 'plan', state: 'started' });
    // Only what is whole now may be planned (I1); an earlier verification is no word for the present disk.
    const verification = await verifyArchive(context, archive, 'plan');
    if (verification.damageCount > 0) throw new ArchiveError('ARCHIVE_DAMAGED', { path });
    const { seal } = verification;
    if (seal === undefined) throw new ArchiveError('ARCHIVE_UNSEALED', { path });
    await protect(context, archive.portal, protectMore);
    const names = await protectedRecords(context, archive.portal);
    const here = await teamConnections(context, archive.portal);
    const facts = factsFrom(archive, verification, seal.root, clock.now(), names, here);
    await disk.makeFolder(files.folder);
    const { start, entries } = make(facts);
    const summary = new PlanSummary(start);
    const written = await writePlan(disk, files.plan, start, seen(entries, summary));
    await planTable(context, files.plan, files.planTable, written.header);
    watch({ type: 'kind', stage: 'plan', kind: 'archive', done: written.header.steps, state: 'finished' });
    watch({ type: 'stage', stage: 'plan', state: 'finished' });
    return resultOf(path, files.planTable, written, summary);
  });
}

/** The same of a plan that lies there already, read from its file. Raises PLAN_ABSENT and PLAN_ALTERED. */
export async function plannedAt(
  { disk }: Pick<Context, 'disk'>,
  archive: string,
  { plan, planTable: table }: ExitFiles,
): Promise<PlanResult> {
  const written = await readPlan(disk, plan);
  const summary = new PlanSummary(written.header);
  for await (const entry of entriesOf(disk, plan)) summary.see(entry);
  return resultOf(archive, table, written, summary);
}

async function* seen(entries: AsyncIterable<PlanEntry>, summary: PlanSummary): AsyncGenerator<PlanEntry, void, void> {
  for await (const entry of entries) {
    summary.see(entry);
    yield entry;
  }
}

function resultOf(archive: string, tablePath: string, written: PlanFile, summary: PlanSummary): PlanResult {
  const { path, sha256, header } = written;
  const { portal, steps, kept, byHand, notTaken = [] } = header;
  const { kinds: planned, stays, hands } = summary;
  const below = belowOf(planned, new Set(notTaken));
  const counts = { steps, kept, byHand };
  return { type: 'plan', archive, portal, path, tablePath, sha256, ...counts, kinds: planned, stays, hands, below };
}

/** Where records that are to go may have something below them that was never taken home. */
function belowOf(planned: readonly PlannedKind[], notTaken: ReadonlySet<string>): readonly Below[] {
  const children = childKindsOf(kinds);
  const groups = Map.groupBy(
    planned.filter(({ gone, bin, cascade }) => gone + bin + cascade > 0).map(({ kind }) => kind),
    (kind) =>
      (children.get(kind) ?? [])
        .filter(({ id, selfWritten }) => selfWritten !== true && notTaken.has(id))
        .map(({ id }) => id)
        .join(' '),
  );
  return [...groups].flatMap(([lacking, of]) => (lacking === '' ? [] : [{ kinds: of, notTaken: lacking.split(' ') }]));
}

/** Kinds that nobody took, though the portal may have some: they were left out, or no connection may read them. */
function notTakenIn(archive: Archive): readonly string[] {
  const taken = new Set(archive.counts().flatMap(({ kind, state }) => (state === 'complete' ? [kind] : [])));
  const missing = archive.missing().filter(({ what }) => what === 'kind');
  const off = new Set(missing.flatMap(({ kind, code }) => (code === 'EXPORT_NO_METHOD' ? [kind] : [])));
  return kinds
    .filter(
      ({ id, byApplication }) => !(byApplication === true || taken.has(id) || off.has(id) || archive.size(id) > 0),
    )
    .map(({ id }) => id);
}

/** Chooses what goes. Changes nothing on the portal and does not even reach for it. */
export async function run(context: Context, input: Input): Promise<Done<PlanResult>> {
  const chosen = parsePolicy({ kinds: input.kinds.join(','), where: input.where, keep: input.keep.join(',') }, kinds);
  const policy: Policy = input.binsOff ? { ...chosen, binsOff: true } : chosen;
  const path = await findArchive(context, input.archive);
  const { keep: protectMore } = parsePolicy({ kinds: input.kinds.join(','), keep: input.protect.join(',') }, kinds);
  return { ending: 'whole', result: await planAt(context, path, policy, protectMore) };
}
