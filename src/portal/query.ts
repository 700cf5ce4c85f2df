import type { Json } from '../base/json.ts';

/** What a condition compares with. */
export type Scalar = string | number;

/**
 * How a field's values are kept and compared. `id`: the record's key. `digits`: a number kept as text, as old methods
 * answer it. `datetime`: text in the portal's own time zone. `list`: many values, any of which may match.
 */
export type FieldType = 'id' | 'integer' | 'number' | 'digits' | 'text' | 'datetime' | 'flag' | 'list';

/** A field of the stored JSON: a top-level key, or a path of keys joined by dots. */
export interface Field {
  readonly path: string;
  readonly type: FieldType;
  /** Of a list of objects: the member that is compared, and a member that must have a certain value. */
  readonly item?: { readonly value: string; readonly where: readonly [string, string] };
}

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | '!contains' | 'like' | '!like';

interface Compared {
  readonly field: Field;
  readonly is: Comparison;
  readonly value: Scalar;
}

interface Among {
  readonly field: Field;
  readonly is: 'in' | '!in';
  readonly values: readonly Scalar[];
}

export type Where =
  | Compared
  | Among
  | { readonly field: Field; readonly is: 'empty' | '!empty' }
  | { readonly any: readonly (readonly Where[])[] }
  | { readonly not: readonly Where[] }
  | { readonly never: true }
  /** Ids among those that a query over the same store gives. */
  | { readonly idIn: Sql };

export interface Order {
  readonly field: Field;
  readonly descending?: boolean;
}

export interface Sql {
  readonly sql: string;
  readonly values: Scalar[];
}

function column(field: Field): string {
  if (field.type === 'id') return 'id';
  if (!/^\w+(?:\.\w+)*$/u.test(field.path)) throw new TypeError(`not a field path: ${field.path}`);
  return `json_extract(json, '$.${field.path}')`;
}

const likeEscape = (text: string): string => text.replaceAll(/[\\%_]/gu, String.raw`\$&`);

function one(expression: string, is: Comparison, value: Scalar, numeric = false): Sql {
  switch (is) {
    case '=':
      return { sql: `${expression} = ?`, values: [value] };
    case '!=':
      return { sql: `(${expression} IS NULL OR ${expression} <> ?)`, values: [value] };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return {
        sql: `${numeric ? `CAST(${expression} AS REAL)` : expression} ${is} ?`,
        values: [numeric ? Number(value) : value],
      };
    case 'contains':
    case '!contains': {
      const sql = `fold(${expression}) LIKE ? ESCAPE '\\'`;
      const values = [`%${likeEscape(String(value).toLowerCase())}%`];
      return { sql: is === 'contains' ? sql : `(${expression} IS NULL OR NOT ${sql})`, values };
    }
    case 'like':
    case '!like': {
      const sql = `fold(${expression}) LIKE ?`;
      const values = [String(value).toLowerCase()];
      return { sql: is === 'like' ? sql : `(${expression} IS NULL OR NOT ${sql})`, values };
    }
  }
}

/** Whether any item of a list field passes: `test` makes a condition of the expression for an item's value. */
function anyItem(field: Field, test: (expression: string) => Sql): Sql {
  const { item } = field;
  const value = item === undefined ? 'item.value' : `json_extract(item.value, '$.${item.value}')`;
  const also = item === undefined ? '' : ` AND json_extract(item.value, '$.${item.where[0]}') = ?`;
  const inner = test(`CAST(${value} AS TEXT)`);
  return {
    sql: `EXISTS (SELECT 1 FROM json_each(record.json, '$.${field.path}') AS item WHERE ${inner.sql}${also})`,
    values: item === undefined ? inner.values : [...inner.values, item.where[1]],
  };
}

function inList(where: Among): Sql {
  const marks = where.values.map(() => '?').join(', ');
  const values = [...where.values];
  if (where.field.type === 'list') {
    const found = anyItem(where.field, (expression) => ({
      sql: `${expression} IN (${marks})`,
      values: values.map(String),
    }));
    return { sql: where.is === 'in' ? found.sql : `NOT ${found.sql}`, values: found.values };
  }
  const place = column(where.field);
  if (where.is === 'in') return { sql: values.length === 0 ? '0' : `${place} IN (${marks})`, values };
  return { sql: values.length === 0 ? '1' : `(${place} IS NULL OR ${place} NOT IN (${marks}))`, values };
}

function conditionSql(where: Where): Sql {
  if ('never' in where) return { sql: '0', values: [] };
  if ('idIn' in where) return { sql: `id IN (${where.idIn.sql})`, values: where.idIn.values };
  if ('any' in where) {
    const parts = where.any.map(whereSql);
    return {
      sql: `(${parts.map((part) => `(${part.sql})`).join(' OR ') || '1'})`,
      values: parts.flatMap((p) => p.values),
    };
  }
  if ('not' in where) {
    const inner = whereSql(where.not);
    return { sql: `NOT coalesce((${inner.sql}), 0)`, values: inner.values };
  }
  if ('values' in where) return inList(where);
  if (!('value' in where)) {
    const place = column(where.field);
    const zero = where.field.type === 'integer' || where.field.type === 'id' ? ' OR ' + place + ' = 0' : '';
    const sql = `(${place} IS NULL OR ${place} = '' OR ${place} = '[]'${zero})`;
    return { sql: where.is === 'empty' ? sql : `NOT ${sql}`, values: [] };
  }
  if (where.field.type === 'list') {
    const negative = where.is.startsWith('!');
    const is = (negative ? (where.is === '!=' ? '=' : where.is.slice(1)) : where.is) as Comparison;
    const found = anyItem(where.field, (expression) => one(expression, is, String(where.value)));
    return { sql: negative ? `NOT ${found.sql}` : found.sql, values: found.values };
  }
  return one(column(where.field), where.is, where.value, where.field.type === 'digits');
}

/** The conditions, all of which must hold, as SQL over a table of records. */
export function whereSql(where: readonly Where[]): Sql {
  if (where.length === 0) return { sql: '1', values: [] };
  const parts = where.map(conditionSql);
  return { sql: parts.map((part) => part.sql).join(' AND '), values: parts.flatMap((part) => part.values) };
}

/** Always ends with the id, so that pages never overlap. */
export function orderSql(order: readonly Order[]): string {
  const parts = order.map(({ field, descending }) => {
    const place = field.type === 'digits' ? `CAST(${column(field)} AS REAL)` : column(field);
    return `${place} ${descending === true ? 'DESC' : 'ASC'}`;
  });
  return order.some(({ field }) => field.type === 'id') ? parts.join(', ') : [...parts, 'id'].join(', ');
}

const numeric: ReadonlySet<FieldType> = new Set(['id', 'integer', 'number', 'digits']);

/** A value from a request, as the field's stored values look; undefined when it can't be one. */
export function comparable(
  type: FieldType,
  value: Json,
  normalDate: (text: string) => string | undefined,
): Scalar | undefined {
  // PHP makes a number of anything: of a list, too.
  if (typeof value === 'object') return numeric.has(type) ? 0 : undefined;
  switch (type) {
    case 'id':
    case 'integer':
    case 'number': {
      const number = typeof value === 'boolean' ? Number(value) : Number.parseFloat(String(value));
      return Number.isNaN(number) ? 0 : number;
    }
    case 'datetime':
      return normalDate(String(value));
    case 'flag':
      return typeof value === 'boolean' ? (value ? 'Y' : 'N') : String(value);
    case 'digits':
    case 'text':
      return typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
    case 'list':
      return typeof value === 'boolean' ? Number(value) : value;
  }
}
