import { isObject, type JsonObject, textOf } from '../../../src/base/json.ts';
import type { SchemaTable, SourceRecord } from './box-schema.ts';
import { elementColumns } from './box-tables-goods.ts';

/** Columns of `b_iblock_section` that departments have no use for. */
export function sectionColumns(from: '' | '-'): string {
  return `CODE varchar(255) ${from}
    XML_ID varchar(255) ${from}
    TIMESTAMP_X moment ${from}
    ACTIVE char(1) ${from}
    GLOBAL_ACTIVE char(1) ${from}
    LEFT_MARGIN int ${from}
    RIGHT_MARGIN int ${from}
    DEPTH_LEVEL int ${from}
    SEARCHABLE_CONTENT text ${from}
    MODIFIED_BY int ${from}
    DATE_CREATE moment ${from}
    CREATED_BY int ${from}
    DESCRIPTION text -
    DESCRIPTION_TYPE char(4) -`;
}

type Rows = readonly (readonly [table: string, row: JsonObject])[];

/** A field of a list lies in three places: what it is, what may be chosen in it, and how the list shows it. */
function definition({ row }: SourceRecord): Rows {
  const field = textOf(row['FIELD_ID']);
  const list = row['list'] ?? 0;
  const id = field.replace('PROPERTY_', '');
  const shared = { IBLOCK_ID: list, IS_REQUIRED: row['IS_REQUIRED'] ?? 'N', DEFAULT_VALUE: row['DEFAULT_VALUE'] ?? '' };
  if (id === field) return [['b_iblock_fields', { ...shared, FIELD_ID: field }]];
  const [type = '', userType = ''] = textOf(row['TYPE']).split(':');
  const choices = isObject(row['DISPLAY_VALUES_FORM']) ? row['DISPLAY_VALUES_FORM'] : {};
  return [
    [
      'b_iblock_property',
      {
        ...shared,
        ID: id,
        NAME: row['NAME'] ?? '',
        CODE: row['CODE'] ?? '',
        PROPERTY_TYPE: type,
        USER_TYPE: userType,
        MULTIPLE: row['MULTIPLE'] ?? 'N',
        LINK_IBLOCK_ID: row['LINK_IBLOCK_ID'] ?? null,
        ROW_COUNT: row['ROW_COUNT'] ?? 1,
        COL_COUNT: row['COL_COUNT'] ?? 30,
      },
    ],
    ...Object.entries(choices).map(
      ([choice, value]) =>
        ['b_iblock_property_enum', { ID: choice, PROPERTY_ID: id, VALUE: value, SORT: choice }] as const,
    ),
  ];
}

function values({ row }: SourceRecord): Rows {
  return Object.entries(row).flatMap(([field, all]) => {
    if (!field.startsWith('PROPERTY_') || !isObject(all)) return [];
    const shared = { IBLOCK_PROPERTY_ID: field.replace('PROPERTY_', ''), IBLOCK_ELEMENT_ID: row['ID'] ?? 0 };
    return Object.entries(all).map(
      ([id, value]) => ['b_iblock_element_property', { ...shared, ID: id, VALUE: value }] as const,
    );
  });
}

const texts = (names: string): string =>
  names
    .trim()
    .split(/\s+/u)
    .map((name) => `${name} varchar(255)`)
    .join('\n');

export const listTables: readonly SchemaTable[] = [
  {
    kind: 'list',
    table: 'b_iblock',
    columns: `
      ID int
      TIMESTAMP_X moment
      SORT int
      PICTURE int
      DESCRIPTION text
      RSS_TTL int
      RSS_FILE_LIMIT int
      RSS_FILE_DAYS int
      VERSION int
      LAST_CONV_ELEMENT int
      SOCNET_GROUP_ID int
      ${texts(`IBLOCK_TYPE_ID LID CODE API_CODE NAME ACTIVE LIST_PAGE_URL DETAIL_PAGE_URL SECTION_PAGE_URL CANONICAL_PAGE_URL
        DESCRIPTION_TYPE RSS_ACTIVE RSS_FILE_ACTIVE RSS_YANDEX_ACTIVE XML_ID TMP_ID INDEX_ELEMENT INDEX_SECTION WORKFLOW
        BIZPROC SECTION_CHOOSER LIST_MODE RIGHTS_MODE SECTION_PROPERTY PROPERTY_INDEX EDIT_FILE_BEFORE EDIT_FILE_AFTER
        SECTIONS_NAME SECTION_NAME ELEMENTS_NAME ELEMENT_NAME REST_ON FULLTEXT_INDEX`)}`,
  },
  {
    kind: 'list-field',
    table: 'b_lists_field',
    columns: 'IBLOCK_ID int list\nFIELD_ID varchar(100)\nSORT int\nNAME varchar(100)\nSETTINGS php',
    more: definition,
  },
  {
    kind: 'list-section',
    table: 'b_iblock_section',
    columns: `ID int\nIBLOCK_ID int list\nIBLOCK_SECTION_ID int\nNAME varchar(255)\nSORT int\n${sectionColumns('')}`,
  },
  {
    kind: 'list-element',
    table: 'b_iblock_element',
    columns: `
      ID int
      IBLOCK_ID int list
      IBLOCK_SECTION_ID int
      NAME varchar(255)
      CODE varchar(255)
      CREATED_BY int
      DATE_CREATE moment
      PREVIEW_TEXT text
      DETAIL_TEXT text
      WF_STATUS_ID int =1
      WF_PARENT_ELEMENT_ID int -
      ${elementColumns}`,
    more: values,
  },
];
