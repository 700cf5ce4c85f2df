import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { minuteAt } from '../opening.ts';

const list = (taskId: number) =>
  ({
    method: 'tasks.task.history.list',
    params: { taskId },
    rows: ['list'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Who changed what in a task. Its row does not name the task; the list that it came in does. */
export const taskHistory: Kind = {
  id: 'task-history',
  group: 'tasks',
  title: {
    one: { ru: 'Запись истории задачи', en: 'Record of a task’s history' },
    many: { ru: 'История задач', en: 'History of tasks' },
  },
  scope: 'task',
  docs: ['api-reference/tasks/tasks-task-history-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: 'История растёт и от комментариев и чек-листов, от которых `changedDate` не сдвигается.',
      en: 'A history grows with comments and checklists too, with which `changedDate` does not move.',
    },
    parent: 'task',
    request: ({ id }) => list(Number(id)),
  },
  key: 'id',
  name: (row) => `${textAt(row, 'field')} · ${minuteAt(row, 'createdDate')}`,
  createdAt: 'createdDate',
  volatile: ['user'],
  references: [{ field: 'user.id', to: 'user' }],
  personal: { 'user.lastName': 'name', 'user.name': 'name', 'value.to': 'other', 'value.from': 'other' },
  people: [{ field: 'user.id', title: { ru: 'Кто изменил', en: 'Changed by' } }],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(Number(parent?.id ?? 0)),
    absent: [{ code: '0', says: 'wrong task id' }],
  },
  selfWritten: true,
  deletion: { how: 'withParent' },
  columns: [
    { field: 'createdDate', title: { ru: 'Когда', en: 'When' }, type: 'datetime' },
    { field: 'field', title: { ru: 'Что', en: 'What' }, type: 'text' },
    { field: 'value.from', title: { ru: 'Было', en: 'Before' }, type: 'text' },
    { field: 'value.to', title: { ru: 'Стало', en: 'After' }, type: 'text' },
    { field: 'user.id', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
  ],
};
