import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { RecordKey } from '../../archive/types.ts';
import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import type { RawAnswer } from '../../bitrix24/port.ts';
import { archivedKinds, kindById } from '../../kinds/index.ts';
import { type Kind, type KindId, keyOf } from '../../kinds/kind.ts';
import { withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { readersOf, sqlKinds } from './readers.ts';
import type { Reading, Taken } from './table-kind.ts';
import { Uploads, type UploadReport } from './upload.ts';

export interface SqlExportOptions {
  readonly database: DatabaseSettings;
  /** Open for writing, with all kinds declared. */
  readonly archive: Archive;
  /** Time zone of the site's clock: tables hold local times. */
  readonly zone: string;
  readonly clock: Clock;
  readonly chosen?: readonly KindId[];
  /** The docroot whose files are taken; undefined: none are. */
  readonly root?: string;
  readonly onKind?: (kind: KindId, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface SqlExportReport {
  readonly state: 'complete' | 'incomplete';
  readonly kinds: readonly { readonly kind: KindId; readonly rows: number; readonly kept: number }[];
  /** Kinds that have no table of which enough is known: only REST gives them. */
  readonly missingKinds: number;
  /** What else was not taken, by kind and reason; the archive names each. */
  readonly missing: readonly MissingBecause[];
  readonly uploads: UploadReport;
}

export interface MissingBecause {
  readonly kind: KindId;
  readonly what: 'kind' | 'list' | 'file';
  readonly code: string;
  /** The table, or one of the files. */
  readonly message: string;
  readonly count: number;
}

const pageRows = 500;

/** Rows of a table as an answer, so that the archive can be verified by what was read, as with any portal. */
function answer(table: string, page: number, items: readonly JsonObject[], atMs: number): RawAnswer {
  const body = Buffer.from(JSON.stringify({ result: { items } }));
  return { atMs, method: `sql.${table}`, api: 'v2', params: { page }, body };
}

/** One kind, from one table or from several, into the archive. */
class KindTaker {
  kept = 0;
  rows = 0;
  readonly #options: SqlExportOptions;
  readonly #kind: Kind;
  readonly #uploads: Uploads | undefined;

  constructor(options: SqlExportOptions, kind: Kind, uploads: Uploads | undefined) {
    this.#options = options;
    this.#kind = kind;
    this.#uploads = uploads;
  }

  async keep(table: string, page: number, taken: readonly Taken[]): Promise<void> {
    const { archive, clock } = this.#options;
    const kind = this.#kind;
    const raw = answer(
      table,
      page,
      taken.map(({ record }) => record),
      clock.now(),
    );
    const records = taken.map((each, index) => {
      const key: RecordKey = { kind: kind.id, id: keyOf(kind, each.record, each.parent) };
      return { ...each, index, key };
    });
    const rows = records.map(({ index, key, record, parent }) => ({
      index,
      key,
      row: record,
      ...(parent === undefined ? {} : { parent }),
    }));
    await archive.writer.addPage({ kind: kind.id, raw, pointer: ['result', 'items'], rows });
    await this.#uploads?.take(kind, records);
    this.kept += taken.length;
  }
}

/**
 * Takes records straight from a box's tables into an archive: each is the same record that REST would give, with no
 * limits in between, and what REST shows to nobody besides. Reads one moment of the database.
 * Raises BOX_DATABASE_UNREACHABLE.
 */
export async function exportFromSql(options: SqlExportOptions): Promise<SqlExportReport> {
  const { database, archive, zone, chosen, root, onKind, signal } = options;
  const { writer } = archive;
  await writer.beginRun({ connection: `sql:${database.database}` });
  const kinds: { kind: KindId; rows: number; kept: number }[] = [];
  let uploads: UploadReport = { files: 0, bytes: 0, missing: 0 };
  const missing = new Map<string, MissingBecause>();
  const miss = (kind: KindId, what: MissingBecause['what'], code: string, message: string): void => {
    const key = what !== 'file' ? `${kind} ${message}` : `${kind} ${code}`;
    missing.set(key, { kind, what, code, message, count: (missing.get(key)?.count ?? 0) + 1 });
  };
  let absent = 0;
  await withSql(database, async (sql) => {
    if (sql.engine === 'mysql') await sql.run('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    else await sql.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const reading: Reading = { sql, zone, portal: archive.portal };
    const files = root === undefined ? undefined : new Uploads(reading, archive, join(root, 'upload'), miss);
    uploads = files?.report ?? uploads;
    for (const id of sqlKinds) {
      const kind = kindById(id);
      if (kind === undefined || (chosen !== undefined && !chosen.includes(id))) continue;
      const taker = new KindTaker(options, kind, files);
      const readers = await readersOf(reading, id);
      let total = 0;
      let opened = 0;
      for (const { table, reader } of readers) {
        if (!(await reader.open())) {
          writer.addMissing({ kind: id, what: 'kind', code: 'BOX_TABLE_ABSENT', message: table });
          miss(id, 'kind', 'BOX_TABLE_ABSENT', table);
          continue;
        }
        opened += 1;
        for (const unread of (await reader.unread?.()) ?? []) {
          writer.addMissing({ kind: id, what: 'list', code: 'BOX_TABLE_UNREAD', message: unread });
          miss(id, 'list', 'BOX_TABLE_UNREAD', unread);
        }
        const rows = await reader.count();
        const before = taker.kept;
        for (let page = 0; ; page++) {
          signal?.throwIfAborted();
          const taken = await reader.next(pageRows);
          if (taken.length === 0) break;
          await taker.keep(table, page, taken);
          onKind?.(id, taker.kept, total + rows);
        }
        // Records that lie in no row of the table's own, or several in one, are counted as they come.
        total += reader.countsRows ? rows : taker.kept - before;
      }
      if (readers.length > 0 && opened === 0) continue;
      const { kept } = taker;
      if (files === undefined && kept > 0 && (kind.files ?? []).length > 0) {
        writer.addMissing({ kind: id, what: 'file', code: 'EXPORT_FILES_LEFT_OUT', message: '' });
        miss(id, 'file', 'EXPORT_FILES_LEFT_OUT', '');
      }
      writer.setCount({
        kind: id,
        portal: total,
        seen: kept,
        kept,
        state: kept === total && opened === readers.length ? 'complete' : 'incomplete',
      });
      kinds.push({ kind: id, rows: total, kept });
    }
  });
  if (chosen === undefined) {
    for (const { id } of archivedKinds) {
      if (sqlKinds.includes(id)) continue;
      writer.addMissing({ kind: id, what: 'kind', code: 'BOX_NOT_FROM_TABLES', message: id });
      absent += 1;
    }
  }
  const whole = absent === 0 && missing.size === 0 && kinds.every(({ rows, kept }) => rows === kept);
  const state = whole ? 'complete' : 'incomplete';
  await writer.finishRun(state);
  return { state, kinds, missingKinds: absent, missing: [...missing.values()], uploads };
}
