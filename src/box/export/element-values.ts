import type { Cell } from '../services/sql.ts';
import { columnsOf, hasTables, numbersIn, rowsFor, textOfCell, upper } from './schema.ts';
import type { Raw, Reading } from './table-kind.ts';

/** A property of the elements of an information block. */
export interface Property {
  readonly id: number;
  readonly block: number;
  readonly code: string;
  /** S text, N number, L one of a list, F file, E element, G section. */
  readonly type: string;
  readonly userType: string;
  readonly multiple: boolean;
}

/** One value of a property of one element. */
export interface ElementValue {
  readonly property: Property;
  /** Its number, by which REST names it. */
  readonly id: string;
  readonly cell: Cell | undefined;
}

/** Blocks of the second version keep the values of their elements in two tables of their own: single ones and several. */
export const ownTables = (block: number): { readonly single: string; readonly several: string } => ({
  single: `b_iblock_element_prop_s${block}`,
  several: `b_iblock_element_prop_m${block}`,
});

/** The properties of some blocks, or with some numbers. One that was switched off is shown to nobody. */
async function properties(
  { sql }: Reading,
  column: 'ID' | 'IBLOCK_ID',
  ids: readonly number[],
): Promise<ReadonlyMap<number, Property>> {
  const rows = await rowsFor(sql, 'b_iblock_property', column, ids, '', 'ORDER BY ID');
  const shown = rows.filter((row) => textOfCell(row['ACTIVE']) !== 'N');
  const all = shown.map((row): Property => ({
    id: Number(row['ID']),
    block: Number(row['IBLOCK_ID']),
    code: textOfCell(row['CODE']),
    type: textOfCell(row['PROPERTY_TYPE']),
    userType: textOfCell(row['USER_TYPE']),
    multiple: textOfCell(row['MULTIPLE']) === 'Y',
  }));
  return new Map(all.map((each) => [each.id, each]));
}

export async function propertiesOf(reading: Reading, blocks: readonly number[]): Promise<readonly Property[]> {
  return [...(await properties(reading, 'IBLOCK_ID', blocks)).values()];
}

/** `5.0000` of a column for numbers, as REST shows it. */
function plain(cell: Cell | undefined, { type }: Property): Cell | undefined {
  const text = textOfCell(cell);
  return type === 'N' && /^-?\d+\.\d+$/u.test(text) ? text.replace(/\.?0+$/u, '') : cell;
}

type Found = readonly (readonly [element: number, value: ElementValue])[];

/** A value to each row: of the common table, or of a block's own table of several values. */
function ofRows(rows: readonly Raw[], known: ReadonlyMap<number, Property>): Found {
  return rows.flatMap((row): Found => {
    const property = known.get(Number(row['IBLOCK_PROPERTY_ID']));
    if (property === undefined) return [];
    const chosen = property.type === 'L' && textOfCell(row['VALUE_ENUM']) !== '' ? row['VALUE_ENUM'] : row['VALUE'];
    return [[Number(row['IBLOCK_ELEMENT_ID']), { property, id: textOfCell(row['ID']), cell: plain(chosen, property) }]];
  });
}

/** A row for each element and a column for each property; a value has no number of its own but `element:property`. */
function ofColumns(rows: readonly Raw[], known: ReadonlyMap<number, Property>): Found {
  const single = [...known.values()].filter(({ multiple }) => !multiple);
  return rows.flatMap((row): Found => {
    const element = Number(row['IBLOCK_ELEMENT_ID']);
    return single.map((property) => {
      const cell = plain(row[`PROPERTY_${property.id}`], property);
      return [element, { property, id: `${element}:${property.id}`, cell }];
    });
  });
}

/** The values that elements have, wherever their information block keeps them; empty ones are none. */
export async function elementValues(
  reading: Reading,
  rows: readonly Raw[],
): Promise<ReadonlyMap<number, readonly ElementValue[]>> {
  const { sql } = reading;
  const blocks = await rowsFor(sql, 'b_iblock', 'ID', numbersIn(rows, 'IBLOCK_ID'));
  const second = new Set(blocks.filter((row) => Number(row['VERSION']) === 2).map((row) => Number(row['ID'])));
  const column = 'IBLOCK_ELEMENT_ID';
  const first = rows.filter((row) => !second.has(Number(row['IBLOCK_ID'])));
  const common = await rowsFor(sql, 'b_iblock_element_property', column, numbersIn(first, 'ID'), '', 'ORDER BY ID');
  const found = [...ofRows(common, await properties(reading, 'ID', numbersIn(common, 'IBLOCK_PROPERTY_ID')))];
  for (const block of second) {
    const { single, several } = ownTables(block);
    const own = numbersIn(
      rows.filter((row) => Number(row['IBLOCK_ID']) === block),
      'ID',
    );
    const known = await properties(reading, 'IBLOCK_ID', [block]);
    found.push(...ofColumns(await rowsFor(sql, single, column, own), known));
    found.push(...ofRows(await rowsFor(sql, several, column, own, '', 'ORDER BY ID'), known));
  }
  const byElement = Map.groupBy(
    found.filter(([, { cell }]) => textOfCell(cell) !== ''),
    ([element]) => element,
  );
  return new Map([...byElement].map(([element, all]) => [element, all.map(([, value]) => value)]));
}

/** Tables of values that blocks of the second version should have and do not, or not as we know them. */
export async function unreadValues({ sql }: Reading, blocksWhere: string): Promise<readonly string[]> {
  if (!(await hasTables(sql, ['b_iblock']))) return [];
  const columns = await columnsOf(sql, 'b_iblock');
  if (!columns.has('VERSION')) return [];
  const rows = await sql.rows(`SELECT ID FROM b_iblock WHERE (${blocksWhere}) AND VERSION = 2 ORDER BY ID`);
  const unread: string[] = [];
  for (const row of rows.map(upper)) {
    const tables = ownTables(Number(row['ID']));
    for (const table of [tables.single, tables.several])
      if (!(await columnsOf(sql, table)).has('IBLOCK_ELEMENT_ID')) unread.push(table);
  }
  return unread;
}
