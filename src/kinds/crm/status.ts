import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { statusCreation } from './funnel-creation.ts';

/** api-reference/crm/status/crm-status-entity-types.md. */
const dictionaries: Codes = {
  STATUS: { ru: 'Стадии лида', en: 'Stages of leads' },
  SOURCE: { ru: 'Источники', en: 'Sources' },
  CONTACT_TYPE: { ru: 'Типы контактов', en: 'Types of contacts' },
  COMPANY_TYPE: { ru: 'Типы компаний', en: 'Types of companies' },
  EMPLOYEES: { ru: 'Количество сотрудников', en: 'Numbers of employees' },
  INDUSTRY: { ru: 'Сферы деятельности', en: 'Industries' },
  DEAL_TYPE: { ru: 'Типы сделок', en: 'Types of deals' },
  DEAL_STAGE: { ru: 'Стадии сделок общей воронки', en: 'Stages of deals in the common pipeline' },
  // api-reference/crm/outdated/invoice/crm-invoice-fields.md.
  INVOICE_STATUS: { ru: 'Статусы старых счетов', en: 'Statuses of old invoices' },
  QUOTE_STATUS: { ru: 'Стадии предложений', en: 'Stages of quotes' },
  HONORIFIC: { ru: 'Обращения', en: 'Honorifics' },
  CALL_LIST: { ru: 'Статусы обзвона', en: 'Statuses of calling campaigns' },
};

/**
 * Stages, sources, types and every other dictionary of the CRM. Its key is what elements name it by, within its
 * dictionary: `DEAL_STAGE:NEW`.
 */
export const status: Kind = {
  id: 'status',
  group: 'crm',
  title: {
    one: { ru: 'Стадия или значение справочника', en: 'Stage or dictionary value' },
    many: { ru: 'Стадии и справочники', en: 'Stages and dictionaries' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/status/crm-status-list.md', 'api-reference/crm/status/crm-status-delete.md'],
  take: {
    how: 'list',
    request: {
      method: 'crm.status.list',
      params: { order: { ID: 'ASC' } },
      rows: [],
      idField: 'ID',
      pager: { by: 'none' },
    },
  },
  key: (row) => `${textAt(row, 'ENTITY_ID')}:${textAt(row, 'STATUS_ID')}`,
  name: (row) => textAt(row, 'NAME'),
  references: [
    // Stages of every funnel but the first go with it.
    {
      field: 'CATEGORY_ID',
      to: 'funnel',
      parent: true,
      when: (row) => /^DEAL_STAGE_\d+$/u.test(textAt(row, 'ENTITY_ID')),
    },
  ],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ row }) => ({
      method: 'crm.status.list',
      params: { filter: { ENTITY_ID: textAt(row, 'ENTITY_ID') } },
      rows: [],
      idField: 'ID',
      pager: { by: 'none' },
    }),
  },
  deletion: {
    how: 'call',
    call: ({ row }) => ({
      method: 'crm.status.delete',
      params: { id: Number(textAt(row, 'ID')), params: { FORCED: 'Y' } },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  after: ['lead', 'deal', 'contact', 'company', 'quote', 'smart-invoice', 'smart-process-item'],
  creation: statusCreation,
  columns: [
    { field: 'ENTITY_ID', title: { ru: 'Справочник', en: 'Dictionary' }, type: 'text', codes: dictionaries },
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'STATUS_ID', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'SORT', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
    { field: 'SYSTEM', title: { ru: 'Системное', en: 'System' }, type: 'boolean' },
  ],
};
