import { type JsonObject, textOf } from '../../../base/json.ts';
import type { Parent } from '../../../kinds/kind.ts';
import { withCustomValues } from '../custom-values.ts';
import { hasTables, rowsFor, textOfCell, upper } from '../schema.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';
import { phpOf } from '../table-reader.ts';

const byType: Readonly<Record<number, { readonly kind: string; readonly word: string }>> = {
  1: { kind: 'lead', word: 'lead' },
  2: { kind: 'deal', word: 'deal' },
  3: { kind: 'contact', word: 'contact' },
  4: { kind: 'company', word: 'company' },
  7: { kind: 'quote', word: 'quote' },
  31: { kind: 'smart-invoice', word: 'smart_invoice' },
};
const byLetter: Readonly<Record<string, string>> = {
  L: 'lead',
  D: 'deal',
  Q: 'quote',
  SI: 'smart-invoice',
  C: 'contact',
  CO: 'company',
};

function parentOf(type: number, id: string): Parent {
  const known = byType[type];
  return known === undefined ? { kind: 'smart-process-item', id: `${type}:${id}` } : { kind: known.kind, id };
}

/** `T410`: elements of type 0x410. */
function ownerOf(letter: string, id: string): Parent {
  const kind = byLetter[letter.trim()];
  return kind === undefined
    ? { kind: 'smart-process-item', id: `${Number.parseInt(letter.trim().slice(1), 16)}:${id}` }
    : { kind, id };
}

const semantics: Readonly<Record<string, string>> = { S: 'success', F: 'failure' };

/** How a stage ends and what colour it has, once more: so REST tells it of stages. */
function extra(): Promise<Adder> {
  return Promise.resolve((record) => {
    const isStage = /^(?:STATUS|QUOTE_STATUS|.*_STAGE(?:_\d+)?)$/u.test(textOf(record['ENTITY_ID']));
    if (!isStage) return;
    record['EXTRA'] = {
      SEMANTICS: semantics[textOf(record['SEMANTICS'])] ?? 'process',
      COLOR: record['COLOR'] ?? null,
    };
  });
}

/** The first funnel lies in no table: its name and its place are settings of the module. */
async function firstFunnel({ sql }: Reading): Promise<readonly JsonObject[]> {
  if (!(await hasTables(sql, ['b_option']))) return [];
  const rows = await sql.rows(
    "SELECT NAME, VALUE FROM b_option WHERE MODULE_ID = 'crm' AND NAME IN ('default_deal_category_name', 'default_deal_category_sort')",
  );
  const settings = new Map(rows.map(upper).map((row) => [textOfCell(row['NAME']), textOfCell(row['VALUE'])]));
  return [
    {
      id: 0,
      name: settings.get('default_deal_category_name') ?? '',
      sort: Number(settings.get('default_deal_category_sort') ?? 0),
      entityTypeId: 2,
      isDefault: 'Y',
      originId: '',
      originatorId: '',
    },
  ];
}

async function stores({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_crm_product_row_reservation', 'ROW_ID', ids);
  const byRow = new Map(found.map((row) => [Number(row['ROW_ID']), Number(row['STORE_ID'])]));
  return (record, row) => {
    const store = byRow.get(Number(row['ID']));
    if (store !== undefined) record['storeId'] = store;
  };
}

async function communications({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_crm_act_comm', 'ACTIVITY_ID', ids, '', 'ORDER BY ID');
  const byActivity = Map.groupBy(found, (row) => Number(row['ACTIVITY_ID']));
  return (record, row) => {
    record['COMMUNICATIONS'] = (byActivity.get(Number(row['ID'])) ?? []).map((each) => ({
      ID: textOfCell(each['ID']),
      TYPE: textOfCell(each['TYPE']),
      VALUE: textOfCell(each['VALUE']),
      ENTITY_ID: textOfCell(each['ENTITY_ID']),
      ENTITY_TYPE_ID: textOfCell(each['ENTITY_TYPE_ID']),
      ENTITY_SETTINGS: phpOf(each['ENTITY_SETTINGS']) ?? [],
    }));
  };
}

/** Files of activities that lie on the Drive. */
async function activityFiles({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(
    sql,
    'b_crm_act_elem',
    'ACTIVITY_ID',
    ids,
    'AND STORAGE_TYPE_ID = 3',
    'ORDER BY ELEMENT_ID',
  );
  const byActivity = Map.groupBy(found, (row) => Number(row['ACTIVITY_ID']));
  return (record, row) => {
    record['FILES'] = (byActivity.get(Number(row['ID'])) ?? []).map((each) => ({ id: Number(each['ELEMENT_ID']) }));
  };
}

/** Whose timeline a comment is in. REST gives a comment with each of its owners; it is one record, of the first. */
async function timelineOwner({ sql }: Reading, rows: readonly Raw[]): Promise<Adder> {
  const ids = rows.map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_crm_timeline_bind', 'OWNER_ID', ids, '', 'ORDER BY ENTITY_TYPE_ID, ENTITY_ID');
  const first = new Map(found.toReversed().map((row) => [Number(row['OWNER_ID']), row]));
  return (record, row) => {
    const owner = first.get(Number(row['ID']));
    const type = Number(owner?.['ENTITY_TYPE_ID']);
    record['ENTITY_ID'] = textOfCell(owner?.['ENTITY_ID']);
    record['ENTITY_TYPE'] = byType[type]?.word ?? `dynamic_${type}`;
    record['FILES'] = {};
  };
}

/** A stage history of one type of element. */
function stageHistory(kind: string, table: string, shows: string, where?: string): TableKind {
  return {
    kind: `${kind}-stage-history`,
    table,
    ...(where === undefined ? {} : { where }),
    shows,
    spelling: 'same',
    numbers: 'number',
    parent: (record) => ({ kind, id: textOf(record['OWNER_ID']) }),
  };
}

export const crmMoreTables: readonly TableKind[] = [
  {
    kind: 'smart-process-type',
    table: 'b_crm_dynamic_type',
    where: 'ENTITY_TYPE_ID >= 128',
    shows: `ID TITLE CODE~ CREATED_BY ENTITY_TYPE_ID CUSTOM_SECTION_ID IS_CATEGORIES_ENABLED:yes IS_STAGES_ENABLED:yes
      IS_BEGIN_CLOSE_DATES_ENABLED:yes IS_CLIENT_ENABLED:yes IS_USE_IN_USERFIELD_ENABLED:yes
      IS_LINK_WITH_PRODUCTS_ENABLED:yes IS_MYCOMPANY_ENABLED:yes IS_DOCUMENTS_ENABLED:yes IS_SOURCE_ENABLED:yes
      IS_OBSERVERS_ENABLED:yes IS_RECYCLEBIN_ENABLED:yes IS_AUTOMATION_ENABLED:yes IS_BIZ_PROC_ENABLED:yes
      IS_SET_OPEN_PERMISSIONS:yes IS_PAYMENTS_ENABLED:yes IS_COUNTERS_ENABLED:yes CREATED_TIME UPDATED_TIME UPDATED_BY`,
    spelling: 'camel',
    numbers: 'number',
  },
  {
    kind: 'activity',
    table: 'b_crm_act',
    shows: `ID OWNER_ID OWNER_TYPE_ID PROVIDER_GROUP_ID ASSOCIATED_ENTITY_ID TYPE_ID PROVIDER_ID PROVIDER_TYPE_ID DIRECTION
      LOCATION~ SUBJECT DESCRIPTION~ DESCRIPTION_TYPE CREATED LAST_UPDATED START_TIME END_TIME DEADLINE COMPLETED STATUS
      RESPONSIBLE_ID PRIORITY NOTIFY_TYPE NOTIFY_VALUE SETTINGS:php ORIGINATOR_ID ORIGIN_ID AUTHOR_ID EDITOR_ID
      PROVIDER_PARAMS:php PROVIDER_DATA RESULT_MARK RESULT_VALUE RESULT_SUM RESULT_CURRENCY_ID RESULT_STATUS
      RESULT_STREAM RESULT_SOURCE_ID AUTOCOMPLETE_RULE`,
    spelling: 'same',
    numbers: 'text',
    parent: (record) => parentOf(Number(record['OWNER_TYPE_ID']), textOf(record['OWNER_ID'])),
    add: [communications, activityFiles],
  },
  {
    kind: 'timeline-comment',
    table: 'b_crm_timeline',
    needs: ['b_crm_timeline_bind'],
    // Comments of people; the rest is the system's own record of what happened.
    where: 'TYPE_ID = 7 AND ID IN (SELECT OWNER_ID FROM b_crm_timeline_bind)',
    shows: 'ID CREATED COMMENT AUTHOR_ID',
    spelling: 'same',
    numbers: 'text',
    add: [timelineOwner],
    parent: (record) => {
      const word = textOf(record['ENTITY_TYPE']);
      const known = Object.values(byType).find((each) => each.word === word);
      const id = textOf(record['ENTITY_ID']);
      return known === undefined
        ? { kind: 'smart-process-item', id: `${word.slice('dynamic_'.length)}:${id}` }
        : { kind: known.kind, id };
    },
  },
  {
    kind: 'funnel',
    table: 'b_crm_deal_category',
    shows: 'ID NAME SORT ORIGIN_ID~ ORIGINATOR_ID~',
    spelling: 'camel',
    numbers: 'number',
    constant: { entityTypeId: 2, isDefault: 'N' },
    before: firstFunnel,
  },
  {
    kind: 'smart-process-funnel',
    table: 'b_crm_item_category',
    where: 'ENTITY_TYPE_ID >= 128',
    shows: 'ID NAME SORT ENTITY_TYPE_ID IS_DEFAULT:yes',
    spelling: 'camel',
    numbers: 'number',
    parent: (record) => ({ kind: 'smart-process-type', id: textOf(record['entityTypeId']) }),
  },
  {
    kind: 'status',
    table: 'b_crm_status',
    shows: 'ID ENTITY_ID STATUS_ID NAME NAME_INIT~ SORT SYSTEM CATEGORY_ID COLOR SEMANTICS',
    spelling: 'same',
    numbers: 'text',
    add: [extra],
  },
  {
    kind: 'product-row',
    table: 'b_crm_product_row',
    shows: `ID OWNER_ID OWNER_TYPE PRODUCT_ID PRODUCT_NAME PRICE PRICE_ACCOUNT PRICE_EXCLUSIVE PRICE_NETTO PRICE_BRUTTO
      QUANTITY DISCOUNT_TYPE_ID DISCOUNT_RATE DISCOUNT_SUM TAX_RATE TAX_INCLUDED CUSTOMIZED MEASURE_CODE MEASURE_NAME
      SORT XML_ID~ TYPE`,
    spelling: 'camel',
    numbers: 'number',
    add: [stores],
    parent: (record) => ownerOf(textOf(record['ownerType']), textOf(record['ownerId'])),
  },
  {
    kind: 'old-invoice',
    table: 'b_crm_invoice',
    shows: `ID ACCOUNT_NUMBER ORDER_TOPIC DATE_INSERT DATE_UPDATE STATUS_ID PRICE CURRENCY RESPONSIBLE_ID COMMENTS~
      USER_DESCRIPTION~`,
    spelling: 'same',
    numbers: 'text',
    add: [withCustomValues('CRM_INVOICE')],
  },
  stageHistory('lead', 'b_crm_lead_status_history', 'ID TYPE_ID OWNER_ID CREATED_TIME STATUS_SEMANTIC_ID STATUS_ID'),
  stageHistory(
    'deal',
    'b_crm_deal_stage_history',
    'ID TYPE_ID OWNER_ID CREATED_TIME CATEGORY_ID STAGE_SEMANTIC_ID STAGE_ID',
  ),
  stageHistory(
    'smart-invoice',
    'b_crm_item_stage_history',
    'ID TYPE_ID OWNER_ID CREATED_TIME CATEGORY_ID STAGE_SEMANTIC_ID STAGE_ID',
    'OWNER_TYPE_ID = 31',
  ),
];
