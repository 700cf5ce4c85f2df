import type { KindCount } from '../../archive/types.ts';
import type { Kind } from '../../kinds/kind.ts';
import { type ExportContext, isOnTheWay, tallyOf, tell } from './context.ts';
import { fetchByIds } from './fetch-by-id.ts';
import { IdSet } from '../../base/id-set.ts';
import { canScan, scanIds } from './walk-lists.ts';

/**
 * People go on working while we read: rows come and go. When the portal's count and ours differ, one more look at the ids
 * that are there now tells which rows are new (they are fetched) and which are gone (they are counted no more).
 */
async function reconcile(context: ExportContext, kind: Kind): Promise<void> {
  const tally = tallyOf(context, kind.id);
  const now = new IdSet();
  const fresh: string[] = [];
  const total = await scanIds(context, kind, async (ids) => {
    for (const id of ids) if (now.add(id) && !tally.ids.has(id)) fresh.push(id);
  });
  if (fresh.length > 0) await fetchByIds(context, kind, fresh);
  tally.portal = total;
  const stillThere = now.size - fresh.filter((id) => !tally.ids.has(id)).length;
  tally.gone = tally.ids.size - stillThere;
}

/** A kind that was walked to come to others: nothing is said of whether it is whole. */
async function endOnTheWay(context: ExportContext, kind: Kind): Promise<undefined> {
  context.cursors.setDone(kind.id, context.startedAtMs, tallyOf(context, kind.id).isWhole);
  await context.commit();
  tell(context, kind.id, 'finished');
  return undefined;
}

/**
 * Ends a kind (I9): the portal's count, the ids seen and the records kept agree, or the kind is incomplete and says so.
 * A count that does not stand for rows (a portal that lies) can't be told from rows that hide: both are told.
 */
export async function conclude(context: ExportContext, kind: Kind): Promise<KindCount | undefined> {
  const tally = tallyOf(context, kind.id);
  const differs = (): boolean => tally.portal !== undefined && tally.portal !== tally.seen;
  if (differs() && tally.isWhole && canScan(kind)) await reconcile(context, kind);
  await context.commit();
  if (isOnTheWay(context, kind.id)) return endOnTheWay(context, kind);
  const kept = context.archive.seenIn(kind.id, context.run) - tally.gone;
  if (differs() || kept !== tally.seen) {
    const portal = tally.portal === undefined ? '' : `portal ${tally.portal}, `;
    context.miss('list', kind.id, 'EXPORT_COUNTS_DIFFER', `${portal}seen ${tally.seen}, kept ${kept}`);
  }
  const state = tally.isWhole ? 'complete' : 'incomplete';
  const portal = tally.portal === undefined ? {} : { portal: tally.portal };
  const count: KindCount = { kind: kind.id, ...portal, seen: tally.seen, kept, state };
  context.archive.writer.setCount(count);
  context.cursors.setDone(kind.id, context.startedAtMs, tally.isWhole);
  await context.commit();
  tell(context, kind.id, state === 'complete' ? 'finished' : 'incomplete');
  return count;
}
