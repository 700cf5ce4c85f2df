import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const storeProduct: Kind = listed({
  id: 'store-product',
  group: 'catalog',
  title: {
    one: { ru: 'Остаток на складе', en: 'Stock of a product' },
    many: { ru: 'Остатки на складах', en: 'Stock of products' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/store-product/catalog-store-product-list.md'],
  list: { method: 'catalog.storeproduct.list', rows: ['storeProducts'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'id'),
  calledBy: ['productId', 'storeId'],
  references: [
    { field: 'storeId', to: 'store', parent: true },
    { field: 'productId', to: 'product', parent: true },
  ],
  columns: [
    { field: 'productId', title: { ru: 'Товар', en: 'Product' }, type: 'reference', to: 'product' },
    { field: 'storeId', title: { ru: 'Склад', en: 'Warehouse' }, type: 'reference', to: 'store' },
    { field: 'amount', title: { ru: 'Количество', en: 'Amount' }, type: 'number' },
  ],
});
