import type { Archive } from '../../archive/archive.ts';
import type { Clock } from '../../base/clock.ts';
import type { JsonObject } from '../../base/json.ts';
import { textOf } from '../../base/json.ts';
import type { RawAnswer } from '../../bitrix24/port.ts';
import type { KindId } from '../../kinds/kind.ts';
import { withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { kinds as everyKind } from '../../kinds/index.ts';
import { CrmReader } from './crm.ts';
import { crmTables } from './crm-kinds.ts';

export interface SqlExportOptions {
  readonly database: DatabaseSettings;
  /** Open for writing, with all kinds declared. */
  readonly archive: Archive;
  /** Time zone of the site's clock: tables hold local times. */
  readonly zone: string;
  readonly clock: Clock;
  readonly chosen?: readonly KindId[];
  readonly onKind?: (kind: KindId, done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

export interface SqlExportReport {
  readonly state: 'complete' | 'incomplete';
  readonly kinds: readonly { readonly kind: KindId; readonly rows: number; readonly kept: number }[];
  /** Kinds that were not taken: their tables are not there, or only REST gives them. */
  readonly missingKinds: number;
}

/** Kinds that can be taken straight from the tables. */
export const sqlKinds: readonly KindId[] = crmTables.map(({ kind }) => kind);

const pageRows = 500;

/** Rows of a table as an answer, so that the archive can be verified by what was read, as with any portal. */
function answer(table: string, after: number, items: readonly JsonObject[], atMs: number): RawAnswer {
  const body = Buffer.from(JSON.stringify({ result: { items } }));
  return { atMs, method: `sql.${table}`, api: 'v2', params: { after }, body };
}

/**
 * Takes records straight from a box's tables into an archive: each is the same record that REST would give, with no
 * limits in between. Reads one moment of the database. Raises BOX_DATABASE_UNREACHABLE.
 */
export async function exportFromSql(options: SqlExportOptions): Promise<SqlExportReport> {
  const { database, archive, zone, clock, chosen, onKind, signal } = options;
  const { writer } = archive;
  await writer.beginRun({ connection: `sql:${database.database}` });
  const kinds: { kind: KindId; rows: number; kept: number }[] = [];
  let absent = 0;
  await withSql(database, async (sql) => {
    if (sql.engine === 'mysql') await sql.run('START TRANSACTION WITH CONSISTENT SNAPSHOT');
    else await sql.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    for (const about of crmTables) {
      const { kind, table } = about;
      if (chosen !== undefined && !chosen.includes(kind)) continue;
      const reader = new CrmReader(sql, about, zone);
      if (!(await reader.open())) {
        writer.addMissing({ kind, what: 'kind', code: 'BOX_TABLE_ABSENT', message: table });
        absent += 1;
        continue;
      }
      const total = await reader.count();
      let kept = 0;
      for (let after = 0; ;) {
        signal?.throwIfAborted();
        const items = await reader.next(after, pageRows);
        if (items.length === 0) break;
        const raw = answer(table, after, items, clock.now());
        const rows = items.map((row, index) => ({ index, key: { kind, id: textOf(row['id']) }, row }));
        await writer.addPage({ kind, raw, pointer: ['result', 'items'], rows });
        kept += items.length;
        after = Number(items.at(-1)?.['id']);
        onKind?.(kind, kept, total);
      }
      writer.setCount({ kind, portal: total, seen: kept, kept, state: kept === total ? 'complete' : 'incomplete' });
      kinds.push({ kind, rows: total, kept });
    }
  });
  if (chosen === undefined) {
    for (const { id } of everyKind) {
      if (sqlKinds.includes(id)) continue;
      writer.addMissing({ kind: id, what: 'kind', code: 'BOX_NOT_FROM_TABLES', message: id });
      absent += 1;
    }
  }
  const whole = absent === 0 && kinds.every(({ rows, kept }) => rows === kept);
  const state = whole ? 'complete' : 'incomplete';
  await writer.finishRun(state);
  return { state, kinds, missingKinds: absent };
}
