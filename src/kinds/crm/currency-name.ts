import type { ListRequest } from '../../bitrix24/port.ts';
import type { Kind } from '../kind.ts';

const list = (id: string): ListRequest => ({
  method: 'crm.currency.localizations.get',
  params: { id },
  rows: [],
  single: true,
  idField: '',
  pager: { by: 'none' },
});

/** Name and format of a currency in each language: one record a currency. */
export const currencyName: Kind = {
  id: 'currency-name',
  group: 'crm',
  title: {
    one: { ru: 'Названия валюты на языках', en: 'Names of a currency in languages' },
    many: { ru: 'Названия валют на языках', en: 'Names of currencies in languages' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/currency/localizations/crm-currency-localizations-get.md'],
  take: { how: 'each', moves: 'nothing', parent: 'currency', request: ({ id }) => list(id) },
  key: (_row, parent) => parent?.id ?? '',
  name: (row) => Object.keys(row).join(', '),
  calledBy: 'parent',
  references: [],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(parent?.id ?? ''),
    absent: [{ code: '', says: 'is invalid or not defined' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'ru.FULL_NAME', title: { ru: 'По-русски', en: 'In Russian' }, type: 'text' },
    { field: 'en.FULL_NAME', title: { ru: 'По-английски', en: 'In English' }, type: 'text' },
  ],
};
