import { firstText, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { minuteAt } from '../opening.ts';
import { elapsedTimeCreation } from './work-creation.ts';

/** Time spent on tasks. Without a task the method gives the time of the whole portal. */
export const elapsedTime: Kind = {
  id: 'elapsed-time',
  group: 'tasks',
  title: { one: { ru: 'Затраченное время', en: 'Time record' }, many: { ru: 'Затраченное время', en: 'Time records' } },
  scope: 'task',
  docs: [
    'api-reference/tasks/elapsed-item/task-elapsed-item-get-list.md',
    'api-reference/tasks/elapsed-item/task-elapsed-item-delete.md',
  ],
  take: {
    how: 'list',
    request: {
      method: 'task.elapseditem.getlist',
      params: [{ ID: 'asc' }, {}, ['*']],
      rows: [],
      idField: 'ID',
      filterParam: '1',
      pager: { by: 'numbered' },
    },
  },
  key: 'ID',
  name: (row) => firstText(row, 'COMMENT_TEXT') || minuteAt(row, 'CREATED_DATE'),
  createdAt: 'CREATED_DATE',
  references: [
    { field: 'TASK_ID', to: 'task', parent: true },
    { field: 'USER_ID', to: 'user' },
  ],
  texts: [{ field: 'COMMENT_TEXT', form: 'plain' }],
  personal: { COMMENT_TEXT: 'correspondence' },
  people: [{ field: 'USER_ID', title: { ru: 'Сотрудник', en: 'Employee' } }],
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'task.elapseditem.getlist', params: [{ ID: 'asc' }, { ID: Number(id) }] }),
    at: ['0'],
  },
  deletion: {
    how: 'call',
    call: ({ id, row }) => ({
      method: 'task.elapseditem.delete',
      params: { TASKID: Number(textAt(row, 'TASK_ID')), ITEMID: Number(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  creation: elapsedTimeCreation,
  columns: [
    { field: 'TASK_ID', title: { ru: 'Задача', en: 'Task' }, type: 'reference', to: 'task' },
    { field: 'USER_ID', title: { ru: 'Сотрудник', en: 'Employee' }, type: 'user' },
    { field: 'SECONDS', title: { ru: 'Секунд', en: 'Seconds' }, type: 'number' },
    { field: 'COMMENT_TEXT', title: { ru: 'Комментарий', en: 'Comment' }, type: 'text' },
    { field: 'CREATED_DATE', title: { ru: 'Записано', en: 'Recorded' }, type: 'datetime' },
  ],
};
