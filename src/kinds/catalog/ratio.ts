import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const ratio: Kind = listed({
  id: 'product-ratio',
  group: 'catalog',
  title: {
    one: { ru: 'Коэффициент единицы измерения', en: 'Ratio of a unit' },
    many: { ru: 'Коэффициенты единиц измерения', en: 'Ratios of units' },
  },
  scope: 'catalog',
  docs: ['api-reference/catalog/ratio/catalog-ratio-list.md'],
  list: { method: 'catalog.ratio.list', rows: ['ratios'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'ratio', 'id'),
  calledBy: ['productId'],
  references: [{ field: 'productId', to: 'product', parent: true }],
  columns: [
    { field: 'productId', title: { ru: 'Товар', en: 'Product' }, type: 'reference', to: 'product' },
    { field: 'ratio', title: { ru: 'Коэффициент', en: 'Ratio' }, type: 'number' },
  ],
});
