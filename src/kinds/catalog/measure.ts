import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { measureCreation } from './creation.ts';

export const measure: Kind = listed({
  id: 'measure',
  group: 'catalog',
  title: {
    one: { ru: 'Единица измерения', en: 'Unit of measure' },
    many: { ru: 'Единицы измерения', en: 'Units of measure' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/measure/catalog-measure-list.md',
    'api-reference/catalog/measure/catalog-measure-delete.md',
    'api-reference/catalog/measure/catalog-measure-get.md',
  ],
  list: { method: 'catalog.measure.list', rows: ['measures'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'measureTitle', 'symbol', 'symbolIntl', 'code'),
  remove: 'catalog.measure.delete',
  after: ['product', 'product-offer', 'product-service'],
  creation: measureCreation,
  columns: [
    { field: 'measureTitle', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'number' },
  ],
});
