import { Ledger } from '../journey/journal/ledger.ts';
import { readJournal } from '../journey/journal/read.ts';
import type { PlanEntry } from '../journey/plan/entry.ts';
import { entriesOf, readPlan } from '../journey/plan/file.ts';
import { Reporter } from '../journey/prove/report.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { exitFilesOf } from './archives.ts';
import type { Context } from './context.ts';

export type { PlanEntry, ProofReport };

/** Whether the plan that lies beside an archive was played to its end on a copy of the portal. */
export async function isRehearsed({ disk }: Pick<Context, 'disk'>, archive: string): Promise<boolean> {
  const { plan, rehearsal } = exitFilesOf(archive);
  const absent = (path: string): Promise<boolean> => disk.sizeBytes(path).then((sizeBytes) => (sizeBytes ?? 0) === 0);
  if ((await absent(plan)) || (await absent(rehearsal))) return false;
  const ledger = new Ledger();
  for await (const line of readJournal(disk, rehearsal)) ledger.visit(line);
  const { sha256 } = await readPlan(disk, plan);
  return ledger.standing.finished && ledger.standing.plan === sha256;
}

/** What the journal beside an archive says of its exit so far; undefined when nothing was begun. */
export async function exitReport({ disk }: Pick<Context, 'disk'>, archive: string): Promise<ProofReport | undefined> {
  const { journal } = exitFilesOf(archive);
  if (((await disk.sizeBytes(journal)) ?? 0) === 0) return undefined;
  const reporter = new Reporter();
  for await (const line of readJournal(disk, journal)) reporter.see(line);
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

/** A page of the plan beside an archive. Raises PLAN_ABSENT and PLAN_ALTERED. */
export async function planPage({ disk }: Pick<Context, 'disk'>, archive: string, wish: PlanWish): Promise<PlanPage> {
  const { plan } = exitFilesOf(archive);
  const { sha256 } = await readPlan(disk, plan);
  const entries: PlanEntry[] = [];
  let total = 0;
  for await (const entry of entriesOf(disk, plan)) {
    if (entry.type !== wish.type || (wish.kind !== undefined && kindOf(entry) !== wish.kind)) continue;
    if (total >= wish.offset && entries.length < wish.limit) entries.push(entry);
    total++;
  }
  return { sha256, total, entries };
}
