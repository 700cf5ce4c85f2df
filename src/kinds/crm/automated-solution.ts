import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = {
  method: 'crm.automatedsolution.list',
  rows: ['automatedSolutions'],
  idField: 'id',
  pager: { by: 'offset' },
} as const;

export const automatedSolution: Kind = {
  id: 'automated-solution',
  group: 'crm',
  title: {
    one: { ru: 'Цифровое рабочее место', en: 'Digital workplace' },
    many: { ru: 'Цифровые рабочие места', en: 'Digital workplaces' },
  },
  scope: 'crm',
  docs: [
    'api-reference/crm/automated-solution/crm-automated-solution-list.md',
    'api-reference/crm/automated-solution/crm-automated-solution-delete.md',
  ],
  take: { how: 'list', request: { ...list, params: { order: { id: 'ASC' } } } },
  key: 'id',
  name: (row) => textAt(row, 'title'),
  // Types that go leave the list empty.
  volatile: ['typeIds'],
  references: [{ field: 'typeIds[]', to: 'smart-process-type' }],
  personal: {},
  people: [],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { filter: { '@id': ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'crm.automatedsolution.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['smart-process-type'],
  columns: [{ field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' }],
};
