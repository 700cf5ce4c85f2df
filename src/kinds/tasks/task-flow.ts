import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const get = (id: string) => ({ method: 'tasks.flow.Flow.get', params: { flowId: Number(id) } });

/** There is no list of flows: those are known in which a task runs. */
export const taskFlow: Kind = {
  id: 'task-flow',
  group: 'tasks',
  title: { one: { ru: 'Поток задач', en: 'Task flow' }, many: { ru: 'Потоки задач', en: 'Task flows' } },
  scope: 'task',
  docs: ['api-reference/tasks/flow/tasks-flow-flow-get.md', 'api-reference/tasks/flow/tasks-flow-flow-delete.md'],
  take: { how: 'ids', from: [{ kind: 'task', field: 'flowId' }], get, at: [] },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  volatile: ['activity', 'efficiency', 'trialFeatureEnabled'],
  references: [
    { field: 'ownerId', to: 'user' },
    { field: 'creatorId', to: 'user' },
    { field: 'groupId', to: 'workgroup' },
    { field: 'templateId', to: 'task-template' },
  ],
  texts: [{ field: 'description', form: 'plain' }],
  personal: {},
  people: [
    {
      field: 'ownerId',
      title: { ru: 'Администратор потока', en: 'Flow administrator' },
      byHand: {
        ru: 'смените в настройках потока: метод меняет его только вместе с очередью и правилами.',
        en: 'change it in the settings of the flow: the method takes it only together with its queue and rules.',
      },
    },
    { field: 'creatorId', title: { ru: 'Кто создал', en: 'Created by' } },
  ],
  look: { by: 'get', call: ({ id }) => get(id), at: [], absent: [{ code: '0', says: 'flow not found' }] },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'tasks.flow.Flow.delete', params: { flowData: { id: Number(id) } }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  after: ['task'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'ownerId', title: { ru: 'Администратор', en: 'Administrator' }, type: 'user' },
    { field: 'active', title: { ru: 'Работает', en: 'Active' }, type: 'boolean' },
  ],
  limits: {
    ru: 'Списка потоков в REST нет: забираются те, в которых есть хотя бы одна задача.',
    en: 'REST has no list of flows: those are taken that have at least one task.',
  },
};
