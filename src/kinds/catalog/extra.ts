import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const extra: Kind = listed({
  id: 'extra',
  group: 'catalog',
  title: { one: { ru: 'Наценка', en: 'Markup' }, many: { ru: 'Наценки', en: 'Markups' } },
  scope: 'catalog',
  docs: ['api-reference/catalog/extra/catalog-extra-list.md'],
  list: { method: 'catalog.extra.list', rows: ['extras'], idField: 'id', pager: { by: 'id' } },
  name: (row) => firstText(row, 'percentage', 'id'),
  deletion: { how: 'never', why: { ru: 'Наценки REST не удаляет.', en: 'REST does not delete markups.' } },
  columns: [{ field: 'percentage', title: { ru: 'Процент', en: 'Percent' }, type: 'number' }],
});
