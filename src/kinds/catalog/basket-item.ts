import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const basketItem: Kind = listed({
  id: 'basket-item',
  group: 'catalog',
  title: { one: { ru: 'Позиция корзины', en: 'Basket item' }, many: { ru: 'Позиции корзины', en: 'Basket items' } },
  scope: 'sale',
  docs: [
    'api-reference/sale/basket-item/sale-basket-item-list.md',
    'api-reference/sale/basket-item/sale-basket-item-delete.md',
    'api-reference/sale/basket-item/sale-basket-item-get.md',
  ],
  list: { method: 'sale.basketitem.list', rows: ['basketItems'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'id'),
  references: [
    { field: 'orderId', to: 'order', parent: true },
    { field: 'productId', to: 'product' },
  ],
  remove: 'sale.basketitem.delete',
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'orderId', title: { ru: 'Заказ', en: 'Order' }, type: 'reference', to: 'order' },
    { field: 'price', title: { ru: 'Цена', en: 'Price' }, type: 'money' },
    { field: 'quantity', title: { ru: 'Количество', en: 'Quantity' }, type: 'number' },
  ],
});
