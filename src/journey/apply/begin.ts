import { Bye24Error } from '../../base/error.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { JournalEvent } from '../journal/events.ts';
import type { Ledger, Standing } from '../journal/ledger.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { PlanSource } from './source.ts';

/**
 * The seal that a plan is bound to: that of the archive that it was made from, or of the same one after changed records
 * were brought home to it, by the word of this very plan's journal.
 */
export function sealOfPlan({ header, sha256 }: Pick<PlanSource, 'header' | 'sha256'>, standing: Standing): string {
  return (standing.plan === sha256 ? standing.sealRoot : undefined) ?? header.sealRoot;
}

/**
 * Refuses a plan that is not of this portal or not of this archive as it is now (I10), before anything is sent.
 * @throws Bye24Error PLAN_OTHER_PORTAL, PLAN_STALE, BRINGING_UNFINISHED, JOURNAL_OTHER_PLAN
 */
export function checkBinding(
  plan: PlanSource,
  facts: { readonly portal: string; readonly sealRoot: string | undefined; readonly standing: Standing },
): void {
  const { header } = plan;
  if (header.portal !== facts.portal) {
    throw new Bye24Error('PLAN_OTHER_PORTAL', { planned: header.portal, connected: facts.portal });
  }
  const { standing } = facts;
  if (sealOfPlan(plan, standing) !== facts.sealRoot) {
    if (standing.bringing)
      throw new Bye24Error('BRINGING_UNFINISHED', { archive: facts.sealRoot?.slice(0, 12) ?? '-' });
    throw stalePlan(header, header.sealRoot, facts.sealRoot);
  }
  demandOwnJournal(plan, standing.plan);
}

/** The archive is not as it was when the plan was made, or when changed records were brought home for it. */
export function stalePlan({ madeAtMs }: PlanSource['header'], planned: string, now: string | undefined): Bye24Error {
  return new Bye24Error('PLAN_STALE', {
    planned: planned.slice(0, 12),
    now: now?.slice(0, 12) ?? '-',
    madeAt: new Date(madeAtMs).toISOString(),
  });
}

/** Refuses a journal that another plan has begun. @throws Bye24Error JOURNAL_OTHER_PLAN */
export function demandOwnJournal({ sha256 }: Pick<PlanSource, 'sha256'>, begunBy: string | undefined): void {
  if (begunBy === undefined || begunBy === sha256) return;
  throw new Bye24Error('JOURNAL_OTHER_PLAN', { journal: begunBy.slice(0, 12), plan: sha256.slice(0, 12) });
}

/** The first commit of a journal: the plan, and what it means to do in numbers, so that a proof needs no other file. */
export async function noteBeginning(ledger: Ledger, plan: PlanSource, attended: boolean): Promise<void> {
  const { header, sha256 } = plan;
  const { portal, sealRoot, steps } = header;
  ledger.note({ type: 'begun', plan: sha256, portal, sealRoot, steps, attended });
  const counts = new Map<string, { readonly event: Countable; count: number }>();
  for await (const entry of plan.entries()) {
    if (entry.type === 'byHand') {
      const { number, kind, key, check } = entry.byHand;
      ledger.note({ type: 'byHand', number, kind, id: key?.id, check });
      continue;
    }
    const event = countable(entry);
    const name = JSON.stringify(event);
    const known = counts.get(name);
    if (known === undefined) counts.set(name, { event, count: 1 });
    else known.count += 1;
  }
  for (const { event, count } of counts.values()) ledger.note({ ...event, count });
  await ledger.commit();
}

type Countable = DistributiveOmit<Extract<JournalEvent, { type: 'planned' | 'kept' }>, 'count'>;
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

function countable(entry: Exclude<PlanEntry, { type: 'byHand' }>): Countable {
  if (entry.type === 'kept') return { type: 'kept', kind: entry.kept.key.kind, reason: entry.kept.reason };
  const { key, action } = entry.step;
  const fate = action.do === 'delete' ? { fate: action.fate, binDays: action.binDays } : {};
  return { type: 'planned', kind: key.kind, action: action.do, ...fate };
}

/** Ids of the kinds that a plan touches. */
export async function kindsOf(plan: PlanSource): Promise<ReadonlySet<KindId>> {
  const ids = new Set<KindId>();
  for await (const entry of plan.entries()) if (entry.type === 'step') ids.add(entry.step.key.kind);
  return ids;
}
