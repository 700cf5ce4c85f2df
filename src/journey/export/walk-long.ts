import type { RecordKey } from '../../archive/types.ts';
import { textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { ListReport, ListRequest } from '../../bitrix24/port.ts';
import type { Kind, KindId, RecordLike, Take } from '../../kinds/kind.ts';
import { type ExportContext, tallyOf, type WalkContext, withSignal } from './context.ts';
import { concernsWholeKind } from './reasons.ts';
import { changedSince, idsOnly } from './requests.ts';
import { missWhole, nameRefused } from './walk-parents.ts';
import { eachPage } from './walk-lists.ts';

type Each = Extract<Take, { how: 'each' }>;

/** A parent's list, and how it is walked; rejects with the portal's refusal. */
type WalkOne = (parent: RecordLike, key: RecordKey, request: ListRequest) => Promise<void>;

/** Every row of the long lists of a few parents, one parent after the other. */
export function walkLong(context: WalkContext, kind: Kind, take: Each): Promise<void> {
  return walkParents(context, kind, take, (_parent, key, request) => walkWhole(context, kind, key, request));
}

async function walkParents(context: WalkContext, kind: Kind, take: Each, walkOne: WalkOne): Promise<void> {
  const place = context.place(kind.id);
  for (const [index, parentKind] of [take.parent].flat().entries()) {
    if (place !== undefined && index < place.list) continue;
    const after = place?.list === index && place.after !== undefined ? { afterId: place.after } : {};
    const seen = tallyOf(context, parentKind).ids;
    for (const parent of context.archive.records(parentKind, after)) {
      if (!seen.has(parent.key.id)) continue;
      const like = { id: parent.key.id, row: parent.row };
      const request = take.request(like, parentKind);
      if (request === undefined) continue;
      try {
        await walkOne(like, parent.key, request);
      } catch (error) {
        if (!(error instanceof PortalError)) throw error;
        if (concernsWholeKind(error)) return missWhole(context, kind, error);
        await nameRefused(context, kind, parentKind, new Map([[parent.key.id, error]]));
      }
      context.setPlace(kind.id, { list: index, after: parent.key.id });
    }
    context.setPlace(kind.id, { list: index + 1 });
  }
}

/** One list, and once more when rows and count differ: people go on working while we read. */
async function walkWhole(context: WalkContext, kind: Kind, parent: RecordKey, request: ListRequest): Promise<void> {
  if (await walkOnce(context, kind, parent, request)) return;
  const tally = tallyOf(context, kind.id);
  const { twice } = tally;
  const agrees = await walkOnce(context, kind, parent, request);
  tally.twice = twice;
  if (!agrees) context.miss('list', kind.id, 'EXPORT_COUNTS_DIFFER', `${parent.kind} ${parent.id}`);
}

async function walkOnce(context: WalkContext, kind: Kind, parent: RecordKey, request: ListRequest): Promise<boolean> {
  const report = await eachPage(context.portal.list(request, withSignal(context.signal)), async (page) => {
    await context.keep(kind, page, parent);
  });
  return agreesWithItself(report);
}

/** No page came twice or not at all, and the portal's count, where it gives one, is that of the rows. */
function agreesWithItself({ holes = 0, rows, total }: ListReport): boolean {
  return holes === 0 && (total ?? rows) === rows;
}

/**
 * The same, of rows changed since the kind's last run; then every id that is there now is looked at, so that vanished
 * records are noticed. A list that holds an unknown one is walked whole. `false`: these lists can't be asked so.
 */
export async function walkLongChanges(
  context: ExportContext,
  kind: Kind,
  take: Each,
  sinceMs: number,
): Promise<boolean> {
  const field = kind.changedAt?.filter ?? kind.changedAt?.field;
  const { long } = take;
  if (field === undefined || field === false || long === undefined) return false;
  const since = new Date(sinceMs).toISOString();
  const [example] = [take.parent].flat().map((parent: KindId) => take.request({ id: '0', row: {} }, parent));
  if (example === undefined || idsOnly(example) === undefined || changedSince(example, field, since) === undefined) {
    return false;
  }
  await walkParents(context, kind, take, async (parent, key, request) => {
    const [changed, ids] = [changedSince(request, field, since), idsOnly(request, long.select)];
    if (changed === undefined || ids === undefined) return walkWhole(context, kind, key, request);
    await eachPage(context.portal.list(changed, withSignal(context.signal)), async (page) => {
      await context.keep(kind, page, key);
    });
    let isKnown = true;
    const report = await eachPage(context.portal.list(ids, withSignal(context.signal)), async (page) => {
      const all = page.rows.map((row) => long.idOf(textOf(row[request.idField]), parent));
      isKnown &&= await see(context, kind, all);
    });
    if (!isKnown || !agreesWithItself(report)) await walkWhole(context, kind, key, request);
  });
  return true;
}

/** Marks records as there. `false` when one of them was never fetched. */
async function see(context: ExportContext, kind: Kind, ids: readonly string[]): Promise<boolean> {
  const tally = tallyOf(context, kind.id);
  const unchanged = ids.filter((id) => !tally.ids.has(id));
  const known = unchanged.filter((id) => context.archive.numberOf({ kind: kind.id, id }) !== undefined);
  for (const id of known) tally.see(id);
  if (known.length > 0) await context.archive.writer.addSeen(kind.id, known);
  return known.length === unchanged.length;
}
