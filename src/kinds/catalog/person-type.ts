import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const personType: Kind = listed({
  id: 'person-type',
  group: 'catalog',
  title: { one: { ru: 'Тип плательщика', en: 'Payer type' }, many: { ru: 'Типы плательщиков', en: 'Payer types' } },
  scope: 'sale',
  docs: [
    'api-reference/sale/person-type/sale-person-type-list.md',
    'api-reference/sale/person-type/sale-person-type-delete.md',
  ],
  list: { method: 'sale.persontype.list', rows: ['personTypes'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  remove: 'sale.persontype.delete',
  after: ['order', 'order-property'],
  columns: [{ field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' }],
});
