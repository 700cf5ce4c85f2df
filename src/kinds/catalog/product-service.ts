import type { Kind } from '../kind.ts';
import { goods } from './goods.ts';

export const productService: Kind = goods({
  id: 'product-service',
  method: 'catalog.product.service',
  rows: 'services',
  one: 'service',
  title: { one: { ru: 'Услуга', en: 'Service' }, many: { ru: 'Услуги', en: 'Services' } },
  docs: [
    'api-reference/catalog/product/service/catalog-product-service-list.md',
    'api-reference/catalog/product/service/catalog-product-service-delete.md',
  ],
  after: ['product'],
});
