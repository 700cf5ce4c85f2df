import type { Json, JsonObject } from '../../../base/json.ts';
import { type ElementValue, elementValues, unreadValues } from '../element-values.ts';
import { numbersIn, rowsFor, textOfCell } from '../schema.ts';
import { inSiteForm, siteDates } from '../site-dates.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { phpOf } from '../table-reader.ts';

/** Universal lists, processes of the Feed, and lists of groups. The other information blocks are goods, news, departments. */
const areLists = `IBLOCK_TYPE_ID IN ('lists', 'bitrix_processes', 'lists_socnet')`;
const inList = `IBLOCK_ID IN (SELECT ID FROM b_iblock WHERE ${areLists})`;

/** REST does not tell which list a row is of: it is whose list it comes in. */
const listOf: NonNullable<TableKind['parents']> = async ({ sql }, rows) => {
  const found = await rowsFor(sql, 'b_iblock', 'ID', numbersIn(rows, 'IBLOCK_ID'));
  const types = new Map(found.map((row) => [Number(row['ID']), textOfCell(row['IBLOCK_TYPE_ID'])]));
  return (row) => {
    const id = Number(row['IBLOCK_ID']);
    const type = types.get(id);
    return type === undefined ? undefined : { kind: 'list', id: `${type}:${id}` };
  };
};

/** The folder and the server of the site that a list belongs to. */
async function site({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = [...new Set(rows.map((row) => textOfCell(row['LID'])))].filter((id) => /^\w{1,2}$/u.test(id));
  const found = await rowsFor(
    sql,
    'b_lang',
    'LID',
    ids.map((id) => `'${id}'`),
  );
  const sites = new Map(found.map((row) => [textOfCell(row['LID']), row]));
  return (record, row) => {
    const own = sites.get(textOfCell(row['LID']));
    record['LANG_DIR'] = textOfCell(own?.['DIR']);
    record['SERVER_NAME'] = textOfCell(own?.['SERVER_NAME']) || null;
  };
}

const sameAsXmlId: NonNullable<TableKind['add']>[number] = () =>
  Promise.resolve((record) => {
    record['EXTERNAL_ID'] = record['XML_ID'] ?? null;
  });

const propertyOf = (fieldId: string): number => Number(/^PROPERTY_(\d+)$/u.exec(fieldId)?.[1] ?? 0);

/** The same field may be in several lists. */
const named = (row: Raw, field: string): string => `${Number(row['IBLOCK_ID'])}:${field}`;

/** What a field of a list is: a property of its own, or one of the columns that every element has. */
async function definition({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const lists = numbersIn(rows, 'IBLOCK_ID');
  const columns = new Map(
    (await rowsFor(sql, 'b_iblock_fields', 'IBLOCK_ID', lists)).map((row) => [
      named(row, textOfCell(row['FIELD_ID'])),
      row,
    ]),
  );
  const found = await rowsFor(sql, 'b_iblock_property', 'IBLOCK_ID', lists);
  const properties = new Map(found.map((row) => [named(row, `PROPERTY_${Number(row['ID'])}`), row]));
  const values = await rowsFor(
    sql,
    'b_iblock_property_enum',
    'PROPERTY_ID',
    numbersIn(found, 'ID'),
    '',
    'ORDER BY SORT, ID',
  );
  const choices = Map.groupBy(values, (row) => Number(row['PROPERTY_ID']));
  return (record, row) => {
    const field = textOfCell(row['FIELD_ID']);
    const own = properties.get(named(row, field));
    const column = columns.get(named(row, field));
    const text = (name: string): string => textOfCell(own?.[name]);
    const [type, userType] = [text('PROPERTY_TYPE'), text('USER_TYPE')];
    const isRequired = own === undefined ? textOfCell(column?.['IS_REQUIRED']) === 'Y' || field === 'NAME' : false;
    Object.assign(record, {
      IS_REQUIRED: isRequired || text('IS_REQUIRED') === 'Y' ? 'Y' : 'N',
      MULTIPLE: text('MULTIPLE') || 'N',
      DEFAULT_VALUE: textOfCell((own ?? column)?.['DEFAULT_VALUE']),
      TYPE: own === undefined ? field : userType === '' ? type : `${type}:${userType}`,
      PROPERTY_TYPE: own === undefined ? false : type,
      // Where there is one, REST shows the program that draws it: no table holds that.
      PROPERTY_USER_TYPE: false,
      CODE: text('CODE'),
      ID: own === undefined ? null : text('ID'),
      LINK_IBLOCK_ID: text('LINK_IBLOCK_ID') || null,
      ROW_COUNT: text('ROW_COUNT') || '1',
      COL_COUNT: text('COL_COUNT') || '30',
      USER_TYPE_SETTINGS: phpOf(own?.['USER_TYPE_SETTINGS']),
    } satisfies JsonObject);
    if (type !== 'L') return;
    record['DISPLAY_VALUES_FORM'] = Object.fromEntries(
      (choices.get(propertyOf(field)) ?? []).map((each) => [textOfCell(each['ID']), textOfCell(each['VALUE'])]),
    );
  };
}

/** The values of an element's properties, each under its own number. */
async function values(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ofElement = await elementValues(reading, rows);
  const { moment } = await siteDates(reading);
  const shown = ({ property: { userType }, cell }: ElementValue): Json => {
    if (userType === 'DateTime') return moment(cell);
    return userType === 'HTML' ? (phpOf(cell) ?? textOfCell(cell)) : textOfCell(cell);
  };
  return (record, row) => {
    const own = Map.groupBy(ofElement.get(Number(row['ID'])) ?? [], ({ property }) => property.id);
    for (const [property, list] of own)
      record[`PROPERTY_${property}`] = Object.fromEntries(list.map((each) => [each.id, shown(each)]));
  };
}

export const listTables: readonly TableKind[] = [
  {
    kind: 'list',
    table: 'b_iblock',
    where: areLists,
    shows: '*',
    spelling: 'same',
    numbers: 'text',
    add: [sameAsXmlId, site, inSiteForm('TIMESTAMP_X')],
  },
  {
    kind: 'list-field',
    table: 'b_lists_field',
    needs: ['b_iblock', 'b_iblock_fields', 'b_iblock_property', 'b_iblock_property_enum'],
    where: inList,
    order: ['IBLOCK_ID', 'FIELD_ID'],
    shows: 'FIELD_ID SORT:number NAME SETTINGS:php',
    spelling: 'same',
    numbers: 'text',
    add: [definition],
    parents: listOf,
  },
  {
    kind: 'list-section',
    table: 'b_iblock_section',
    needs: ['b_iblock'],
    where: inList,
    shows: `ID CODE XML_ID IBLOCK_SECTION_ID TIMESTAMP_X SORT NAME ACTIVE GLOBAL_ACTIVE LEFT_MARGIN RIGHT_MARGIN DEPTH_LEVEL
      SEARCHABLE_CONTENT MODIFIED_BY DATE_CREATE CREATED_BY`,
    spelling: 'same',
    numbers: 'text',
    add: [sameAsXmlId, inSiteForm('TIMESTAMP_X', 'DATE_CREATE')],
    parents: listOf,
  },
  {
    kind: 'list-element',
    table: 'b_iblock_element',
    needs: ['b_iblock', 'b_iblock_property', 'b_iblock_element_property'],
    // The rest are earlier versions of an element, and drafts of its next one.
    where: `${inList} AND WF_STATUS_ID = 1 AND WF_PARENT_ELEMENT_ID IS NULL`,
    shows: 'ID NAME IBLOCK_SECTION_ID CREATED_BY CODE DATE_CREATE PREVIEW_TEXT~- DETAIL_TEXT~-',
    spelling: 'same',
    numbers: 'text',
    add: [values, inSiteForm('DATE_CREATE')],
    parents: listOf,
    unread: (reading) => unreadValues(reading, areLists),
  },
];
