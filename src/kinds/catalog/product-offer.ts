import type { Kind } from '../kind.ts';
import { goods } from './goods.ts';

export const productOffer: Kind = goods({
  id: 'product-offer',
  method: 'catalog.product.offer',
  rows: 'offers',
  one: 'offer',
  title: {
    one: { ru: 'Вариация товара', en: 'Product variation' },
    many: { ru: 'Вариации товаров', en: 'Product variations' },
  },
  docs: [
    'api-reference/catalog/product/offer/catalog-product-offer-list.md',
    'api-reference/catalog/product/offer/catalog-product-offer-delete.md',
  ],
  references: [{ field: 'parentId.value', to: 'product-sku', parent: true }],
});
