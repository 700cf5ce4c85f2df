import type { ListRequest } from '../../bitrix24/port.ts';
import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (taskId: string): ListRequest => ({
  method: 'tasks.api.scrum.task.get',
  params: { id: Number(taskId) },
  rows: [],
  single: true,
  idField: '',
  pager: { by: 'none' },
});

/** What a task is in a scrum: its story points, its epic, and the sprint or backlog that it stands in. */
export const scrumTask: Kind = {
  id: 'scrum-task',
  group: 'tasks',
  title: {
    one: { ru: 'Оценка задачи в скраме', en: 'Scrum data of a task' },
    many: { ru: 'Оценки задач в скраме', en: 'Scrum data of tasks' },
  },
  scope: 'task',
  docs: ['api-reference/sonet-group/scrum/task/tasks-api-scrum-task-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'task',
    // A scrum is a group: a task outside of groups is in none.
    request: ({ id, row }) =>
      Object.keys(row).length > 0 && ['', '0'].includes(textAt(row, 'groupId')) ? undefined : list(id),
    none: [{ code: '0', says: 'Task not found' }],
  },
  key: (_row, parent) => parent?.id ?? '',
  name: (row) => textAt(row, 'storyPoints'),
  calledBy: 'parent',
  references: [{ field: 'epicId', to: 'epic' }],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => list(parent?.id ?? '0'),
    absent: [{ code: '0', says: 'not found' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'storyPoints', title: { ru: 'Сторипойнты', en: 'Story points' }, type: 'text' },
    { field: 'epicId', title: { ru: 'Эпик', en: 'Epic' }, type: 'reference', to: 'epic' },
  ],
};
