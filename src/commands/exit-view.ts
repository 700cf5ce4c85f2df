import { Ledger } from '../journey/journal/ledger.ts';
import { readJournal } from '../journey/journal/read.ts';
import type { PlanEntry } from '../journey/plan/entry.ts';
import { entriesOf, glanceAtPlan } from '../journey/plan/file.ts';
import { Reporter } from '../journey/prove/report.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { type ExitFiles, exitFilesOf } from './archives.ts';
import type { Context } from './context.ts';
import { type PlanResult, plannedAt } from './plan.ts';

export type { PlanEntry, ProofReport };

type Disk = Pick<Context, 'disk'>;

/**
 * Whether the plan that lies beside an archive was played to its end on a copy of the portal. `planSha256`: of that plan,
 * where the caller has read it already.
 */
export async function isRehearsed(
  { disk }: Disk,
  { plan, rehearsal }: ExitFiles,
  planSha256?: string,
): Promise<boolean> {
  const absent = (path: string): Promise<boolean> => disk.sizeBytes(path).then((sizeBytes) => (sizeBytes ?? 0) === 0);
  if ((await absent(plan)) || (await absent(rehearsal))) return false;
  const ledger = new Ledger();
  for await (const line of readJournal(disk, rehearsal)) ledger.visit(line);
  const sha256 = planSha256 ?? (await glanceAtPlan(disk, plan)).sha256;
  return ledger.standing.finished && ledger.standing.plan === sha256;
}

/** Whether a plan's journal holds anything: it was carried out in part at least. */
export async function isBegun({ disk }: Disk, { journal }: ExitFiles): Promise<boolean> {
  return ((await disk.sizeBytes(journal)) ?? 0) > 0;
}

/** What the journal says of an exit, or of a smaller piece of work, so far; undefined when nothing was begun. */
export async function exitReport({ disk }: Disk, files: ExitFiles): Promise<ProofReport | undefined> {
  if (!(await isBegun({ disk }, files))) return undefined;
  const reporter = new Reporter();
  for await (const line of readJournal(disk, files.journal)) reporter.see(line);
  return reporter.report();
}

export interface PlanWish {
  readonly type: PlanEntry['type'];
  readonly kind?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

export interface PlanPage {
  readonly sha256: string;
  readonly total: number;
  readonly entries: readonly PlanEntry[];
}

function kindOf(entry: PlanEntry): string {
  if (entry.type === 'step') return entry.step.key.kind;
  return entry.type === 'kept' ? entry.kept.key.kind : entry.byHand.kind;
}

/** A page of a plan. Raises PLAN_ABSENT and PLAN_ALTERED. */
export async function planPage({ disk }: Disk, { plan }: ExitFiles, wish: PlanWish): Promise<PlanPage> {
  const { sha256 } = await glanceAtPlan(disk, plan);
  const entries: PlanEntry[] = [];
  let total = 0;
  for await (const entry of entriesOf(disk, plan)) {
    if (entry.type !== wish.type || (wish.kind !== undefined && kindOf(entry) !== wish.kind)) continue;
    if (total >= wish.offset && entries.length < wish.limit) entries.push(entry);
    total++;
  }
  return { sha256, total, entries };
}

/** Smaller pieces of work on a portal that have a plan and a journal of their own. */
export const workPattern = /^(?:handover|profile|subject)-[\w-]{1,120}$/u;

/** How far a smaller piece of work has come. */
export interface WorkStanding {
  readonly work: string;
  /** undefined: nothing is planned yet. */
  readonly steps?: number;
  readonly byHand: number;
  readonly rehearsed: boolean;
  readonly begun: boolean;
  readonly finished: boolean;
  readonly proved: boolean;
}

async function standingOf(context: Disk, archive: string, work: string): Promise<WorkStanding> {
  const { disk } = context;
  const files = exitFilesOf(archive, work);
  const begun = await isBegun(context, files);
  const ledger = new Ledger();
  if (begun) for await (const line of readJournal(disk, files.journal)) ledger.visit(line);
  const planned = (await disk.sizeBytes(files.plan)) !== undefined;
  const plan = planned ? await glanceAtPlan(disk, files.plan) : undefined;
  return {
    work,
    ...(plan === undefined ? {} : { steps: plan.header.steps }),
    byHand: plan?.header.byHand ?? 0,
    rehearsed: await isRehearsed(context, files, plan?.sha256),
    begun,
    finished: begun && ledger.standing.finished,
    proved: ledger.standing.proved && (await disk.list(files.proof)).length > 0,
  };
}

/** The smaller pieces of work that lie beside an archive: hand-overs, profiles, persons. */
export async function worksOf(context: Disk, archive: string): Promise<readonly WorkStanding[]> {
  const names = (await context.disk.list(exitFilesOf(archive).folder)).filter((name) => workPattern.test(name));
  const found: WorkStanding[] = [];
  for (const work of names) found.push(await standingOf(context, archive, work));
  return found;
}

/** What the plan of an exit, or of a smaller piece of work, names; undefined when there is none. */
export async function planned(context: Disk, archive: string, work?: string): Promise<PlanResult | undefined> {
  const files = exitFilesOf(archive, work);
  const there = ((await context.disk.sizeBytes(files.plan)) ?? 0) > 0;
  return there ? plannedAt(context, archive, files) : undefined;
}
