import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { ListRequest } from '../../bitrix24/port.ts';
import { type AbsentAnswer, type Kind, type KindId, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { targetsOf } from '../../kinds/references.ts';
import type { RecordKey } from '../../archive/types.ts';

/** A record below which to look. */
export interface Node {
  readonly kind: Kind;
  readonly record: RecordLike;
}

/** A list that shows what the portal holds below some records now. */
export interface ChildList {
  readonly request: ListRequest;
  /** The children among its rows, each with its kind and the record that it lies under. */
  readonly children: (rows: readonly JsonObject[]) => readonly Child[];
  /** Whether a row was not asked for: then the portal did not understand the filter, and its silence means nothing. */
  readonly isForeign: (row: JsonObject) => boolean;
  /** Refusals that mean that there is nothing: an activity without a note. */
  readonly none?: readonly AbsentAnswer[];
}

export interface Child {
  readonly kind: Kind;
  readonly row: JsonObject;
  readonly under: RecordKey;
}

/** How many parents one filter names: fewer than a page has rows, so that one child each fits on it. */
const PARENTS_A_LIST = 49;

/**
 * The lists by which children that appeared since the export are seen (I5), by the kinds' own declarations: the kind's
 * list filtered by the field that names the parent, for many parents at once where the method can, or a parent's own list.
 */
export function childLists(
  nodes: readonly Node[],
  kinds: ReadonlyMap<KindId, Kind>,
  childKinds: ReadonlyMap<KindId, readonly Kind[]>,
): readonly ChildList[] {
  const byKind = Map.groupBy(nodes, ({ kind }) => kind.id);
  return [...byKind].flatMap(([parentKind, parents]) => {
    // What the portal writes by itself stops nothing, whatever is there.
    const below = (childKinds.get(parentKind) ?? []).filter(({ selfWritten }) => selfWritten !== true);
    const shared = below.flatMap((kind) => sharedLists(kind, parentKind, parents));
    const alone = below.filter((kind) => sharedLists(kind, parentKind, parents).length === 0);
    return [...shared, ...parents.flatMap((parent) => ownLists(alone, parent, kinds))];
  });
}

/** One list for up to 49 parents; none when the kind's method can't be asked like that. */
function sharedLists(kind: Kind, parentKind: KindId, parents: readonly Node[]): readonly ChildList[] {
  const { take } = kind;
  const field = fieldNaming(kind, parentKind);
  if (take.how !== 'list' || field === undefined) return [];
  const prefix = take.set ?? setPrefix(kind, take.request);
  if (prefix === undefined) return [];
  const lists: ChildList[] = [];
  for (let at = 0; at < parents.length; at += PARENTS_A_LIST) {
    const ids = parents.slice(at, at + PARENTS_A_LIST).map(({ record }) => record.id);
    const request = filtered(take.request, `${prefix}${field}`, ids);
    if (request === undefined) continue;
    const asked = new Set(ids);
    lists.push({
      request,
      children: (rows) => namedParents(kind, rows, parentKind, ids),
      isForeign: (row) => textOf(row[field]) !== '' && !asked.has(textOf(row[field])),
    });
  }
  return lists;
}

const noneOf = ({ take }: Kind): readonly AbsentAnswer[] => (take.how === 'each' ? (take.none ?? []) : []);

/** A parent's own lists; kinds that come in the same list share it. */
function ownLists(below: readonly Kind[], parent: Node, kinds: ReadonlyMap<KindId, Kind>): readonly ChildList[] {
  const under: RecordKey = { kind: parent.kind.id, id: parent.record.id };
  const requests = new Map<string, { readonly request: ListRequest; readonly kinds: Kind[] }>();
  for (const kind of below) {
    const request = ownRequest(kind, parent, kinds);
    if (request === undefined) continue;
    const name = `${request.method} ${JSON.stringify(request.params ?? {})}`;
    const same = requests.get(name);
    if (same === undefined) requests.set(name, { request, kinds: [kind] });
    else same.kinds.push(kind);
  }
  return [...requests.values()].map(({ request, kinds: several }) => ({
    request,
    isForeign: () => false,
    none: several.flatMap(noneOf),
    children: (rows) =>
      several.flatMap((kind) =>
        rows
          .filter((row) => (sorterOf(kind, kinds)?.(row) ?? kind.id) === kind.id && liesUnder(kind, row, under))
          .map((row) => ({ kind, row, under })),
      ),
  }));
}

/** What tells the kinds of a shared list apart: declared by the kind whose list it is. */
function sorterOf(kind: Kind, kinds: ReadonlyMap<KindId, Kind>): Kind['sorts'] {
  return kind.take.how === 'with' ? kinds.get(kind.take.of)?.sorts : kind.sorts;
}

function ownRequest(kind: Kind, parent: Node, kinds: ReadonlyMap<KindId, Kind>): ListRequest | undefined {
  const { take } = kind;
  switch (take.how) {
    case 'list': {
      const field = fieldNaming(kind, parent.kind.id);
      return field === undefined ? undefined : filtered(take.request, field, parent.record.id);
    }
    case 'each':
      return listOfEach(take, parent);
    case 'tree':
      return take.request(parent.record);
    case 'with': {
      const lister = kinds.get(take.of);
      return lister === undefined ? undefined : ownRequest(lister, parent, kinds);
    }
    case 'lists':
    case 'ids':
    case 'tables':
      return undefined;
  }
}

/** A record's own list; below a record that came in such a list itself (a point of a checklist), that list again. */
function listOfEach(take: Extract<Kind['take'], { how: 'each' }>, { kind, record }: Node): ListRequest | undefined {
  const listed = [take.parent].flat();
  if (listed.includes(kind.id)) return take.request(record, kind.id);
  const { parent } = record;
  return parent !== undefined && listed.includes(parent.kind)
    ? take.request({ id: parent.id, row: {} }, parent.kind)
    : undefined;
}

function namedParents(
  kind: Kind,
  rows: readonly JsonObject[],
  parentKind: KindId,
  ids: readonly string[],
): readonly Child[] {
  return rows.flatMap((row) => {
    const target = targetsOf(kind, row).find(({ parent, to, id }) => parent && to === parentKind && ids.includes(id));
    return target === undefined ? [] : [{ kind, row, under: { kind: parentKind, id: target.id } }];
  });
}

/** A row of a parent's own list belongs to it even where no field of the row says so. */
function liesUnder(kind: Kind, row: JsonObject, parent: RecordKey): boolean {
  const parents = targetsOf(kind, row).filter((target) => target.parent);
  if (parents.length === 0) return isOwnListOf(kind, parent) && keyOf(kind, row, parent) !== '';
  return parents.some(({ to, id }) => to === parent.kind && id === parent.id);
}

function isOwnListOf({ take }: Kind, parent: RecordKey): boolean {
  return take.how === 'each'
    ? [take.parent].flat().includes(parent.kind)
    : take.how !== 'list' && take.how !== 'tables';
}

/** The plain field of a kind that holds the id of its parent. */
function fieldNaming(kind: Kind, parentKind: KindId): string | undefined {
  const reference = kind.references.find(
    ({ to, parent, id }) => parent === true && to === parentKind && id === undefined,
  );
  const field = reference?.field.replace(/\[\]$/u, '');
  return field !== undefined && /^\w+$/u.test(field) ? field : undefined;
}

/** What this method puts before a field to ask for any of several values, as its look by ids does: `@`, or nothing. */
function setPrefix(kind: Kind, list: ListRequest): string | undefined {
  if (kind.look?.by !== 'ids') return undefined;
  const look = kind.look.request(['0']);
  const filter = isObject(look.params) ? look.params[look.filterParam ?? 'filter'] : undefined;
  if (look.method !== list.method || !isObject(filter)) return undefined;
  const name = Object.keys(filter).find((each) => isList(filter[each]));
  return name === undefined ? undefined : name.startsWith('@') ? '@' : '';
}

function filtered(request: ListRequest, field: string, value: Json): ListRequest | undefined {
  const params = request.params ?? {};
  const name = request.filterParam ?? 'filter';
  if (isList(params)) {
    // Old methods know their parameters by place: `filterParam` is the filter's.
    const place = Number(name);
    if (!Number.isInteger(place)) return undefined;
    return { ...request, params: params.map((each, index) => (index === place ? merged(each, field, value) : each)) };
  }
  if (name === '') return { ...request, params: { ...params, [field]: value } };
  return { ...request, params: { ...params, [name]: merged(params[name], field, value) } };
}

function merged(filter: Json | undefined, field: string, value: Json): JsonObject {
  return { ...(isObject(filter) ? filter : {}), [field]: value };
}
