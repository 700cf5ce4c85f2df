import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (entityId: number) =>
  ({
    method: 'task.stages.get',
    params: { entityId, isAdmin: true },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
  }) as const;

/** Columns of a group's task board. */
export const taskStage: Kind = {
  id: 'task-stage',
  group: 'tasks',
  title: {
    one: { ru: 'Стадия канбана задач', en: 'Stage of a task board' },
    many: { ru: 'Стадии канбанов задач', en: 'Stages of task boards' },
  },
  scope: 'task',
  docs: ['api-reference/tasks/stages/task-stages-get.md'],
  take: { how: 'each', moves: 'nothing', parent: 'workgroup', request: ({ id }) => list(Number(id)) },
  key: 'ID',
  name: (row) => textAt(row, 'TITLE'),
  volatile: ['ADDITIONAL_FILTER', 'TO_UPDATE', 'TO_UPDATE_ACCESS'],
  references: [{ field: 'ENTITY_ID', to: 'workgroup', parent: true, when: (row) => row['ENTITY_TYPE'] === 'G' }],
  personal: {},
  people: [],
  look: { by: 'siblings', request: ({ row }) => list(Number(textAt(row, 'ENTITY_ID'))) },
  // The first and the system stages can't be deleted; all go with their group.
  deletion: { how: 'withParent' },
  columns: [
    { field: 'TITLE', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'ENTITY_ID', title: { ru: 'Группа', en: 'Group' }, type: 'reference', to: 'workgroup' },
    { field: 'SORT', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
  limits: {
    ru: 'Стадии «Моего плана» видит только их владелец.',
    en: 'Stages of My plan are seen by their owner only.',
  },
};
