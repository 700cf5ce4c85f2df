import { isList, type Json, type JsonObject, textOf } from '../base/json.ts';
import type { PortalCore } from './core.ts';
import { type FieldLookup, parseFilter, parseOrder } from './filter.ts';
import { listPage, wrap } from './listing.ts';
import { type Context, type Method, read, type Reply, write } from './method.ts';
import type { FieldType, Where } from './query.ts';
import { Refusal } from './refusal.ts';
import type { RecordId, TableSpec } from './store.ts';

/** A table whose records are kept as the portal answers them. Members whose names begin with `_` are never shown. */
export interface Shelf {
  readonly table: TableSpec;
  readonly scope: string;
  /** Fields that can be filtered and sorted by, and how they compare. */
  readonly fields: Readonly<Record<string, FieldType>>;
}

/** `shelf('vats', 'catalog', {id: 'id', text: 'name'})`: names of fields under the type by which they compare. */
export function shelf(
  name: string,
  scope: string,
  byType: Partial<Readonly<Record<FieldType, string>>>,
  more: Partial<TableSpec> = {},
): Shelf {
  const fields = Object.entries(byType).flatMap(([type, names]) =>
    names.split(' ').map((field) => [field, type as FieldType] as const),
  );
  return { table: { name, ...more }, scope, fields: Object.fromEntries(fields) };
}

/** Fields by their own names; methods that filter by another spelling give their own lookup. */
export function lookupOf({ fields }: Shelf): FieldLookup {
  return (name) => {
    const type = fields[name];
    return type === undefined ? undefined : { path: name, type };
  };
}

const isHidden = (name: string): boolean => name.startsWith('_');

/** What of a record may leave the portal. */
export function shown(record: JsonObject): JsonObject {
  const names = Object.keys(record);
  if (!names.some(isHidden)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !isHidden(name)));
}

/** Members that `select` names; `property*` stands for all that begin so. Without a select, or with `*`, all. */
export function chosen(record: JsonObject, select: readonly string[]): JsonObject {
  if (select.length === 0 || select.includes('*')) return record;
  const starts = select.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  const isChosen = (name: string): boolean => select.includes(name) || starts.some((start) => name.startsWith(start));
  return Object.fromEntries(Object.entries(record).filter(([name]) => isChosen(name)));
}

export interface ListFacts {
  /** Where the rows lie in `result`; [] for `result` itself. */
  readonly path?: readonly string[];
  /** Throws the refusal of one who may not ask. */
  readonly may?: (context: Context) => void;
  /** Conditions that the request does not write as a filter. */
  readonly where?: (context: Context) => readonly Where[];
  readonly lookup?: FieldLookup;
  /** What is made anew for every reader: links. */
  readonly row?: (record: JsonObject, context: Context) => JsonObject;
  /** false: the method gives all rows at once, and counts none. */
  readonly paged?: boolean;
}

/** A list of a shelf, asked with `filter`, `order` and `select`. */
export function listOfShelf(from: Shelf, context: Context, facts: ListFacts = {}): Reply {
  const { core, params, start } = context;
  facts.may?.(context);
  const fields = facts.lookup ?? lookupOf(from);
  const select = params.list('select').map(textOf);
  const whole = select.length === 0 || select.includes('*');
  const { row } = facts;
  const made = (record: JsonObject): Json => {
    const full = row === undefined ? record : row(record, context);
    return shown(chosen(full, select));
  };
  const table = core.store.table(from.table);
  const selection = {
    where: [...(facts.where?.(context) ?? []), ...parseFilter(params.struct('filter'), { fields, zone: core.zone })],
    order: parseOrder(params.struct('order'), { fields }),
  };
  if (facts.paged === false) return { result: wrap(table.select(selection).map(made), facts.path ?? []) };
  const asStored = whole && row === undefined && !hides(from);
  return listPage({ table, selection, start, path: facts.path ?? [], ...(asStored ? {} : { row: made }) });
}

const hides = ({ fields }: Shelf): boolean => Object.keys(fields).some(isHidden);

/** The method that lists a shelf. */
export function shelfList(from: Shelf, name: string, facts: ListFacts = {}): Method {
  return read(name, from.scope, (context) => listOfShelf(from, context, facts));
}

/** Children that go with a record: those of the shelf whose field holds its id. */
export type Takes = readonly (readonly [shelf: Shelf, field: string])[];

/** Ids of a shelf's records whose field holds a value. */
export function idsWith(
  core: PortalCore,
  { table, fields }: Shelf,
  field: string,
  value: RecordId,
): readonly RecordId[] {
  const type = fields[field] ?? 'text';
  const is = type === 'text' || type === 'digits' ? String(value) : Number(value);
  return core.store.table(table).ids({ where: [{ field: { path: field, type }, is: '=', value: is }] });
}

/** Removes for good what belongs to a record. */
export function removeChildren(core: PortalCore, id: RecordId, takes: Takes): void {
  for (const [child, field] of takes) {
    for (const each of idsWith(core, child, field, id)) core.store.table(child.table).remove(each);
  }
}

export interface OneFacts {
  /** The parameter that names the record; `id` unless told. */
  readonly param?: string;
  readonly missing: (id: string, context: Context) => Refusal;
  readonly may?: (context: Context) => void;
}

/** The record that a request names, or the method's refusals. */
export function recordOf(
  from: Shelf,
  context: Context,
  { param = 'id', missing, may }: OneFacts,
): [RecordId, JsonObject] {
  may?.(context);
  const given = context.params.get(param);
  if (given === undefined || given === null || isList(given)) {
    throw new Refusal('100', `Could not find value for parameter {${param}}`);
  }
  const text = textOf(given);
  const id = from.table.id === 'text' ? text : Number.parseInt(text, 10);
  const record = Number.isNaN(id) ? undefined : context.core.store.table(from.table).get(id);
  if (record === undefined) throw missing(text, context);
  return [id, record];
}

export interface GetFacts extends OneFacts {
  readonly path: readonly string[];
  readonly row?: (record: JsonObject, context: Context) => JsonObject;
}

/** The method that gives one record of a shelf. */
export function shelfGet(from: Shelf, name: string, facts: GetFacts): Method {
  return read(name, from.scope, (context) => {
    const [, record] = recordOf(from, context, facts);
    return { result: wrap(shown(facts.row?.(record, context) ?? record), facts.path) };
  });
}

export interface DeleteFacts extends OneFacts {
  readonly answer?: Json;
  readonly takes?: Takes;
  /** Throws when this record may not go. */
  readonly check?: (record: JsonObject, context: Context) => void;
}

/** The method that deletes one record of a shelf for good, with its children. */
export function shelfDelete(from: Shelf, name: string, facts: DeleteFacts): Method {
  return write(name, from.scope, (context) => {
    const [id, record] = recordOf(from, context, facts);
    facts.check?.(record, context);
    context.core.store.table(from.table).remove(id);
    removeChildren(context.core, id, facts.takes ?? []);
    return { result: facts.answer === undefined ? true : facts.answer };
  });
}
