import type { Kind } from '../kind.ts';
import { goods } from './goods.ts';

export const productSku: Kind = goods({
  id: 'product-sku',
  method: 'catalog.product.sku',
  rows: 'units',
  one: 'sku',
  title: {
    one: { ru: 'Товар с вариациями', en: 'Product with variations' },
    many: { ru: 'Товары с вариациями', en: 'Products with variations' },
  },
  docs: [
    'api-reference/catalog/product/sku/catalog-product-sku-list.md',
    'api-reference/catalog/product/sku/catalog-product-sku-delete.md',
  ],
  after: ['product-offer'],
});
