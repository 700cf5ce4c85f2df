import { textOf } from '../../base/json.ts';
import type { Kind } from '../../kinds/kind.ts';
import { type ExportContext, tallyOf, withSignal } from './context.ts';
import { listsOf } from './requests.ts';
import { canScan, eachPage } from './walk-lists.ts';

/** Younger rows than this may still be written to: they are asked for again. */
const settledAfterMs = 30 * 86_400_000;
const idsAtOnce = 500;

/**
 * Brings a list that only grows up to date: rows younger than a month are asked for, and the portal's count of all must be
 * that of the older ones that are known and of these. `false`: it is not so, or not known, and the kind is to be walked whole.
 */
export async function walkGrowth(context: ExportContext, kind: Kind): Promise<boolean> {
  const done = context.cursors.done(kind.id);
  const [request, ...others] = listsOf(kind);
  if (kind.grows !== true || done?.whole !== true || request === undefined || others.length > 0) return false;
  if (!canScan(kind) || request.pager.by !== 'id') return false;
  const before = done.startedAtMs - settledAfterMs;
  const ids = [...context.archive.presentTo(kind.id, context.connection)];
  const young = ids.filter(({ createdAtMs }) => createdAtMs === undefined || createdAtMs >= before);
  const firstYoung = Math.min(...young.map(({ id }) => Number(id)), Number.POSITIVE_INFINITY);
  const settled = ids.map(({ id }) => id).filter((id) => Number(id) < firstYoung);
  const afterId = settled.reduce((most, id) => (Number(id) > Number(most) ? id : most), '0');
  if (afterId === '0' || Number.isNaN(firstYoung)) return false;
  const fresh = new Set<string>();
  const report = await eachPage(
    context.portal.list(request, { ...withSignal(context.signal), afterId }),
    async (page) => {
      for (const row of page.rows) fresh.add(textOf(row[request.idField]));
      await context.keep(kind, page);
    },
  );
  if ((report.holes ?? 0) > 0 || report.total !== settled.length + fresh.size) return false;
  const tally = tallyOf(context, kind.id);
  for (let from = 0; from < settled.length; from += idsAtOnce) {
    const some = settled.slice(from, from + idsAtOnce);
    for (const id of some) tally.see(id);
    await context.archive.writer.addSeen(kind.id, some);
  }
  tally.portal = report.total;
  return true;
}
