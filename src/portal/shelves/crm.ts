import { addressesTable, itemsTable, productRowsTable, typesTable } from '../crm/tables.ts';
import { type Shelf, shelf } from '../shelf.ts';
import type { TableSpec } from '../store.ts';

/** A table that has methods of its own; here only the sample company asks for it. */
const kept = (table: TableSpec): Shelf => ({ table, scope: 'crm', fields: {} });

const moves = { id: 'ID', integer: 'TYPE_ID OWNER_ID CATEGORY_ID', datetime: 'CREATED_TIME' } as const;

/** Moves from stage to stage: each type of element has a table of its own, with numbers of its own. */
export function stageHistory(entityTypeId: number): Shelf {
  const text = entityTypeId === 1 || entityTypeId === 5 ? 'STATUS_ID STATUS_SEMANTIC_ID' : 'STAGE_ID STAGE_SEMANTIC_ID';
  return shelf(`crm_stage_history_${entityTypeId}`, 'crm', { ...moves, text }, { indexes: ['OWNER_ID'] });
}

/** The smart process of the sample company, and its funnel. */
export const sampleSmartType = 1040;
export const sampleSmartFunnel = 6;

const documents = {
  id: 'id',
  digits: 'templateId fileId imageId pdfId createdBy updatedBy entityId entityTypeId _blob _pdf _image',
  text: 'title number provider value',
  datetime: 'createTime updateTime',
} as const;
const templates = {
  id: 'id',
  digits: 'numeratorId sort fileId createdBy updatedBy _blob',
  text: 'name region code moduleId bodyType',
  flag: 'active withStamps isDeleted isDefault',
  datetime: 'createTime updateTime',
} as const;

export const crmShelves = {
  quote: kept(itemsTable(7)),
  smartInvoice: kept(itemsTable(31)),
  smartItem: kept(itemsTable(sampleSmartType)),
  smartType: kept(typesTable),
  productRow: kept(productRowsTable),
  address: kept(addressesTable),
  automatedSolution: shelf('crm_automated_solutions', 'crm', { id: 'id', text: 'title' }),
  currency: shelf('crm_currencies', 'crm', { text: 'CURRENCY', digits: 'SORT' }, { id: 'text' }),
  callList: shelf('crm_call_lists', 'crm', {
    id: 'ID',
    digits: 'CREATED_BY_ID ENTITY_TYPE_ID WEBFORM_ID',
    flag: 'FILTERED',
    datetime: 'DATE_CREATE',
  }),
  oldInvoice: shelf('crm_invoices', 'crm', {
    id: 'ID',
    digits: 'PRICE RESPONSIBLE_ID UF_DEAL_ID UF_COMPANY_ID UF_CONTACT_ID',
    text: 'ACCOUNT_NUMBER ORDER_TOPIC STATUS_ID CURRENCY',
    datetime: 'DATE_INSERT DATE_UPDATE',
  }),
  callListItem: shelf(
    'crm_call_list_items',
    'crm',
    { integer: '_list ID ENTITY_TYPE', text: 'STATUS' },
    { id: 'text', indexes: ['_list'] },
  ),
  currencyName: shelf('crm_currency_names', 'crm', {}, { id: 'text' }),
  dealRecurrence: shelf('crm_deal_recurrences', 'crm', {
    id: 'id',
    digits: 'deal_id based_id category_id COUNTER_REPEAT LIMIT_REPEAT',
    text: 'ACTIVE IS_LIMIT',
    datetime: 'START_DATE NEXT_EXECUTION LAST_EXECUTION',
  }),
  /** `_owner`: the element in whose timeline it stands, `2:15`. */
  logMessage: shelf(
    'crm_log_messages',
    'crm',
    { id: 'id', integer: 'authorId', text: '_owner title', datetime: 'created' },
    { indexes: ['_owner'] },
  ),
  /** By what the note is on: `1:5` a comment, `2:5` an activity. */
  timelineNote: shelf('crm_timeline_notes', 'crm', {}, { id: 'text' }),
  oldInvoiceHistory: stageHistory(5),
  leadHistory: stageHistory(1),
  dealHistory: stageHistory(2),
  invoiceHistory: stageHistory(31),
  smartItemHistory: stageHistory(sampleSmartType),
  /** By `ENTITY_TYPE_ID:ENTITY_ID`. */
  requisiteLink: shelf(
    'crm_requisite_links',
    'crm',
    { digits: 'ENTITY_TYPE_ID ENTITY_ID REQUISITE_ID BANK_DETAIL_ID MC_REQUISITE_ID MC_BANK_DETAIL_ID' },
    { id: 'text' },
  ),
  /** Numbers of fields hold only within their preset, so the key is `preset:field`. */
  presetField: shelf('crm_preset_fields', 'crm', { integer: 'ID SORT _preset', text: 'FIELD_NAME' }, { id: 'text' }),
  numerator: shelf('crm_numerators', 'crm', { id: 'id', text: 'name template' }),
  generatorNumerator: shelf('numerators', 'documentgenerator', { id: 'id', text: 'name template' }),
  crmTemplate: shelf('crm_document_templates', 'crm', templates),
  crmDocument: shelf('crm_documents', 'crm', documents),
  documentTemplate: shelf('document_templates', 'documentgenerator', templates),
  generatedDocument: shelf('documents', 'documentgenerator', documents),
} as const;
