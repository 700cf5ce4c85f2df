import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';

import { ArchiveError } from './error.ts';

/** Raised when the tables change. An archive with other tables is refused, and told to be older or newer. */
export const SCHEMA_VERSION = 3;

/** A record's number: its kind's code above these bits, its turn of arrival below. Kinds lie apart, newest last. */
export const KIND_SHIFT = 2 ** 32;

/** Values of columns in sorting order. In `main` they are part of the archive, in `temp` they go with the connection. */
export function cellsSchema(schema: 'main' | 'temp'): string {
  return `
CREATE TABLE IF NOT EXISTS ${schema}.sorted (column INTEGER PRIMARY KEY, kind INTEGER NOT NULL, field TEXT NOT NULL,
  UNIQUE (kind, field)) STRICT;
CREATE TABLE IF NOT EXISTS ${schema}.cells (column INTEGER NOT NULL, value ANY NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (column, value, number)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ${schema}.marks (column INTEGER NOT NULL, place INTEGER NOT NULL, value ANY NOT NULL,
  number INTEGER NOT NULL, PRIMARY KEY (column, place)) STRICT, WITHOUT ROWID;`;
}

const SCHEMA = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE kinds (code INTEGER PRIMARY KEY, kind TEXT NOT NULL UNIQUE, volatile TEXT NOT NULL DEFAULT '[]') STRICT;
CREATE TABLE forms (form INTEGER PRIMARY KEY, keys TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE fields (code INTEGER PRIMARY KEY, field TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE runs (run INTEGER PRIMARY KEY, connection TEXT NOT NULL, portal TEXT NOT NULL, startedAt INTEGER NOT NULL,
  finishedAt INTEGER, state TEXT NOT NULL) STRICT;
CREATE TABLE connections (code INTEGER PRIMARY KEY, connection TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE witnessSets (code INTEGER PRIMARY KEY, members TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE answers (answer INTEGER PRIMARY KEY, run INTEGER NOT NULL, method TEXT NOT NULL, at INTEGER NOT NULL,
  segment INTEGER NOT NULL, offset INTEGER NOT NULL) STRICT;
CREATE TABLE pages (page INTEGER PRIMARY KEY, answer INTEGER NOT NULL, kind INTEGER NOT NULL, pointer TEXT NOT NULL) STRICT;
CREATE TABLE records (number INTEGER PRIMARY KEY, kind INTEGER NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL,
  fingerprint BLOB NOT NULL, changedAt INTEGER, createdAt INTEGER, parentKind INTEGER, parentId TEXT,
  page INTEGER NOT NULL, place INTEGER NOT NULL, form INTEGER, row TEXT NOT NULL) STRICT;
CREATE VIEW rows AS SELECT k.kind, r.id, r.name, CASE WHEN r.form IS NULL THEN r.row ELSE
  (SELECT json_group_object(e.value, r.row -> e.key) FROM forms f, json_each(f.keys) e WHERE f.form = r.form) END AS row
  FROM records r JOIN kinds k ON k.code = r.kind;
CREATE UNIQUE INDEX recordsById ON records (kind, id);
CREATE TABLE sightings (number INTEGER PRIMARY KEY, seenAt INTEGER NOT NULL, seenRun INTEGER NOT NULL,
  witnesses INTEGER NOT NULL, present INTEGER NOT NULL, vanishedAt INTEGER) STRICT;
CREATE TABLE versions (number INTEGER NOT NULL, page INTEGER NOT NULL, place INTEGER NOT NULL, fingerprint BLOB NOT NULL,
  PRIMARY KEY (number, page, place)) STRICT, WITHOUT ROWID;
CREATE TABLE refs (number INTEGER NOT NULL, field INTEGER NOT NULL, toKind INTEGER NOT NULL, toId TEXT NOT NULL,
  parent INTEGER NOT NULL, PRIMARY KEY (number, field, toKind, toId)) STRICT, WITHOUT ROWID;
CREATE TABLE files (kind INTEGER NOT NULL, id TEXT NOT NULL, slot TEXT NOT NULL, fileId TEXT NOT NULL, name TEXT NOT NULL,
  sizeBytes INTEGER, contentType TEXT, sha512 TEXT, blobBytes INTEGER, missingCode TEXT, missingMessage TEXT,
  PRIMARY KEY (kind, id, slot, fileId)) STRICT, WITHOUT ROWID;
CREATE INDEX filesByBlob ON files (sha512) WHERE sha512 IS NOT NULL;
CREATE TABLE missing (kind INTEGER NOT NULL, id TEXT NOT NULL, what TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  run INTEGER NOT NULL, PRIMARY KEY (kind, id, what, code, run)) STRICT, WITHOUT ROWID;
CREATE TABLE counts (kind INTEGER NOT NULL, connection INTEGER NOT NULL, portal INTEGER, seen INTEGER NOT NULL,
  kept INTEGER NOT NULL, state TEXT NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (kind, connection)) STRICT, WITHOUT ROWID;
CREATE TABLE cursors (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(name, text, content='', contentless_delete=1, tokenize='ascii');
CREATE TABLE vocabulary (stem TEXT PRIMARY KEY, records INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${cellsSchema('main')}
PRAGMA user_version = ${SCHEMA_VERSION};
`;

/** SQLITE_NOMEM, SQLITE_INTERRUPT, SQLITE_FULL, SQLITE_CANTOPEN: of this computer, not of the file. */
const OF_THIS_COMPUTER: ReadonlySet<number> = new Set([7, 9, 13, 14]);

/** Whether what SQLite says is about the file, and not about what this computer can do just now. */
export function saysDamaged(error: unknown): boolean {
  const { code, errcode } = error as { readonly code?: string; readonly errcode?: number };
  // The lower byte is the result code, the rest says more about it.
  return code === 'ERR_SQLITE_ERROR' && !OF_THIS_COMPUTER.has((errcode ?? 0) & 0xff);
}

export type Row = Readonly<Record<string, unknown>>;

/** A thin cover over node:sqlite: statements are prepared once, integers go in as integers. */
export class Database {
  readonly #handle: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly writable: boolean;
  #transactions = 0;

  private constructor(handle: DatabaseSync, writable: boolean) {
    this.#handle = handle;
    this.writable = writable;
  }

  /** Opens or makes the file. A file that SQLite can't read is ARCHIVE_DAMAGED; tables of another version are ARCHIVE_OLDER or ARCHIVE_NEWER. */
  static open(path: string, options: { readonly write: boolean; readonly create?: boolean }): Database {
    try {
      const handle = new DatabaseSync(path, { readOnly: !options.write });
      const database = new Database(handle, options.write);
      try {
        database.#prepare(path, options.create === true);
      } catch (error) {
        handle.close();
        throw error;
      }
      return database;
    } catch (error) {
      if (error instanceof ArchiveError || !saysDamaged(error)) throw error;
      throw new ArchiveError('ARCHIVE_DAMAGED', { path }, { cause: error });
    }
  }

  #prepare(path: string, create: boolean): void {
    // Kilobytes: who looks around in it comes back to the same pages, who writes does not.
    const cacheKb = this.writable ? 16_000 : 24_000;
    this.#handle.exec(`PRAGMA busy_timeout = 5000; PRAGMA cache_size = -${cacheKb}; PRAGMA temp_store = FILE;`);
    if (create) this.#handle.exec('PRAGMA page_size = 16384');
    if (this.writable) {
      // Checkpoints are ours to time: nothing reaches the main file before the raw answers it came from are durable.
      this.#handle.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0;');
    }
    if (create) {
      this.transaction(() => {
        this.#handle.exec(SCHEMA);
      });
    }
    const version = Number(this.get('PRAGMA user_version')?.['user_version']);
    if (version > SCHEMA_VERSION) throw new ArchiveError('ARCHIVE_NEWER', { version, known: SCHEMA_VERSION });
    // No version: a file that SQLite takes for an empty database.
    if (version === 0) throw new ArchiveError('ARCHIVE_DAMAGED', { path, version });
    if (version < SCHEMA_VERSION) throw new ArchiveError('ARCHIVE_OLDER', { version, known: SCHEMA_VERSION });
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.#handle.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  get(sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  /** Row by row; the rows must be walked before the database is asked anything else of the same words. */
  iterate(sql: string, ...values: readonly SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values);
  }

  run(sql: string, ...values: readonly SQLInputValue[]): void {
    this.#statement(sql).run(...values);
  }

  exec(sql: string): void {
    this.#handle.exec(sql);
  }

  /** Grows with every transaction that this connection writes. */
  get transactions(): number {
    return this.#transactions;
  }

  transaction<T>(work: () => T): T {
    this.#transactions += 1;
    this.#handle.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#handle.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.#handle.isTransaction) this.#handle.exec('ROLLBACK');
      throw error;
    }
  }

  /** Everything committed is in the main file, and durable. */
  checkpoint(): void {
    this.#handle.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  get isOpen(): boolean {
    return this.#handle.isOpen;
  }

  close(): void {
    this.#statements.clear();
    this.#handle.close();
  }
}

/** The index for "who points here": built in one go after the first export, kept up by later ones. */
export function ensureIndexes(database: Database): void {
  database.exec('CREATE INDEX IF NOT EXISTS refsByTarget ON refs (toKind, toId, number)');
}

/** The form in which a database is sealed: all in one file, which a reader opens without changing a byte of it. */
export function finishDatabase(database: Database): void {
  ensureIndexes(database);
  database.exec(`
    INSERT INTO words (words) VALUES ('optimize');
    CREATE VIRTUAL TABLE temp.stems USING fts5vocab('main', 'words', 'row');
    DELETE FROM vocabulary;
    INSERT INTO vocabulary SELECT term, doc FROM temp.stems WHERE term < 'zz' OR term >= 'zz:';
    DROP TABLE temp.stems;`);
  database.checkpoint();
  database.exec('PRAGMA journal_mode = DELETE');
}
