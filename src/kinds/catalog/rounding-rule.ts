import { firstText } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** api-reference/catalog/data-types.md. */
const ways: Codes = {
  1: { ru: 'Математическое', en: 'To the nearest' },
  2: { ru: 'Вверх, в пользу магазина', en: 'Up, in favour of the shop' },
  4: { ru: 'Вниз, в пользу клиента', en: 'Down, in favour of the customer' },
};

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
    { field: 'roundType', title: { ru: 'Способ', en: 'Way' }, type: 'text', codes: ways },
  ],
});
