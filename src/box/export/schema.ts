import type { Json } from '../../base/json.ts';
import type { Cell, Row, Sql } from '../services/sql.ts';
import { dayOf, momentOf } from './zone.ts';

/** What a column holds, as far as REST tells it apart. */
export type Shape = 'integer' | 'number' | 'moment' | 'day' | 'text';

const shapes: Readonly<Record<string, Shape>> = {
  int: 'integer',
  integer: 'integer',
  bigint: 'integer',
  smallint: 'integer',
  tinyint: 'integer',
  mediumint: 'integer',
  decimal: 'number',
  numeric: 'number',
  double: 'number',
  'double precision': 'number',
  float: 'number',
  real: 'number',
  datetime: 'moment',
  timestamp: 'moment',
  'timestamp without time zone': 'moment',
  date: 'day',
};

/** Columns of a table by their names in upper case, with their shapes; empty when there is no such table. */
export async function columnsOf(sql: Sql, table: string): Promise<ReadonlyMap<string, Shape>> {
  const schema = sql.engine === 'mysql' ? 'database()' : 'current_schema()';
  const rows = await sql.rows(
    `SELECT column_name AS name, data_type AS type FROM information_schema.columns
     WHERE table_schema = ${schema} AND table_name = ? ORDER BY ordinal_position`,
    [table],
  );
  return new Map(
    rows.map((row) => [String(row['name']).toUpperCase(), shapes[String(row['type']).toLowerCase()] ?? 'text']),
  );
}

const tables = new WeakMap<Sql, Promise<ReadonlySet<string>>>();

async function allTables(sql: Sql): Promise<ReadonlySet<string>> {
  const schema = sql.engine === 'mysql' ? 'database()' : 'current_schema()';
  const rows = await sql.rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${schema}`,
  );
  return new Set(rows.map((row) => String(row['name']).toLowerCase()));
}

/** Whether all of these tables are there. An export reads one moment of a database: it is asked once. */
export async function hasTables(sql: Sql, names: readonly string[]): Promise<boolean> {
  const known = tables.get(sql) ?? allTables(sql);
  tables.set(sql, known);
  const there = await known;
  return names.every((name) => there.has(name.toLowerCase()));
}

/** A row by the upper-case names of its columns, whatever the engine makes of them. */
export function upper(row: Row): Readonly<Record<string, Cell>> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
}

export function textOfCell(value: Cell | undefined): string {
  if (value === null || value === undefined) return '';
  return Buffer.isBuffer(value) ? value.toString('utf8') : String(value);
}

/** A cell as REST would show it. */
export function valueOf(cell: Cell | undefined, shape: Shape, zone: string): Json {
  if (cell === null || cell === undefined) return null;
  const text = textOfCell(cell);
  switch (shape) {
    case 'integer':
    case 'number':
      return text === '' ? null : Number(text);
    case 'moment':
      return momentOf(text, zone);
    case 'day':
      return dayOf(text, zone);
    case 'text':
      return text;
    default:
      return shape satisfies never;
  }
}

/** Rows of a table with an id above `after`, in order. */
export async function page(
  sql: Sql,
  table: string,
  after: number,
  limit: number,
  where = '1 = 1',
): Promise<readonly Readonly<Record<string, Cell>>[]> {
  const rows = await sql.rows(`SELECT * FROM ${table} WHERE ID > ? AND (${where}) ORDER BY ID LIMIT ${limit}`, [after]);
  return rows.map(upper);
}

/** Rows of a table whose `column` is among these ids. */
export async function rowsFor(
  sql: Sql,
  table: string,
  column: string,
  ids: readonly (number | string)[],
  more = '',
  order = '',
): Promise<readonly Readonly<Record<string, Cell>>[]> {
  if (ids.length === 0 || !(await hasTables(sql, [table]))) return [];
  const rows = await sql.rows(`SELECT * FROM ${table} WHERE ${column} IN (${ids.join(', ')}) ${more} ${order}`);
  return rows.map(upper);
}

/** The different numbers that a column holds. */
export function numbersIn(rows: readonly Readonly<Record<string, Cell>>[], column: string): readonly number[] {
  return [...new Set(rows.map((row) => Number(row[column])))];
}
