import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { priceCreation } from './creation.ts';

export const price: Kind = listed({
  id: 'price',
  group: 'catalog',
  title: { one: { ru: 'Цена', en: 'Price' }, many: { ru: 'Цены', en: 'Prices' } },
  scope: 'catalog',
  docs: ['api-reference/catalog/price/catalog-price-list.md', 'api-reference/catalog/price/catalog-price-delete.md'],
  list: { method: 'catalog.price.list', rows: ['prices'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'price', 'id'),
  calledBy: ['productId'],
  references: [
    { field: 'productId', to: 'product', parent: true },
    { field: 'catalogGroupId', to: 'price-type' },
  ],
  remove: 'catalog.price.delete',
  creation: priceCreation,
  columns: [
    { field: 'productId', title: { ru: 'Товар', en: 'Product' }, type: 'reference', to: 'product' },
    { field: 'price', title: { ru: 'Цена', en: 'Price' }, type: 'money' },
    { field: 'currency', title: { ru: 'Валюта', en: 'Currency' }, type: 'text' },
  ],
});
