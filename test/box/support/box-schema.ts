import { serialize } from 'php-serialize';

import { isList, isObject, type Json, type JsonObject, textOf } from '../../../src/base/json.ts';
import type { Sql } from '../../../src/box/services/sql.ts';

/**
 * Tables of the system as the vendor's install scripts make them, as far as the test needs them, filled from what REST
 * says. Written apart from the code that reads them: each line is a column, its type, and the field of REST that it holds
 * (`=text` is that text, `-` nothing).
 */
export interface SourceRecord {
  readonly row: JsonObject;
  readonly parent?: { readonly kind: string; readonly id: string };
}

export interface SchemaTable {
  readonly table: string;
  readonly kind: string;
  readonly columns: string;
  /** Of the kind's records, only these lie in this table. */
  readonly only?: (record: SourceRecord) => boolean;
  /** Rows of other tables that hold a part of a record. */
  readonly more?: (record: SourceRecord, index: number) => readonly (readonly [table: string, row: JsonObject])[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly from: string;
}

function columnsOf(text: string): readonly Column[] {
  return text
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [name = '', type = '', from = name] = line.split(/\s+/u);
      return { name, type, from };
    });
}

const types: Readonly<Record<string, readonly [mysql: string, pgsql: string]>> = {
  moment: ['datetime', 'timestamp'],
  day: ['date', 'date'],
  text: ['longtext', 'text'],
  php: ['longtext', 'text'],
  blob: ['longblob', 'bytea'],
  real: ['double', 'double precision'],
};

export function typeIn(sql: Sql, type: string): string {
  const known = types[type];
  return known === undefined ? type : known[sql.engine === 'mysql' ? 0 : 1];
}

/** REST writes `2026-05-12T16:40:25+03:00`, its older methods `05/12/2026 04:40:25 pm`, as the site is set to. */
function momentOf(text: string): string {
  const site = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d)(:\d\d:\d\d) ([ap])m$/u.exec(text);
  if (site === null) return text.slice(0, 19).replace('T', ' ');
  const [, month, day, year, hour, rest, half] = site;
  const hours = (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return `${year}-${month}-${day} ${String(hours).padStart(2, '0')}${rest}`;
}

/** A value of REST as a table holds it. */
export function cellOf(value: Json | undefined, type: string): string | number | Buffer | null {
  if (type === 'php') return value === null || value === undefined ? null : serialize(value);
  if (value === null || value === undefined) return null;
  if (value === true) return 'Y';
  if (value === false) return 'N';
  if (type === 'moment') return value === '' ? null : momentOf(textOf(value));
  if (type === 'day') return value === '' ? null : textOf(value).slice(0, 10);
  if (/^(?:int|bigint|smallint|decimal|real)/u.test(type)) return value === '' ? null : Number(textOf(value));
  return textOf(value);
}

export class Schema {
  readonly #sql: Sql;
  readonly #made = new Map<string, readonly Column[]>();

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  #name(name: string): string {
    return this.#sql.engine === 'mysql' ? `\`${name}\`` : name.toLowerCase();
  }

  async make(table: string, columns: string): Promise<void> {
    if (this.#made.has(table)) return;
    const list = columnsOf(columns);
    await this.#sql.run(
      `CREATE TABLE ${table} (${list.map(({ name, type }) => `${this.#name(name)} ${typeIn(this.#sql, type)}`).join(', ')})`,
    );
    this.#made.set(table, list);
  }

  /** Many rows of one table in few statements. */
  async insert(
    table: string,
    rows: readonly Readonly<Record<string, string | number | Buffer | null>>[],
  ): Promise<void> {
    const columns = this.#made.get(table);
    if (columns === undefined) throw new Error(`no table ${table}`);
    const names = columns.map(({ name }) => name);
    for (let start = 0; start < rows.length; start += 100) {
      const some = rows.slice(start, start + 100);
      const values = some.map(
        (row) => `(${names.map((name) => (row[name] === null || row[name] === undefined ? 'NULL' : '?')).join(', ')})`,
      );
      const parameters = some.flatMap((row) =>
        names.map((name) => row[name]).filter((value) => value !== null && value !== undefined),
      );
      await this.#sql.run(
        `INSERT INTO ${table} (${names.map((name) => this.#name(name)).join(', ')}) VALUES ${values.join(', ')}`,
        parameters as (string | number)[],
      );
    }
  }

  /** Makes a table and fills it with a kind's records. */
  async fill({ table, columns, only, more }: SchemaTable, records: readonly SourceRecord[]): Promise<void> {
    await this.make(table, columns);
    const list = columnsOf(columns);
    const own = records.filter((record) => only?.(record) !== false);
    await this.insert(
      table,
      own.map((record, index) =>
        Object.fromEntries(
          list.map(({ name, type, from }) => [name, cellOf(sourceOf(record, from, index), type)] as const),
        ),
      ),
    );
    const others = new Map<string, JsonObject[]>();
    for (const [index, record] of own.entries()) {
      for (const [other, row] of more?.(record, index) ?? []) others.set(other, [...(others.get(other) ?? []), row]);
    }
    for (const [other, rows] of others) await this.insertJson(other, rows);
  }

  async insertJson(table: string, rows: readonly JsonObject[]): Promise<void> {
    const columns = new Map((this.#made.get(table) ?? []).map(({ name, type }) => [name, type]));
    await this.insert(
      table,
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, cellOf(value, columns.get(name) ?? 'text')]),
        ),
      ),
    );
  }
}

function sourceOf({ row, parent }: SourceRecord, from: string, index: number): Json | undefined {
  if (from === '-') return null;
  if (from === '#') return index + 1;
  if (from === '^') return parent?.id ?? null;
  if (from.startsWith('=')) return from.slice(1);
  const [first = '', second] = from.split('.');
  const value = row[first];
  return second === undefined ? value : isObject(value) ? value[second] : undefined;
}

export const objects = (value: Json | undefined): readonly JsonObject[] =>
  isList(value) ? value.filter(isObject) : isObject(value) ? Object.values(value).filter(isObject) : [];
export const texts = (value: Json | undefined): readonly string[] =>
  isList(value) ? value.map((each) => textOf(each)) : [];

let number = 0;
export const next = (): number => (number += 1);

export function tree(table: string, field: string): NonNullable<SchemaTable['more']> {
  return ({ row }) => {
    const id = row['ID'] ?? row['id'] ?? null;
    const own = [[table, { PARENT_ID: id, CHILD_ID: id, LEVEL: 0 }] as const];
    const parent = row[field];
    return parent === 0 || parent === undefined
      ? own
      : [...own, [table, { PARENT_ID: parent, CHILD_ID: id, LEVEL: 1 }] as const];
  };
}

export function several(
  table: string,
  values: readonly (readonly [field: number, column: string, values: readonly string[]])[],
) {
  return (id: Json): readonly (readonly [string, JsonObject])[] =>
    values.flatMap(([field, column, list]) =>
      list.map((value) => [table, { ID: next(), VALUE_ID: id, FIELD_ID: field, [column]: value }] as const),
    );
}
