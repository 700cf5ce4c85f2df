import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const roundingRule: Kind = listed({
  id: 'rounding-rule',
  group: 'catalog',
  title: {
    one: { ru: 'Правило округления цен', en: 'Rounding rule' },
    many: { ru: 'Правила округления цен', en: 'Rounding rules' },
  },
  scope: 'catalog',
  docs: [
    'api-reference/catalog/rounding-rule/catalog-rounding-rule-list.md',
    'api-reference/catalog/rounding-rule/catalog-rounding-rule-delete.md',
  ],
  list: { method: 'catalog.roundingRule.list', rows: ['roundingRules'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'price', 'id'),
  remove: 'catalog.roundingRule.delete',
  columns: [
    { field: 'price', title: { ru: 'Цена от', en: 'Price from' }, type: 'money' },
    { field: 'roundType', title: { ru: 'Способ', en: 'Way' }, type: 'text' },
  ],
});
