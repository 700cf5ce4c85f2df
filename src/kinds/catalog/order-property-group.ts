import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const orderPropertyGroup: Kind = listed({
  id: 'order-property-group',
  group: 'catalog',
  title: {
    one: { ru: 'Группа свойств заказа', en: 'Group of order properties' },
    many: { ru: 'Группы свойств заказов', en: 'Groups of order properties' },
  },
  scope: 'sale',
  docs: [
    'api-reference/sale/property-group/sale-property-group-list.md',
    'api-reference/sale/property-group/sale-property-group-delete.md',
  ],
  list: { method: 'sale.propertygroup.list', rows: ['propertyGroups'], idField: 'id', pager: { by: 'none' } },
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'personTypeId', to: 'person-type' }],
  remove: 'sale.propertygroup.delete',
  after: ['order-property'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'personTypeId', title: { ru: 'Тип плательщика', en: 'Payer type' }, type: 'reference', to: 'person-type' },
  ],
});
