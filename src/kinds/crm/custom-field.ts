import { fieldTypes } from '../codes.ts';
import { firstText, textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { customFieldCreation, customFieldValueCreation } from './custom-field-creation.ts';

/** api-reference/crm/universal/userfieldconfig/index.md. */
const owners: Codes = {
  CRM_LEAD: { ru: 'Лид', en: 'Lead' },
  CRM_CONTACT: { ru: 'Контакт', en: 'Contact' },
  CRM_COMPANY: { ru: 'Компания', en: 'Company' },
  CRM_DEAL: { ru: 'Сделка', en: 'Deal' },
  CRM_QUOTE: { ru: 'Предложение', en: 'Quote' },
  CRM_INVOICE: { ru: 'Старый счёт', en: 'Old invoice' },
  CRM_SMART_INVOICE: { ru: 'Счёт', en: 'Invoice' },
  CRM_REQUISITE: { ru: 'Реквизиты', en: 'Requisites' },
  CRM_SMART_DOCUMENT: { ru: 'Документ CRM', en: 'CRM document' },
  CRM_SMART_B2E_DOC: { ru: 'Документ КЭДО', en: 'HR document' },
};

const moduleId = 'crm';
const list = { method: 'userfieldconfig.list', rows: ['fields'], idField: 'id', pager: { by: 'offset' } } as const;
const select = { '0': '*', language: 'ru' };

export const customField: Kind = {
  id: 'custom-field',
  group: 'crm',
  title: {
    one: { ru: 'Пользовательское поле CRM', en: 'CRM custom field' },
    many: { ru: 'Пользовательские поля CRM', en: 'CRM custom fields' },
  },
  scope: 'userfieldconfig',
  moreScopes: ['crm'],
  docs: [
    'api-reference/crm/universal/userfieldconfig/userfieldconfig-list.md',
    'api-reference/crm/universal/userfieldconfig/userfieldconfig-delete.md',
  ],
  take: { how: 'list', request: { ...list, params: { moduleId, select, order: { id: 'ASC' } } } },
  key: 'id',
  name: (row) => firstText(row, 'editFormLabel.ru', 'editFormLabel.en', 'fieldName'),
  references: [],
  personal: {},
  people: [],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { moduleId, select, filter: { id: ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'userfieldconfig.delete', params: { moduleId, id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  // With a field go its values in every element.
  after: ['lead', 'deal', 'contact', 'company', 'quote', 'smart-invoice', 'smart-process-item', 'requisite'],
  creation: customFieldCreation,
  columns: [
    { field: 'editFormLabel.ru', title: { ru: 'Название', en: 'Label' }, type: 'text' },
    { field: 'fieldName', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'entityId', title: { ru: 'Где', en: 'Where' }, type: 'text', codes: owners },
    { field: 'userTypeId', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: fieldTypes },
    { field: 'multiple', title: { ru: 'Множественное', en: 'Multiple' }, type: 'boolean' },
  ],
  limits: {
    ru: 'Подписи полей берутся на русском языке; на остальных — вместе со значениями списков.',
    en: 'Labels are taken in Russian; in other languages together with the values of lists.',
  },
};

/** Values of a field of the type "list". Only the get of the field tells them. */
export const customFieldValue: Kind = {
  id: 'custom-field-value',
  group: 'crm',
  title: {
    one: { ru: 'Значение пользовательского поля', en: 'Value of a custom field' },
    many: { ru: 'Значения пользовательских полей', en: 'Values of custom fields' },
  },
  scope: 'userfieldconfig',
  moreScopes: ['crm'],
  docs: ['api-reference/crm/universal/userfieldconfig/userfieldconfig-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'custom-field',
    request: ({ id, row }) =>
      ['', 'enumeration'].includes(textAt(row, 'userTypeId'))
        ? {
            method: 'userfieldconfig.get',
            params: { moduleId, id: Number(id) },
            rows: ['field', 'enum'],
            idField: 'id',
            pager: { by: 'none' },
          }
        : undefined,
  },
  key: 'id',
  name: (row) => textAt(row, 'value'),
  references: [{ field: 'userFieldId', to: 'custom-field', parent: true }],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ row }) => ({
      method: 'userfieldconfig.get',
      params: { moduleId, id: Number(textAt(row, 'userFieldId')) },
      rows: ['field', 'enum'],
      idField: 'id',
      pager: { by: 'none' },
    }),
  },
  deletion: { how: 'withParent' },
  creation: customFieldValueCreation,
  columns: [
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
    { field: 'def', title: { ru: 'По умолчанию', en: 'Default' }, type: 'boolean' },
    { field: 'sort', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
};
