import { isList, isObject, type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { withCustomValues } from '../custom-values.ts';
import { textOfCell } from '../schema.ts';
import type { Raw, TableKind } from '../table-kind.ts';
import { phpOf } from '../table-reader.ts';

/** The fields of a preset lie serialized in its row. */
function presetFields(row: Raw): readonly JsonObject[] {
  const settings = phpOf(row['SETTINGS']);
  const fields: Json = isObject(settings) ? (settings['FIELDS'] ?? []) : [];
  const list = isList(fields) ? fields : isObject(fields) ? Object.values(fields) : [];
  return list.filter(isObject).map((field) => ({
    ID: Number(textOf(field['ID'])),
    FIELD_NAME: textOf(field['FIELD_NAME']),
    FIELD_TITLE: textOf(field['FIELD_TITLE']),
    IN_SHORT_LIST: textOf(field['IN_SHORT_LIST']),
    SORT: Number(textOf(field['SORT'])),
  }));
}

/** Details of companies and people, their accounts and addresses, and the templates of such details. */
export const requisiteTables: readonly TableKind[] = [
  {
    kind: 'requisite',
    table: 'b_crm_requisite',
    shows: '* DATE_MODIFY~',
    spelling: 'same',
    numbers: 'text',
    add: [withCustomValues('CRM_REQUISITE')],
  },
  {
    kind: 'bank-detail',
    table: 'b_crm_bank_detail',
    shows: '* DATE_MODIFY~ -ENTITY_TYPE_ID',
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'address',
    table: 'b_crm_addr',
    order: ['ENTITY_TYPE_ID', 'ENTITY_ID', 'TYPE_ID'],
    shows: `TYPE_ID ENTITY_TYPE_ID ENTITY_ID ADDRESS_1 ADDRESS_2 CITY POSTAL_CODE REGION PROVINCE COUNTRY COUNTRY_CODE
      LOC_ADDR_ID ANCHOR_TYPE_ID ANCHOR_ID`,
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'requisite-preset',
    table: 'b_crm_preset',
    shows: '* DATE_MODIFY~ -SETTINGS',
    spelling: 'same',
    numbers: 'text',
  },
  {
    kind: 'requisite-preset-field',
    table: 'b_crm_preset',
    shows: 'ID',
    spelling: 'same',
    numbers: 'number',
    split: presetFields,
    parent: (_record, row) => ({ kind: 'requisite-preset', id: textOfCell(row['ID']) }),
  },
  {
    kind: 'requisite-link',
    table: 'b_crm_requisite_link',
    order: ['ENTITY_TYPE_ID', 'ENTITY_ID'],
    shows: `ENTITY_TYPE_ID ENTITY_ID REQUISITE_ID~0 BANK_DETAIL_ID~0 MC_REQUISITE_ID~0 MC_BANK_DETAIL_ID~0`,
    spelling: 'same',
    numbers: 'text',
  },
];
