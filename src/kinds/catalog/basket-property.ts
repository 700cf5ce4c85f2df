import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const basketProperty: Kind = listed({
  id: 'basket-property',
  group: 'catalog',
  title: {
    one: { ru: 'Свойство позиции корзины', en: 'Property of a basket item' },
    many: { ru: 'Свойства позиций корзины', en: 'Properties of basket items' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/basket-properties/sale-basket-properties-list.md'],
  list: { method: 'sale.basketproperties.list', rows: ['basketProperties'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'code'),
  references: [{ field: 'basketId', to: 'basket-item', parent: true }],
  columns: [
    { field: 'basketId', title: { ru: 'Позиция', en: 'Item' }, type: 'reference', to: 'basket-item' },
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
  ],
});
