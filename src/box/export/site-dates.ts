import type { Json } from '../../base/json.ts';
import type { Sql } from '../services/sql.ts';
import { hasTables, textOfCell, upper } from './schema.ts';
import type { Adder, Raw, Reading } from './table-kind.ts';

interface Forms {
  readonly moment: string;
  readonly day: string;
}

/** What the kernel itself falls back to. */
const usual: Forms = { moment: 'DD.MM.YYYY HH:MI:SS', day: 'DD.MM.YYYY' };

const forms = new WeakMap<Sql, Promise<Forms>>();

async function formsOf(sql: Sql): Promise<Forms> {
  if (!(await hasTables(sql, ['b_lang', 'b_culture']))) return usual;
  const rows = await sql.rows(
    `SELECT c.FORMAT_DATETIME AS format_moment, c.FORMAT_DATE AS format_day
     FROM b_lang l JOIN b_culture c ON c.ID = l.CULTURE_ID WHERE l.DEF = 'Y'`,
  );
  const own = rows.map(upper)[0];
  return {
    moment: textOfCell(own?.['FORMAT_MOMENT']) || usual.moment,
    day: textOfCell(own?.['FORMAT_DAY']) || usual.day,
  };
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

/** How the regional settings of the site write dates, as older methods show them. */
export interface SiteDates {
  readonly moment: (cell: Raw[string] | undefined) => Json;
  /** Of `2026-05-12`. */
  readonly day: (text: string) => string;
}

export async function siteDates({ sql }: Pick<Reading, 'sql'>): Promise<SiteDates> {
  const asked = forms.get(sql) ?? formsOf(sql);
  forms.set(sql, asked);
  const { moment, day } = await asked;
  return {
    moment: (cell) => {
      const text = textOfCell(cell);
      return text === '' ? null : written(text, moment);
    },
    day: (text) => written(text, day),
  };
}

/** The same as something that a kind declares. */
export function inSiteForm(...columns: readonly string[]): (reading: Reading) => Promise<Adder> {
  return async (reading) => {
    const { moment } = await siteDates(reading);
    return (record, row) => {
      for (const column of columns) if (row[column] !== undefined) record[column] = moment(row[column]);
    };
  };
}
