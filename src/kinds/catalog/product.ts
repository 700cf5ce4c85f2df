import type { Kind } from '../kind.ts';
import { goods } from './goods.ts';

export const product: Kind = goods({
  id: 'product',
  method: 'catalog.product',
  rows: 'products',
  one: 'element',
  title: { one: { ru: 'Товар', en: 'Product' }, many: { ru: 'Товары', en: 'Products' } },
  docs: [
    'api-reference/catalog/product/catalog-product-list.md',
    'api-reference/catalog/product/catalog-product-delete.md',
  ],
  after: ['product-sku'],
});
