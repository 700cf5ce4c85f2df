import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const priceTypeGroup: Kind = listed({
  id: 'price-type-group',
  group: 'catalog',
  title: {
    one: { ru: 'Доступ группы к типу цены', en: 'Access of a group to a price type' },
    many: { ru: 'Доступ групп к типам цен', en: 'Access of groups to price types' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/price-type/price-type-group/catalog-price-type-group-list.md'],
  list: { method: 'catalog.priceTypeGroup.list', rows: ['priceTypeGroups'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'groupId', 'id'),
  references: [{ field: 'catalogGroupId', to: 'price-type', parent: true }],
  columns: [
    { field: 'catalogGroupId', title: { ru: 'Тип цены', en: 'Price type' }, type: 'reference', to: 'price-type' },
    { field: 'groupId', title: { ru: 'Группа', en: 'Group' }, type: 'number' },
    { field: 'access', title: { ru: 'Доступ', en: 'Access' }, type: 'boolean' },
  ],
});
