import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const productPropertyFeature: Kind = listed({
  id: 'product-property-feature',
  group: 'catalog',
  title: {
    one: { ru: 'Параметр свойства товара', en: 'Feature of a product property' },
    many: { ru: 'Параметры свойств товаров', en: 'Features of product properties' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/product-property-feature/catalog-product-property-feature-list.md'],
  list: {
    method: 'catalog.productPropertyFeature.list',
    rows: ['productPropertyFeatures'],
    idField: 'id',
    pager: { by: 'id' },
  },
  name: (row) => firstText(row, 'featureId'),
  references: [{ field: 'propertyId', to: 'product-property', parent: true }],
  columns: [
    { field: 'propertyId', title: { ru: 'Свойство', en: 'Property' }, type: 'reference', to: 'product-property' },
    { field: 'featureId', title: { ru: 'Параметр', en: 'Feature' }, type: 'text' },
    { field: 'isEnabled', title: { ru: 'Включён', en: 'Enabled' }, type: 'boolean' },
  ],
});
