import { type Json, type JsonObject, textOf } from '../base/json.ts';
import { parseFilter, parseOrder } from './filter.ts';
import { listPage } from './listing.ts';
import type { Context, Reply } from './method.ts';
import { flagOf, integerOf } from './params.ts';
import type { Field, FieldType, Where } from './query.ts';
import { refuse } from './refusal.ts';
import type { TableSpec } from './store.ts';

/** How an old table keeps a field: all values are text or null, whatever they stand for. */
export type PlainType = 'id' | 'int' | 'text' | 'flag' | 'datetime';
export type PlainFields = Readonly<Record<string, PlainType>>;

const compared: Readonly<Record<PlainType, FieldType>> = {
  id: 'id',
  int: 'digits',
  text: 'text',
  flag: 'flag',
  datetime: 'datetime',
};

/** Reads `NAME type` pairs, one a line or more. */
export function plainFields(text: string): PlainFields {
  const words = text.trim().split(/\s+/u);
  const pairs: [string, PlainType][] = [];
  for (let index = 0; index < words.length; index += 2) pairs.push([words[index] ?? '', words[index + 1] as PlainType]);
  return Object.fromEntries(pairs);
}

export function plainLookup(fields: PlainFields): (name: string) => Field | undefined {
  return (name) => {
    const upper = name.toUpperCase();
    const type = fields[upper];
    if (type !== undefined) return { path: upper, type: compared[type] };
    return upper.startsWith('UF_') ? { path: upper, type: 'text' } : undefined;
  };
}

/** Members of a row that `select` names; all of them without one or with `*`. */
export function selected(row: JsonObject, select: readonly string[]): JsonObject {
  if (select.length === 0 || select.includes('*')) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => select.includes(name)));
}

interface PlainList {
  readonly table: TableSpec;
  readonly fields: PlainFields;
  readonly where?: readonly Where[];
  readonly row?: (record: JsonObject) => JsonObject;
  readonly size?: number;
}

/** A list of an old table: `filter`, `order`, `select`, pages of 50, `result` is the list itself. */
export function plainList(context: Context, { table, fields, where = [], row, size }: PlainList): Reply {
  const { core, params, start } = context;
  const rules = { fields: plainLookup(fields), zone: core.zone };
  const select = params.list('select').map((name) => textOf(name).toUpperCase());
  const whole = select.length === 0 || select.includes('*');
  return listPage({
    table: core.store.table(table),
    selection: {
      where: [...where, ...parseFilter(params.map('filter'), rules)],
      order: parseOrder(params.map('order'), rules),
    },
    start,
    ...(size === undefined ? {} : { size }),
    ...(whole && row === undefined ? {} : { row: (record: JsonObject) => selected(row?.(record) ?? record, select) }),
  });
}

function plainValue(context: Context, type: PlainType, value: Json): Json {
  if (value === null) return null;
  switch (type) {
    case 'id':
    case 'int':
      return String(integerOf(value) ?? 0);
    case 'flag':
      return typeof value === 'boolean' ? (flagOf(value) ? 'Y' : 'N') : textOf(value);
    case 'datetime':
      return context.core.zone.normal(textOf(value)) ?? textOf(value);
    case 'text':
      return typeof value === 'object' ? value : textOf(value);
  }
}

/** Known fields of a request as the table keeps them; unknown ones are dropped, custom ones kept. */
export function plainValues(context: Context, fields: PlainFields, given: JsonObject): JsonObject {
  const values: Record<string, Json> = {};
  for (const [name, value] of Object.entries(given)) {
    const upper = name.toUpperCase();
    const type = fields[upper];
    if (type !== undefined) values[upper] = plainValue(context, type, value);
    else if (upper.startsWith('UF_')) values[upper] = value;
  }
  return values;
}

/** A row with every field there and empty. */
export function blankRow(fields: PlainFields): Record<string, Json> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, type === 'flag' ? 'N' : null]));
}

/** `id` of a request, refused when it is none. */
export function idParam({ params }: Context, name = 'id'): number {
  const id = params.integer(name) ?? 0;
  if (id <= 0) throw refuse(`${name.toUpperCase()} is not defined or invalid.`);
  return id;
}
