import { type JsonObject, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { ListRequest, Portal } from '../../bitrix24/port.ts';
import type { Archive } from '../../archive/archive.ts';
import { isUnable } from '../../kinds/creation.ts';
import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import type { MoveMap } from './map.ts';
import { type Elsewhere, likeOf } from './there.ts';

/** Where to look: the archive, what of it is over there, and how. */
export interface Sight {
  readonly archive: Archive;
  readonly map: MoveMap;
  readonly there: Elsewhere;
  readonly kinds: ReadonlyMap<KindId, Kind>;
}

/** A record of the archive as it stands on the other portal, as far as a list of what is under it needs. */
function standIn({ archive, map, there, kinds }: Sight, kind: KindId, id: string): RecordLike | undefined {
  const thereId = map.id({ kind, id });
  if (thereId === undefined) return undefined;
  const creation = kinds.get(kind)?.creation;
  // The root of a drive has no row of its own in an archive.
  const like = likeOf(archive, { kind, id });
  const wanted = like === undefined ? {} : (creation?.row(like, there.for(kind)) ?? {});
  const names = creation?.standsAs?.(thereId);
  const own = { ...like?.row, ...(isUnable(wanted) ? {} : wanted) };
  return { id: thereId, row: { ...own, id: thereId, ID: thereId, REAL_OBJECT_ID: thereId, ...names } };
}

/** The lists over there in which the records of a kind stand; those of one record only, where `of` is given. */
export function* listsThere(sight: Sight, kind: Kind, of?: RecordLike): Generator<ListRequest, void, void> {
  const { map, kinds } = sight;
  const { take } = kind;
  if (take.how === 'list') {
    yield take.request;
  } else if (take.how === 'each') {
    const parents = [take.parent].flat();
    const keys =
      of === undefined ? parents.flatMap((id) => [...map.of(id)].map(([old]) => ({ kind: id, id: old }))) : [of.parent];
    for (const key of keys) {
      const parent = key === undefined ? undefined : standIn(sight, key.kind, key.id);
      const request = parent === undefined || key === undefined ? undefined : take.request(parent, key.kind);
      if (request !== undefined) yield* take.pieces?.(request) ?? [request];
    }
  } else if (take.how === 'tree' || take.how === 'with') {
    const tree = take.how === 'with' ? kinds.get(take.of) : kind;
    if (tree?.take.how !== 'tree' || of === undefined) return;
    const parent = standIn(sight, tree.id, textOf(of.row['PARENT_ID']));
    const request = parent === undefined ? undefined : tree.take.request(parent);
    if (request !== undefined) yield request;
  }
}

/** Rows of a list over there that are of this kind. A list that is refused has none to show. */
export async function rowsThere(
  portal: Portal,
  kinds: ReadonlyMap<KindId, Kind>,
  kind: Kind,
  request: ListRequest,
  options: { readonly afterId?: string; readonly signal?: AbortSignal } = {},
): Promise<readonly JsonObject[]> {
  const sorts = kind.take.how === 'with' ? kinds.get(kind.take.of)?.sorts : kind.sorts;
  const { afterId, signal } = options;
  const byId = request.pager.by === 'id' && afterId !== undefined;
  const rows: JsonObject[] = [];
  try {
    for await (const page of portal.list(request, { ...(signal && { signal }), ...(byId && { afterId }) })) {
      rows.push(...page.rows.filter((row) => sorts === undefined || sorts(row) === kind.id));
    }
  } catch (error) {
    if (!(error instanceof PortalError) || error.kind !== 'refused') throw error;
  }
  return rows;
}
