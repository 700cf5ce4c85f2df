import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import type { Json, JsonObject } from '../base/json.ts';
import { type Order, type Where, orderSql, whereSql } from './query.ts';

/** A table of JSON records. `indexes` are top-level field names that are filtered by often. */
export interface TableSpec {
  readonly name: string;
  readonly id?: 'integer' | 'text';
  readonly indexes?: readonly string[];
}

export interface Selection {
  readonly where?: readonly Where[];
  readonly order?: readonly Order[];
  readonly limit?: number;
  readonly offset?: number;
}

export type RecordId = number | string;

/** A deleted record that an administrator could still bring back in the product's own pages, never over REST. */
export interface BinnedRecord {
  readonly table: string;
  readonly id: RecordId;
  readonly record: JsonObject;
  readonly deletedAtMs: number;
}

const cachedCounts = 500;
const lineEnd = 0x0a;
const comma = 0x2c;

/** One table of the store. Records are kept as the JSON text that the portal answers with. */
export class Table {
  readonly name: string;
  readonly #database: DatabaseSync;
  readonly #prepare: (sql: string) => StatementSync;
  readonly #counts = new Map<string, number>();
  readonly #digests = new Map<string, unknown>();
  readonly #spec: TableSpec;

  constructor(database: DatabaseSync, prepare: (sql: string) => StatementSync, spec: TableSpec) {
    this.name = `t_${spec.name}`;
    this.#database = database;
    this.#prepare = prepare;
    this.#spec = spec;
    this.create();
  }

  /** The table changed, or a change of it was undone: what was worked out from it holds no more. */
  forget(): void {
    this.#counts.clear();
    this.#digests.clear();
  }

  /** What `make` works out from the whole table; remembered under its name until the table changes. */
  digest<T>(name: string, make: () => T): T {
    if (!this.#digests.has(name)) this.#digests.set(name, make());
    return this.#digests.get(name) as T;
  }

  /** Makes the table in the database when it is not there. */
  create(): void {
    const spec = this.#spec;
    const id = spec.id === 'text' ? 'TEXT PRIMARY KEY' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    this.#database.exec(`CREATE TABLE IF NOT EXISTS ${this.name} (id ${id}, json TEXT NOT NULL)`);
    for (const field of spec.indexes ?? []) {
      this.#database.exec(
        `CREATE INDEX IF NOT EXISTS ${this.name}_${field} ON ${this.name} (json_extract(json, '$.${field}'))`,
      );
    }
  }

  /** The id that the next `insert` without one would take; never one that was used before. */
  nextId(): number {
    const last = this.#prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(this.name)?.['seq'];
    return Number(last ?? 0) + 1;
  }

  /** Writes a new record under `id`; throws when the id is taken. */
  insert(id: RecordId, record: JsonObject): void {
    this.forget();
    this.#prepare(`INSERT INTO ${this.name} (id, json) VALUES (?, ?)`).run(id, JSON.stringify(record));
  }

  /** Takes the next free id, asks for the record that carries it, writes it. */
  add(make: (id: number) => JsonObject): number {
    const id = this.nextId();
    this.insert(id, make(id));
    return id;
  }

  /** Replaces the record under `id`, or writes it when there is none. */
  put(id: RecordId, record: JsonObject): void {
    this.forget();
    this.#prepare(
      `INSERT INTO ${this.name} (id, json) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json`,
    ).run(id, JSON.stringify(record));
  }

  get(id: RecordId): JsonObject | undefined {
    const row = this.#prepare(`SELECT json FROM ${this.name} WHERE id = ?`).get(id);
    return row === undefined ? undefined : (JSON.parse(String(row['json'])) as JsonObject);
  }

  has(id: RecordId): boolean {
    return this.#prepare(`SELECT 1 FROM ${this.name} WHERE id = ?`).get(id) !== undefined;
  }

  /** Changes some fields of a record; false when there is no such record. */
  patch(id: RecordId, changes: JsonObject): boolean {
    const record = this.get(id);
    if (record === undefined) return false;
    this.put(id, { ...record, ...changes });
    return true;
  }

  /** Removes for good; true when there was something to remove. */
  remove(id: RecordId): boolean {
    this.forget();
    return this.#prepare(`DELETE FROM ${this.name} WHERE id = ?`).run(id).changes > 0;
  }

  /** Takes a field away from every record. */
  dropField(name: string): void {
    this.forget();
    const path = `$.${name}`;
    this.#prepare(`UPDATE ${this.name} SET json = json_remove(json, ?) WHERE json_type(json, ?) IS NOT NULL`).run(
      path,
      path,
    );
  }

  select(selection: Selection = {}): readonly JsonObject[] {
    const { sql, values } = this.#sql('json', selection);
    return this.#prepare(sql)
      .all(...values)
      .map((row) => JSON.parse(String(row['json'])) as JsonObject);
  }

  ids(selection: Selection = {}): readonly RecordId[] {
    const { sql, values } = this.#sql('id', selection);
    return this.#prepare(sql)
      .all(...values)
      .map((row) => row['id'] as RecordId);
  }

  /** The selected records as JSON side by side, a comma between two, with the bytes of each; they are never parsed. */
  page(selection: Selection): { readonly bytes: Uint8Array; readonly sizesBytes: readonly number[] } {
    const { sql, values } = this.#sql('json', selection);
    // Records are kept without line ends, so that one can part them until the comma stands in its place.
    const found = this.#prepare(`SELECT CAST(group_concat(json, char(10)) AS BLOB) AS bytes FROM (${sql})`).get(
      ...values,
    )?.['bytes'];
    if (!(found instanceof Uint8Array)) return { bytes: Buffer.alloc(0), sizesBytes: [] };
    const bytes = Buffer.from(found.buffer, found.byteOffset, found.byteLength);
    const sizesBytes: number[] = [];
    let from = 0;
    for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, from)) {
      bytes[end] = comma;
      sizesBytes.push(end - from);
      from = end + 1;
    }
    sizesBytes.push(bytes.length - from);
    return { bytes, sizesBytes };
  }

  /** Number of records that match; remembered until the table changes. */
  count(where: readonly Where[] = []): number {
    const { sql, values } = whereSql(where);
    const key = JSON.stringify([sql, values]);
    const known = this.#counts.get(key);
    if (known !== undefined) return known;
    const row = this.#prepare(`SELECT count(*) AS rows FROM ${this.name} AS record WHERE ${sql}`).get(...values);
    if (this.#counts.size >= cachedCounts) this.#counts.clear();
    const rows = Number(row?.['rows']);
    this.#counts.set(key, rows);
    return rows;
  }

  #sql(columns: string, selection: Selection): { readonly sql: string; readonly values: SQLInputValue[] } {
    const { sql, values } = whereSql(selection.where ?? []);
    const limit = selection.limit ?? -1;
    const text = `SELECT ${columns} FROM ${this.name} AS record WHERE ${sql} ORDER BY ${orderSql(selection.order ?? [])} LIMIT ? OFFSET ?`;
    return { sql: text, values: [...values, limit, selection.offset ?? 0] };
  }
}

const schema = `
  PRAGMA synchronous = OFF;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -64000;
  CREATE TABLE IF NOT EXISTS bin (
    table_name TEXT NOT NULL, id, json TEXT NOT NULL, deleted_at_ms INTEGER NOT NULL, PRIMARY KEY (table_name, id)
  );
  CREATE TABLE IF NOT EXISTS blob (
    id INTEGER PRIMARY KEY AUTOINCREMENT, size INTEGER NOT NULL, seed INTEGER, bytes BLOB, path TEXT
  );
  CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, json TEXT NOT NULL);
`;
const keptStatements = 400;

/**
 * All that a local portal remembers, in SQLite: in a file, or by default in memory, from where a big company spills over
 * into a temporary file that nobody else sees and that is gone when the store is closed.
 */
export class Store {
  readonly #database: DatabaseSync;
  readonly #tables = new Map<string, Table>();
  readonly #statements = new Map<string, StatementSync>();
  #depth = 0;
  /** Tables made inside the running transaction: undone with it, they must be made again. */
  readonly #fresh: Table[] = [];

  constructor(path = '') {
    this.#database = new DatabaseSync(path);
    this.#database.exec(`PRAGMA journal_mode = ${path === '' ? 'MEMORY' : 'WAL'}; ${schema}`);
    // SQLite's own lower() knows the Latin alphabet only.
    this.#database.function('fold', { deterministic: true }, (text) =>
      text === null ? null : String(text).toLowerCase(),
    );
  }

  table(spec: TableSpec): Table {
    const known = this.#tables.get(spec.name);
    if (known !== undefined) return known;
    const table = new Table(this.#database, (sql) => this.prepare(sql), spec);
    this.#tables.set(spec.name, table);
    if (this.#depth > 0) this.#fresh.push(table);
    return table;
  }

  /** Every name under which a table was opened here. */
  tableNames(): readonly string[] {
    return [...this.#tables.keys()];
  }

  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= keptStatements) this.#statements.clear();
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /** All or nothing; may be nested. */
  transaction<T>(work: () => T): T {
    const name = `s${this.#depth}`;
    this.#database.exec(`SAVEPOINT ${name}`);
    this.#depth++;
    try {
      const result = work();
      this.#database.exec(`RELEASE ${name}`);
      return result;
    } catch (error) {
      this.#database.exec(`ROLLBACK TO ${name}; RELEASE ${name}`);
      for (const table of this.#fresh) table.create();
      for (const table of this.#tables.values()) table.forget();
      throw error;
    } finally {
      this.#depth--;
      if (this.#depth === 0) this.#fresh.length = 0;
    }
  }

  /** From here on nothing lasts: what is returned puts everything back as it is now, as often as it is called. */
  keep(): () => void {
    const kept = new Set(this.#tables.values());
    this.#database.exec('SAVEPOINT kept');
    return () => {
      this.#database.exec('ROLLBACK TO kept; RELEASE kept');
      for (const table of this.#tables.values()) {
        table.forget();
        if (!kept.has(table)) table.create();
        kept.add(table);
      }
      this.#database.exec('SAVEPOINT kept');
    };
  }

  /** Moves a record to the recycle bin; false when there is no such record. */
  toBin(spec: TableSpec, id: RecordId, nowMs: number): boolean {
    const table = this.table(spec);
    const record = table.get(id);
    if (record === undefined) return false;
    table.remove(id);
    this.prepare('INSERT OR REPLACE INTO bin VALUES (?, ?, ?, ?)').run(spec.name, id, JSON.stringify(record), nowMs);
    return true;
  }

  /** What lies in the bin of a table. */
  binned(spec: TableSpec): readonly BinnedRecord[] {
    return this.prepare('SELECT id, json, deleted_at_ms FROM bin WHERE table_name = ? ORDER BY id')
      .all(spec.name)
      .map((row) => ({
        table: spec.name,
        id: row['id'] as RecordId,
        record: JSON.parse(String(row['json'])) as JsonObject,
        deletedAtMs: Number(row['deleted_at_ms']),
      }));
  }

  /** Takes a record out of the bin: back into its table, or away for good. */
  fromBin(spec: TableSpec, id: RecordId, to: 'table' | 'nowhere'): boolean {
    const row = this.prepare('SELECT json FROM bin WHERE table_name = ? AND id = ?').get(spec.name, id);
    if (row === undefined) return false;
    this.prepare('DELETE FROM bin WHERE table_name = ? AND id = ?').run(spec.name, id);
    if (to === 'table') this.table(spec).put(id, JSON.parse(String(row['json'])) as JsonObject);
    return true;
  }

  /** What is older than `deletedBeforeMs` leaves all bins, as the product does after 30 days. */
  emptyBins(deletedBeforeMs: number): void {
    this.prepare('DELETE FROM bin WHERE deleted_at_ms < ?').run(deletedBeforeMs);
  }

  setting(name: string): Json | undefined {
    const row = this.prepare('SELECT json FROM setting WHERE name = ?').get(name);
    return row === undefined ? undefined : (JSON.parse(String(row['json'])) as Json);
  }

  setSetting(name: string, value: Json): void {
    this.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)').run(name, JSON.stringify(value));
  }

  /** 1, 2, 3… for things that have numbers of their own and no table. */
  nextNumber(name: string): number {
    const next = Number(this.setting(`number.${name}`) ?? 0) + 1;
    this.setSetting(`number.${name}`, next);
    return next;
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }
}
