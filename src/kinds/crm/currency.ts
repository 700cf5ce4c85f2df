import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const currency: Kind = listed({
  id: 'currency',
  group: 'crm',
  title: { one: { ru: 'Валюта', en: 'Currency' }, many: { ru: 'Валюты', en: 'Currencies' } },
  scope: 'crm',
  docs: ['api-reference/crm/currency/crm-currency-list.md', 'api-reference/crm/currency/crm-currency-delete.md'],
  list: { method: 'crm.currency.list', rows: [], idField: 'CURRENCY', pager: { by: 'none' }, countable: false },
  name: (row) => firstText(row, 'FULL_NAME', 'CURRENCY'),
  volatile: ['AMOUNT', 'DATE_UPDATE'],
  amongAll: true,
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.currency.delete', params: { id }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ row }) =>
      row['BASE'] === 'Y'
        ? { ru: 'Базовую валюту удалить нельзя.', en: 'The base currency cannot be deleted.' }
        : undefined,
  },
  after: ['deal', 'lead', 'quote', 'smart-invoice', 'product', 'price'],
  columns: [
    { field: 'CURRENCY', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'FULL_NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'BASE', title: { ru: 'Базовая', en: 'Base' }, type: 'boolean' },
  ],
});
