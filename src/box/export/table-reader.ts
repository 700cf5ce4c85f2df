import type { Json } from '../../base/json.ts';
import type { Parent } from '../../kinds/kind.ts';
import { unserialize } from '../php/unserialize.ts';
import type { Cell } from '../services/sql.ts';
import { camel } from './crm-kinds.ts';
import { columnsOf, hasTables, type Shape, textOfCell, upper, valueOf } from './schema.ts';
import { midnightOf } from './zone.ts';
import type { Adder, Draft, Raw, Reading, Shown, TableKind, Taken } from './table-kind.ts';

const word = /^(?<column>[A-Z_0-9]+)(?::(?<as>[a-z]+))?(?:>(?<field>\w+))?(?<none>~[0-]?)?$/u;

/** What a kind's declaration says of the columns of its table. */
function shownBy({ shows, spelling, numbers }: TableKind, columns: ReadonlyMap<string, Shape>): readonly Shown[] {
  const words = shows.trim().split(/\s+/u);
  const hidden = new Set(words.filter((each) => each.startsWith('-')).map((each) => each.slice(1)));
  const named = words.flatMap((each): readonly Shown[] => {
    if (each === '*' || each.startsWith('-')) return [];
    const { column, as, field, none } = word.exec(each)?.groups ?? {};
    if (column === undefined) throw new Error(`not a column: ${each}`);
    const nothing = none === undefined ? null : none === '~-' ? undefined : none === '~' ? '' : 0;
    const shown = field ?? (spelling === 'camel' ? camel(column) : column);
    return [{ column, as, field: shown, none: nothing === 0 && numbers === 'text' ? '0' : nothing }];
  });
  const others = words.includes('*')
    ? [...columns.keys()].filter((column) => !hidden.has(column) && named.every((each) => each.column !== column))
    : [];
  const rest = others.map((column): Shown => {
    const field = spelling === 'camel' ? camel(column) : column;
    return { column, as: undefined, field, none: null };
  });
  return [...named.filter(({ column }) => columns.has(column)), ...rest];
}

/** What a serialized cell holds; null when nothing, or nothing that can be read. */
export function phpOf(cell: Cell | undefined): Json {
  const text = textOfCell(cell);
  if (text === '') return null;
  return unserialize(Buffer.isBuffer(cell) ? cell : Buffer.from(text, 'utf8')) ?? null;
}

function isShape(as: string): as is Shape {
  return ['integer', 'number', 'moment', 'day', 'text'].includes(as);
}

function shownValue(
  { as, none }: Shown,
  cell: Cell | undefined,
  of: Shape,
  texts: boolean,
  zone: string,
): Json | undefined {
  if (cell === null || cell === undefined) return none;
  if (as === 'php') return phpOf(cell) ?? none;
  if (as === 'yes') return ['1', 'true', 'Y'].includes(textOfCell(cell)) ? 'Y' : 'N';
  if (as === 'flag') return textOfCell(cell) === 'Y';
  const isNumber = of === 'integer' || of === 'number';
  const shape = as !== undefined && isShape(as) ? as : texts && isNumber ? 'text' : of;
  // The universal methods of the CRM alone write days otherwise.
  return shape === 'day' ? midnightOf(textOfCell(cell), zone) : (valueOf(cell, shape, zone) ?? none);
}

/** Reads one kind from its table, a page at a time, each record as its REST method shows it. */
export class TableReader {
  readonly #reading: Reading;
  readonly #about: TableKind;
  #columns: ReadonlyMap<string, Shape> = new Map();
  #shown: readonly Shown[] = [];
  #read = 0;
  #after = 0;
  #began = false;

  constructor(reading: Reading, about: TableKind) {
    this.#reading = reading;
    this.#about = about;
  }

  /** False when one of its tables, or a column that it can't be without, is not there. */
  async open(): Promise<boolean> {
    const { table, needs = [], needsColumns = [] } = this.#about;
    if (!(await hasTables(this.#reading.sql, [table, ...needs]))) return false;
    this.#columns = await columnsOf(this.#reading.sql, table);
    if (needsColumns.some((column) => !this.#columns.has(column))) return false;
    this.#shown = shownBy(this.#about, this.#columns);
    return true;
  }

  get countsRows(): boolean {
    return this.#about.split === undefined && this.#about.before === undefined;
  }

  /** Tables that hold parts of its records and are not read. */
  async unread(): Promise<readonly string[]> {
    return (await this.#about.unread?.(this.#reading)) ?? [];
  }

  async count(): Promise<number> {
    const { table, where = '1 = 1' } = this.#about;
    const [row] = await this.#reading.sql.rows(`SELECT count(*) AS n FROM ${table} WHERE ${where}`);
    return Number(row?.['n'] ?? 0);
  }

  async #page(limit: number): Promise<readonly Raw[]> {
    const { table, where = '1 = 1', order } = this.#about;
    const { sql } = this.#reading;
    const rows =
      order === undefined
        ? await sql.rows(`SELECT * FROM ${table} WHERE ID > ? AND (${where}) ORDER BY ID LIMIT ${limit}`, [this.#after])
        : await sql.rows(
            `SELECT * FROM ${table} WHERE ${where} ORDER BY ${order.join(', ')} LIMIT ${limit} OFFSET ${this.#read}`,
          );
    this.#read += rows.length;
    const page = rows.map(upper);
    if (order === undefined) this.#after = Number(page.at(-1)?.['ID'] ?? this.#after);
    return page;
  }

  #own(row: Raw): Draft {
    const { numbers, constant } = this.#about;
    const record: Draft = { ...constant };
    for (const each of this.#shown) {
      const shape = this.#columns.get(each.column) ?? 'text';
      const value = shownValue(each, row[each.column], shape, numbers === 'text', this.#reading.zone);
      if (value !== undefined) record[each.field] = value;
    }
    return record;
  }

  /** The next records; none is the end. */
  async next(limit: number): Promise<readonly Taken[]> {
    const { add = [], split, before, parent, parents } = this.#about;
    if (!this.#began) {
      this.#began = true;
      const first = (await before?.(this.#reading)) ?? [];
      if (first.length > 0) return first.map((record) => ({ row: {}, record }));
    }
    const rows = await this.#page(limit);
    if (rows.length === 0) return [];
    if (split !== undefined) {
      const records = rows.flatMap((row) => split(row).map((record) => ({ row, record })));
      if (records.length === 0) return this.next(limit);
      return records.map(({ row, record }) => ({ row, record, ...up(parent?.(record, row)) }));
    }
    const adders: Adder[] = [];
    for (const ask of add) adders.push(await ask(this.#reading, rows));
    const parentOf = await parents?.(this.#reading, rows);
    return rows.map((row) => {
      const record = this.#own(row);
      for (const each of adders) each(record, row);
      return { row, record, ...up(parentOf?.(row) ?? parent?.(record, row)) };
    });
  }
}

function up(parent: Parent | undefined): { readonly parent?: Parent } {
  return parent === undefined ? {} : { parent };
}
