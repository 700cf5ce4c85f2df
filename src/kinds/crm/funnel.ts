import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { entityTypeIds } from './entity.ts';
import { funnelCreation } from './funnel-creation.ts';

const entityTypeId = entityTypeIds.deal;
const list = {
  method: 'crm.category.list',
  params: { entityTypeId },
  rows: ['categories'],
  idField: 'id',
  pager: { by: 'none' },
} as const;

export const funnel: Kind = {
  id: 'funnel',
  group: 'crm',
  title: { one: { ru: 'Воронка сделок', en: 'Deal pipeline' }, many: { ru: 'Воронки сделок', en: 'Deal pipelines' } },
  scope: 'crm',
  docs: [
    'api-reference/crm/universal/category/crm-category-list.md',
    'api-reference/crm/universal/category/crm-category-delete.md',
  ],
  take: { how: 'list', request: list },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  references: [],
  personal: {},
  people: [],
  look: { by: 'siblings', request: () => list },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.category.delete', params: { entityTypeId, id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ id, row }) =>
      id === '0' || textAt(row, 'isDefault') === 'Y'
        ? { ru: 'Воронку по умолчанию удалить нельзя.', en: 'The default pipeline cannot be deleted.' }
        : undefined,
  },
  after: ['deal'],
  creation: funnelCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'sort', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
    { field: 'isDefault', title: { ru: 'По умолчанию', en: 'Default' }, type: 'boolean' },
  ],
  path: ({ id }) => `/crm/deal/kanban/category/${id}/`,
};
