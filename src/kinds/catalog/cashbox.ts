import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const cashbox: Kind = listed({
  id: 'cashbox',
  group: 'catalog',
  title: { one: { ru: 'Касса', en: 'Cash box' }, many: { ru: 'Кассы', en: 'Cash boxes' } },
  scope: 'cashbox',
  docs: ['api-reference/sale/cashbox/sale-cashbox-list.md', 'api-reference/sale/cashbox/sale-cashbox-delete.md'],
  list: {
    method: 'sale.cashbox.list',
    params: { ORDER: { ID: 'ASC' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
    filterParam: 'FILTER',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'NAME', 'ID'),
  volatile: ['DATE_LAST_CHECK', 'ENABLED'],
  personal: { EMAIL: 'email' },
  secrets: ['OFD_SETTINGS', 'SETTINGS'],
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'sale.cashbox.delete', params: { ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['order'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
  ],
});
