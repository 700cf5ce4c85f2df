import { textAt } from '../fields.ts';
import type { Codes } from '../kind.ts';
import { tuples } from './tuples.ts';

/** api-reference/catalog/data-types.md. */
const looks: Codes = {
  F: { ru: 'Флажки', en: 'Checkboxes' },
  K: { ru: 'Радиокнопки', en: 'Radio buttons' },
  P: { ru: 'Выпадающий список', en: 'Drop-down list' },
};

export const propertyDisplay = tuples({
  id: 'product-property-display',
  title: {
    one: { ru: 'Показ свойства товаров', en: 'Display of a product property' },
    many: { ru: 'Показ свойств товаров', en: 'Display of product properties' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/product-property-section/catalog-product-property-section-list.md'],
  method: 'catalog.productPropertySection.list',
  rows: 'productPropertySections',
  fields: ['propertyId'],
  name: (row) => textAt(row, 'propertyId'),
  calledBy: ['propertyId'],
  references: [{ field: 'propertyId', to: 'product-property', parent: true }],
  columns: [
    { field: 'propertyId', title: { ru: 'Свойство', en: 'Property' }, type: 'reference', to: 'product-property' },
    { field: 'smartFilter', title: { ru: 'В умном фильтре', en: 'In the smart filter' }, type: 'boolean' },
    { field: 'displayType', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: looks },
  ],
});
