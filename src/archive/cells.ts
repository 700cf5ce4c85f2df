import { type Json, type JsonObject, textOf } from '../base/json.ts';
import { portalMoment } from '../kinds/calendar/portal-date.ts';
import { valuesAt } from '../kinds/fields.ts';
import type { Column, Kind } from '../kinds/kind.ts';
import { cellsSchema, type Database, KIND_SHIFT } from './database.ts';
import { Forms } from './forms.ts';
import { fold, withoutTags } from './words.ts';

/** What a column sorts by. Numbers before texts, nothing at the very end. */
export type SortValue = number | string | Uint8Array;

const NOTHING = new Uint8Array(0);
/** Enough of a text to sort by. */
const SORTED_CHARACTERS = 80;

type ColumnType = Column['type'];

/** A field's place in the order of its column. */
export function sortValue(type: ColumnType, row: JsonObject, field: string): SortValue {
  const value = Object.hasOwn(row, field) ? row[field] : valuesAt(row, field)[0];
  return sortValueOf(type, value);
}

export function sortValueOf(type: ColumnType, value: Json | undefined): SortValue {
  const text = textOf(value).trim();
  if (text === '') return NOTHING;
  switch (type) {
    case 'number':
    case 'money':
    case 'bytes':
      return numberOr(text, Number.parseFloat(text));
    case 'date':
    case 'datetime':
      return numberOr(text, portalMoment(text));
    case 'boolean':
      return /^(?:1|y|true)$/iu.test(text) ? 1 : 0;
    case 'user':
    case 'reference':
      return numberOr(text, /^\d{1,15}$/u.test(text) ? Number(text) : Number.NaN);
    default:
      return fold(withoutTags(text)).trim().slice(0, SORTED_CHARACTERS);
  }
}

function numberOr(text: string, number: number): number | string {
  return Number.isNaN(number) ? fold(text).slice(0, SORTED_CHARACTERS) : number;
}

/** How a field of a kind sorts; as text when its kind shows no such column. */
export function typeOf(kind: Kind | undefined, field: string): ColumnType {
  return kind?.columns.find((column) => column.field === field)?.type ?? 'text';
}

/** Where a column's sorted values are. */
export interface CellSource {
  readonly schema: 'main' | 'temp';
  readonly column: number;
}

export function knownCells(database: Database, code: number, field: string): CellSource | undefined {
  for (const schema of ['main', 'temp'] as const) {
    if (schema === 'temp' && !hasTemporary(database)) continue;
    const row = database.get(`SELECT column FROM ${schema}.sorted WHERE kind = ? AND field = ?`, code, field);
    if (row !== undefined) return { schema, column: Number(row['column']) };
  }
  return undefined;
}

function hasTemporary(database: Database): boolean {
  return database.get("SELECT 1 FROM temp.sqlite_master WHERE name = 'sorted'") !== undefined;
}

/**
 * Sorts columns of a kind, once for all of them in one pass. In an archive that may not change they are sorted beside
 * it, for as long as it is open.
 */
export function makeCells(
  database: Database,
  code: number,
  kind: Kind | undefined,
  fields: readonly string[],
  schema: 'main' | 'temp',
): void {
  const due = fields.filter((field) => knownCells(database, code, field) === undefined);
  if (due.length === 0) return;
  database.exec(`${cellsSchema(schema)}
    CREATE TEMP TABLE IF NOT EXISTS unsorted (place INTEGER NOT NULL, value ANY NOT NULL, number INTEGER NOT NULL) STRICT;
    DELETE FROM temp.unsorted;`);
  const columns = due.map((field) => ({ field, type: typeOf(kind, field) }));
  database.transaction(() => {
    for (const { number, row } of rowsOf(database, code)) {
      columns.forEach(({ field, type }, place) => {
        database.run('INSERT INTO temp.unsorted VALUES (?, ?, ?)', place, sortValue(type, row, field), number);
      });
    }
    due.forEach((field, place) => {
      const next = database.get(`SELECT coalesce(max(column), 0) + 1 AS next FROM ${schema}.sorted`)?.['next'];
      database.run(`INSERT INTO ${schema}.sorted (column, kind, field) VALUES (?, ?, ?)`, Number(next), code, field);
      database.run(
        `INSERT INTO ${schema}.cells SELECT CAST(? AS INTEGER), value, number FROM temp.unsorted WHERE place = ?
          ORDER BY value, number`,
        Number(next),
        place,
      );
      mark(database, schema, Number(next));
    });
    database.exec('DELETE FROM temp.unsorted');
  });
}

/** Every so many rows of a sorted column have a mark, so that a page in the middle of a million is found without counting. */
const MARKED = 1_000;

function mark(database: Database, schema: CellSource['schema'], column: number): void {
  const next = `SELECT value, number FROM ${schema}.cells WHERE column = ? AND (value, number) > (?, ?)
    ORDER BY value, number LIMIT 1 OFFSET ${MARKED - 1}`;
  let at = database.get(
    `SELECT value, number FROM ${schema}.cells WHERE column = ? ORDER BY value, number LIMIT 1`,
    column,
  );
  for (let place = 0; at !== undefined; place += MARKED) {
    const [value, number] = [at['value'] as SortValue, Number(at['number'])];
    database.run(`INSERT INTO ${schema}.marks VALUES (?, ?, ?, ?)`, column, place, value, number);
    at = database.get(next, column, value, number);
  }
}

/** How many records a sorted column has: told by its last mark and what comes behind it, not by counting a million. */
export function lengthOf(database: Database, { schema, column }: CellSource): number {
  const last = database.get(
    `SELECT place, value, number FROM ${schema}.marks WHERE column = ? ORDER BY place DESC LIMIT 1`,
    column,
  );
  if (last === undefined) return 0;
  const row = database.get(
    `SELECT count(*) AS rows FROM ${schema}.cells WHERE column = ? AND (value, number) >= (?, ?)`,
    column,
    last['value'] as SortValue,
    Number(last['number']),
  );
  return Number(last['place']) + Number(row?.['rows']);
}

/** Numbers of the records at these places of a sorted column, upwards. */
export function numbersAt(
  database: Database,
  { schema, column }: CellSource,
  offset: number,
  limit: number,
): readonly number[] {
  const from = database.get(
    `SELECT place, value, number FROM ${schema}.marks WHERE column = ? AND place <= ? ORDER BY place DESC LIMIT 1`,
    column,
    offset,
  );
  if (from === undefined || limit <= 0) return [];
  const rows = database.all(
    `SELECT number FROM ${schema}.cells WHERE column = ? AND (value, number) >= (?, ?)
      ORDER BY value, number LIMIT ? OFFSET ?`,
    column,
    from['value'] as SortValue,
    Number(from['number']),
    limit,
    offset - Number(from['place']),
  );
  return rows.map(({ number }) => Number(number));
}

function* rowsOf(database: Database, code: number): Generator<{ readonly number: number; readonly row: JsonObject }> {
  const forms = new Forms(database);
  let after = code * KIND_SHIFT;
  for (;;) {
    const rows = database.all(
      'SELECT number, form, row FROM records WHERE number > ? AND number < ? ORDER BY number LIMIT 1000',
      after,
      (code + 1) * KIND_SHIFT,
    );
    for (const { number, form, row } of rows) {
      after = Number(number);
      yield { number: after, row: forms.unpack(form, row) };
    }
    if (rows.length === 0) return;
  }
}

/** What was sorted is no longer right once records change. */
export function dropCells(database: Database): void {
  database.exec('DELETE FROM main.cells; DELETE FROM main.marks; DELETE FROM main.sorted;');
  if (hasTemporary(database)) database.exec('DELETE FROM temp.cells; DELETE FROM temp.marks; DELETE FROM temp.sorted;');
}
