import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const tradePlatform: Kind = listed({
  id: 'trade-platform',
  group: 'catalog',
  title: {
    one: { ru: 'Источник заказов', en: 'Source of orders' },
    many: { ru: 'Источники заказов', en: 'Sources of orders' },
  },
  scope: 'sale',
  docs: ['api-reference/sale/trade-platform/sale-trade-platform-list.md'],
  list: { method: 'sale.tradePlatform.list', rows: ['tradePlatforms'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'code', 'id'),
  secrets: ['settings'],
  deletion: {
    how: 'never',
    why: { ru: 'Источники заказов REST не удаляет.', en: 'REST does not delete sources of orders.' },
  },
  columns: [{ field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'text' }],
});
