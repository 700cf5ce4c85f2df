import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { smartFunnelCreation } from './smart-creation.ts';

const list = (entityTypeId: number) =>
  ({
    method: 'crm.category.list',
    params: { entityTypeId },
    rows: ['categories'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

export const smartProcessFunnel: Kind = {
  id: 'smart-process-funnel',
  group: 'crm',
  title: {
    one: { ru: 'Воронка смарт-процесса', en: 'Pipeline of a smart process' },
    many: { ru: 'Воронки смарт-процессов', en: 'Pipelines of smart processes' },
  },
  scope: 'crm',
  docs: ['api-reference/crm/universal/category/crm-category-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'smart-process-type',
    request: ({ row }) => list(Number(textAt(row, 'entityTypeId'))),
  },
  key: (row) => `${textAt(row, 'entityTypeId')}:${textAt(row, 'id')}`,
  name: (row) => textAt(row, 'name'),
  references: [{ field: 'entityTypeId', to: 'smart-process-type', parent: true }],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ row }) => list(Number(textAt(row, 'entityTypeId'))),
    absent: [{ code: 'NOT_FOUND' }],
  },
  // The default pipeline can't be deleted; all go with their smart process.
  deletion: { how: 'withParent' },
  creation: smartFunnelCreation,
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    {
      field: 'entityTypeId',
      title: { ru: 'Смарт-процесс', en: 'Smart process' },
      type: 'reference',
      to: 'smart-process-type',
    },
    { field: 'isDefault', title: { ru: 'По умолчанию', en: 'Default' }, type: 'boolean' },
  ],
};
