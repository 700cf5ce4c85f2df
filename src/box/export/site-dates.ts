import type { Json } from '../../base/json.ts';
import type { Sql } from '../services/sql.ts';
import { hasTables, textOfCell, upper } from './schema.ts';
import type { Adder, Raw, Reading } from './table-kind.ts';

/** What the kernel itself falls back to. */
const usual = 'DD.MM.YYYY HH:MI:SS';

const formats = new WeakMap<Sql, Promise<string>>();

async function formatOf(sql: Sql): Promise<string> {
  if (!(await hasTables(sql, ['b_lang', 'b_culture']))) return usual;
  const rows = await sql.rows(
    `SELECT c.FORMAT_DATETIME AS format FROM b_lang l JOIN b_culture c ON c.ID = l.CULTURE_ID WHERE l.DEF = 'Y'`,
  );
  return textOfCell(rows.map(upper)[0]?.['FORMAT']) || usual;
}

/** A moment as a site writes it: `H` and `G` alone are hours of a clock of twelve. */
function written(text: string, format: string): string {
  const [year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = text.split(/[^\d]+/u);
  const hours = Number(hour);
  const twelve = String(hours % 12 === 0 ? 12 : hours % 12);
  const half = hours < 12 ? 'am' : 'pm';
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    MM: month,
    DD: day,
    HH: hour,
    H: twelve.padStart(2, '0'),
    GG: String(hours),
    G: twelve,
    MI: minute,
    SS: second,
    TT: half.toUpperCase(),
    T: half,
  };
  return format.replaceAll(/YYYY|MM|DD|HH|H|GG|G|MI|SS|TT|T/gu, (part) => parts[part] ?? part);
}

/** Writes moments as the regional settings of the site say, as older methods do. */
export async function siteDates({ sql }: Pick<Reading, 'sql'>): Promise<(cell: Raw[string] | undefined) => Json> {
  const format = await (formats.get(sql) ?? formats.set(sql, formatOf(sql)).get(sql));
  return (cell) => {
    const text = textOfCell(cell);
    return text === '' ? null : written(text, format ?? usual);
  };
}

/** The same as something that a kind declares. */
export function inSiteForm(...columns: readonly string[]): (reading: Reading) => Promise<Adder> {
  return async (reading) => {
    const show = await siteDates(reading);
    return (record, row) => {
      for (const column of columns) if (row[column] !== undefined) record[column] = show(row[column]);
    };
  };
}
