import { textAt } from '../fields.ts';
import { tuples } from './tuples.ts';

export const priceTypeName = tuples({
  id: 'price-type-name',
  title: {
    one: { ru: 'Название типа цен на языке', en: 'Name of a price type in a language' },
    many: { ru: 'Названия типов цен на языках', en: 'Names of price types in languages' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/price-type/price-type-lang/catalog-price-type-lang-list.md'],
  method: 'catalog.priceTypeLang.list',
  rows: 'priceTypeLangs',
  fields: ['catalogGroupId', 'lang'],
  name: (row) => textAt(row, 'name'),
  references: [{ field: 'catalogGroupId', to: 'price-type', parent: true }],
  columns: [
    { field: 'catalogGroupId', title: { ru: 'Тип цен', en: 'Price type' }, type: 'reference', to: 'price-type' },
    { field: 'lang', title: { ru: 'Язык', en: 'Language' }, type: 'text' },
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
  ],
});
