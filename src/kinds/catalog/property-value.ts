import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { productPropertyValueCreation } from './properties-creation.ts';

export const productPropertyValue: Kind = listed({
  id: 'product-property-value',
  group: 'catalog',
  title: {
    one: { ru: 'Значение списочного свойства', en: 'Value of a list property' },
    many: { ru: 'Значения списочных свойств', en: 'Values of list properties' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/product-property-enum/catalog-product-property-enum-list.md',
    'api-reference/catalog/product-property-enum/catalog-product-property-enum-delete.md',
  ],
  list: {
    method: 'catalog.productPropertyEnum.list',
    rows: ['productPropertyEnums'],
    idField: 'id',
    pager: { by: 'id' },
  },
  name: (row) => firstText(row, 'value', 'id'),
  references: [{ field: 'propertyId', to: 'product-property', parent: true }],
  remove: 'catalog.productPropertyEnum.delete',
  after: ['product', 'product-offer', 'product-sku', 'product-service'],
  creation: productPropertyValueCreation,
  columns: [
    { field: 'value', title: { ru: 'Значение', en: 'Value' }, type: 'text' },
    { field: 'propertyId', title: { ru: 'Свойство', en: 'Property' }, type: 'reference', to: 'product-property' },
  ],
});
