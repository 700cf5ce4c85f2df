import { firstText } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { productPropertyCreation } from './properties-creation.ts';

/** api-reference/catalog/data-types.md. */
const types: Codes = {
  N: { ru: 'Число', en: 'Number' },
  S: { ru: 'Строка', en: 'String' },
  L: { ru: 'Список', en: 'List' },
  F: { ru: 'Файл', en: 'File' },
  E: { ru: 'Привязка к элементам', en: 'Link to elements' },
  G: { ru: 'Привязка к разделам', en: 'Link to sections' },
};

export const productProperty: Kind = listed({
  id: 'product-property',
  group: 'catalog',
  title: {
    one: { ru: 'Свойство товара', en: 'Product property' },
    many: { ru: 'Свойства товаров', en: 'Product properties' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/product-property/catalog-product-property-list.md',
    'api-reference/catalog/product-property/catalog-product-property-delete.md',
    'api-reference/catalog/product-property/catalog-product-property-get.md',
  ],
  list: { method: 'catalog.productProperty.list', rows: ['productProperties'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'name', 'code'),
  remove: 'catalog.productProperty.delete',
  after: ['product', 'product-offer', 'product-sku', 'product-service'],
  creation: productPropertyCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'propertyType', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: types },
  ],
});
