import type { RecordKey } from '../../archive/types.ts';
import type { ListRequest, ParentList } from '../../bitrix24/port.ts';
import type { PortalError } from '../../bitrix24/errors.ts';
import type { Kind, KindId, RecordLike, Take } from '../../kinds/kind.ts';
import { isOneOf } from '../../kinds/look.ts';
import { isFollowed, type WalkContext, tallyOf, withSignal } from './context.ts';
import { lookRows } from './look-rows.ts';
import { concernsWholeKind, reasonOf } from './reasons.ts';
import { eachPage } from './walk-lists.ts';

/** Parents between two places where a walk can be taken up: five requests of fifty. */
const parentsAtOnce = 250;

interface Chunk {
  readonly parentKind: KindId;
  readonly lists: readonly ParentList[];
  readonly members?: ReadonlyMap<string, readonly RecordLike[]>;
}

interface ChunkReport {
  /** Whether what was found agrees with the portal's counts, where it gives them. */
  readonly agrees: boolean;
  readonly found: readonly RecordKey[];
  /** A refusal that holds for all parents: the rest need not be asked. */
  readonly refusal?: PortalError;
}

/** Asks a chunk of parents once. */
async function walkOnce(context: WalkContext, kind: Kind, chunk: Chunk): Promise<ChunkReport> {
  const found: RecordKey[] = [];
  const refusals = new Map<string, PortalError>();
  let whole: PortalError | undefined;
  const { none = [] } = kind.take.how === 'each' ? kind.take : {};
  const pages = context.portal.listEach(chunk.lists, {
    ...withSignal(context.signal),
    onRefusal: ({ parent = '', error }) => {
      if (isOneOf(none, error)) return;
      if (concernsWholeKind(error)) whole ??= error;
      else refusals.set(parent, error);
    },
  });
  const report = await eachPage(pages, async (page) => {
    const isOne = page.parent !== undefined && chunk.members === undefined;
    const parent = isOne ? { kind: chunk.parentKind, id: page.parent } : undefined;
    for (const { key } of await context.keep(kind, page, parent)) found.push(key);
  });
  if (whole !== undefined) return { agrees: true, found, refusal: whole };
  if (chunk.members !== undefined && refusals.size > 0) {
    const again = await walkSingly(context, kind, chunk, [...refusals.keys()]);
    if (again?.refusal !== undefined) return again;
  } else await nameRefused(context, kind, chunk.parentKind, refusals);
  // A record that hangs on two parents is in both their lists, and in both their counts.
  const agrees = refusals.size > 0 || ((report.holes ?? 0) === 0 && (report.total ?? report.rows) === report.rows);
  return { agrees, found };
}

/** One of several parents is refused, or gone: each is asked for by itself. */
async function walkSingly(
  context: WalkContext,
  kind: Kind,
  { parentKind, members }: Chunk,
  names: readonly string[],
): Promise<ChunkReport | undefined> {
  const { take } = kind;
  if (take.how !== 'each') return undefined;
  const parents = names.flatMap((name) => members?.get(name) ?? []);
  const lists = parents.flatMap((parent) => {
    const request = take.request(parent, parentKind);
    return request === undefined ? [] : [{ parent: parent.id, request }];
  });
  return walkOnce(context, kind, { parentKind, lists });
}

/**
 * Parents whose lists were refused. One that was deleted since it was listed took its children along; but some methods
 * say "not found" for what may not be read, so that only a parent that is seen to be gone is believed.
 */
export async function nameRefused(
  context: WalkContext,
  kind: Kind,
  parentKind: KindId,
  refusals: ReadonlyMap<string, PortalError>,
): Promise<void> {
  const of = context.kinds.get(parentKind);
  const doubtful = [...refusals].filter(([, { kind: is }]) => is === 'notFound').map(([id]) => id);
  const records = context.archive.recordsById(parentKind, doubtful).map(({ key, row }) => ({ id: key.id, row }));
  const looked = of === undefined ? undefined : await lookRows(context.portal, of, records, context.signal);
  for (const [id, error] of refusals) {
    const isGone = error.kind === 'notFound' && looked !== undefined && !looked.rows.has(id) && !looked.unknown.has(id);
    const code = isGone ? 'EXPORT_NOT_THERE' : error.kind === 'notFound' ? 'EXPORT_NO_RIGHT' : reasonOf(error);
    context.miss('list', kind.id, code, error.message, `${parentKind}/${id}`);
  }
}

/** Asks a chunk, and once more when rows and counts differ: people go on working while we read. */
async function walkChunk(context: WalkContext, kind: Kind, chunk: Chunk): Promise<ChunkReport> {
  const first = await walkOnce(context, kind, chunk);
  if (first.agrees) return first;
  const twice = tallyOf(context, kind.id).twice;
  const second = await walkOnce(context, kind, chunk);
  tallyOf(context, kind.id).twice = twice;
  if (!second.agrees) {
    const [from, to] = [chunk.lists.at(0)?.parent, chunk.lists.at(-1)?.parent];
    context.miss('list', kind.id, 'EXPORT_COUNTS_DIFFER', `${chunk.parentKind} ${from}…${to}`);
  }
  return second;
}

export function missWhole(context: WalkContext, kind: Kind, error: PortalError): void {
  context.miss('kind', kind.id, reasonOf(error), error.message);
}

/**
 * One list per record of the parents' kinds, in the archive's order of parents. `unmoved` says which parents need not be
 * asked.
 */
export async function walkEach(
  context: WalkContext,
  kind: Kind,
  take: Extract<Take, { how: 'each' }>,
  unmoved: (parent: RecordLike, parentKind: KindId) => boolean = () => false,
): Promise<void> {
  const parents = typeof take.parent === 'string' ? [take.parent] : take.parent;
  const all = parents.reduce((sum, parent) => sum + tallyOf(context, parent).ids.size, 0);
  let through = 0;
  const place = context.place(kind.id);
  for (const [index, parentKind] of parents.entries()) {
    if (place !== undefined && index < place.list) continue;
    const after = place?.list === index ? place.after : undefined;
    const one = (parent: RecordLike): readonly ListRequest[] => {
      const request = unmoved(parent, parentKind) ? undefined : take.request(parent, parentKind);
      if (request === undefined) return [];
      return take.pieces?.(request) ?? [request];
    };
    const chunks =
      take.together === undefined
        ? chunksOf(context, parentKind, after, one)
        : groupsOf(context, parentKind, after, take.together);
    for (const { lists, last, members, passed } of chunks) {
      const { refusal } = await walkChunk(context, kind, { parentKind, lists, ...(members && { members }) });
      if (refusal !== undefined) return missWhole(context, kind, refusal);
      context.setPlace(kind.id, { list: index, after: last });
      through += passed;
      context.walked?.(kind.id, through / all);
    }
    context.setPlace(kind.id, { list: index + 1 });
  }
}

/** The same with a list for several parents each; their rows name them. */
function* groupsOf(
  context: WalkContext,
  parentKind: KindId,
  after: string | undefined,
  { most, request }: NonNullable<Extract<Take, { how: 'each' }>['together']>,
): Generator<ChunkOfParents, void, void> {
  const seen = tallyOf(context, parentKind).ids;
  let lists: ParentList[] = [];
  let members = new Map<string, readonly RecordLike[]>();
  let group: RecordLike[] = [];
  let last = '';
  let passed = 0;
  const close = (): void => {
    const name = `${group[0]?.id}…${group.at(-1)?.id}`;
    members.set(name, group);
    lists.push(...request(group, parentKind).map((each) => ({ parent: name, request: each })));
    group = [];
  };
  for (const parent of context.archive.records(parentKind, after === undefined ? {} : { afterId: after })) {
    last = parent.key.id;
    passed += 1;
    if (!seen.has(parent.key.id)) continue;
    group.push({ id: parent.key.id, row: parent.row });
    if (group.length < most) continue;
    close();
    if (lists.length < parentsAtOnce / 5) continue;
    yield { lists, last, members, passed };
    lists = [];
    passed = 0;
    members = new Map();
  }
  if (group.length > 0) close();
  if (lists.length > 0) yield { lists, last, members, passed };
}

interface ChunkOfParents {
  readonly lists: readonly ParentList[];
  /** The last parent looked at. */
  readonly last: string;
  /** How many were looked at for it. */
  readonly passed: number;
  /** The parents behind each list, where one list is for several. */
  readonly members?: ReadonlyMap<string, readonly RecordLike[]>;
}

/** Parents that this run saw and that have a list, in chunks. */
function* chunksOf(
  context: WalkContext,
  parentKind: KindId,
  after: string | undefined,
  requests: (parent: RecordLike) => readonly ListRequest[],
): Generator<ChunkOfParents, void, void> {
  const seen = tallyOf(context, parentKind).ids;
  let lists: ParentList[] = [];
  let last = '';
  let passed = 0;
  for (const parent of context.archive.records(parentKind, after === undefined ? {} : { afterId: after })) {
    last = parent.key.id;
    passed += 1;
    // A parent that this run did not see is gone, or another connection's.
    if (!seen.has(parent.key.id) || !isFollowed(context, parent.key, parent.row)) continue;
    for (const request of requests({ id: parent.key.id, row: parent.row })) {
      lists.push({ parent: parent.key.id, request });
    }
    if (lists.length < parentsAtOnce) continue;
    yield { lists, last, passed };
    lists = [];
    passed = 0;
  }
  if (lists.length > 0) yield { lists, last, passed };
}

/**
 * A tree: the roots' children, then the children of every folder among them. Folders still to be opened are the place;
 * the last found are opened first, so that few wait at a time.
 */
export async function walkTree(context: WalkContext, kind: Kind, take: Extract<Take, { how: 'tree' }>): Promise<void> {
  const place = context.place(kind.id);
  const pending = [...(place?.pending ?? [])];
  const opened = new Set(pending);
  const queue = ({ found }: ChunkReport): void => {
    for (const { kind: of, id } of found) {
      if (of !== kind.id || opened.has(id)) continue;
      opened.add(id);
      pending.push(id);
    }
  };
  if (place === undefined || place.list === 0) {
    for (const { lists, last } of chunksOf(context, take.roots, place?.after, (root) => {
      const request = take.request(root);
      return request === undefined ? [] : [request];
    })) {
      const report = await walkChunk(context, kind, { parentKind: take.roots, lists });
      if (report.refusal !== undefined) return missWhole(context, kind, report.refusal);
      queue(report);
      context.setPlace(kind.id, { list: 0, after: last, pending });
    }
  }
  while (pending.length > 0) {
    await context.commit();
    const ids = pending.splice(-parentsAtOnce);
    const lists = ids.flatMap((id) => {
      const folder = context.archive.record({ kind: kind.id, id });
      const request = folder === undefined ? undefined : take.request({ id, row: folder.row });
      return request === undefined ? [] : [{ parent: id, request }];
    });
    queue(await walkChunk(context, kind, { parentKind: kind.id, lists }));
    context.setPlace(kind.id, { list: 1, pending });
    context.walked?.(kind.id, 1 - pending.length / opened.size);
  }
}
