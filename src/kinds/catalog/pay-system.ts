import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** Settings of a payment system hold passwords and are not taken at all. */
export const paySystem: Kind = listed({
  id: 'pay-system',
  group: 'catalog',
  title: {
    one: { ru: 'Платёжная система', en: 'Payment system' },
    many: { ru: 'Платёжные системы', en: 'Payment systems' },
  },
  scope: 'pay_system',
  docs: ['api-reference/pay-system/sale-pay-system-list.md', 'api-reference/pay-system/sale-pay-system-delete.md'],
  list: {
    method: 'sale.paysystem.list',
    params: { SELECT: ['*'], ORDER: { ID: 'ASC' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
    filterParam: 'FILTER',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'NAME', 'PSA_NAME'),
  secrets: ['SETTINGS', 'CONFIG', 'PARAMS', 'PSA_PARAMS'],
  remove: 'sale.paysystem.delete',
  after: ['order-payment', 'order'],
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ACTION_FILE', title: { ru: 'Обработчик', en: 'Handler' }, type: 'text' },
    { field: 'ACTIVE', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
  ],
});
