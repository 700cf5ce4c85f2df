import { textOf } from '../../base/json.ts';
import { attachedSource } from '../drive/download.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { openingOf } from '../opening.ts';

const list = (taskId: string) =>
  ({
    method: 'tasks.task.result.list',
    params: { taskId: Number(taskId) },
    rows: [],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** What was reported as done. Only its author may delete one, so it goes with the task. */
export const taskResult: Kind = {
  id: 'task-result',
  group: 'tasks',
  title: { one: { ru: 'Результат задачи', en: 'Task result' }, many: { ru: 'Результаты задач', en: 'Task results' } },
  scope: 'task',
  moreScopes: ['disk'],
  docs: [
    'api-reference/tasks/result/tasks-task-result-list.md',
    'api-reference/tasks/result/tasks-task-result-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: '`taskHasResult` говорит, есть ли итоги, но не изменились ли они; `changedDate` от них не сдвигается.',
      en: '`taskHasResult` tells whether there are results, not whether they changed; `changedDate` does not move with them.',
    },
    parent: 'task',
    request: ({ id }) => list(id),
  },
  key: 'id',
  name: (row) => openingOf(row, 'text', 'document'),
  createdAt: 'createdAt',
  volatile: ['formattedText'],
  references: [
    { field: 'taskId', to: 'task', parent: true },
    { field: 'createdBy', to: 'user' },
    { field: 'commentId', to: 'task-comment' },
  ],
  texts: [{ field: 'text', form: 'document' }],
  personal: { text: 'correspondence' },
  people: [{ field: 'createdBy', title: { ru: 'Автор', en: 'Author' } }],
  files: [attachedSource('files', (row) => elementsOf(row['files']).map((id) => ({ id: textOf(id), name: '' })))],
  look: {
    by: 'siblings',
    request: ({ row }) => list(textAt(row, 'taskId')),
    absent: [{ code: '0', says: 'access denied' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'text', title: { ru: 'Результат', en: 'Result' }, type: 'bbcode' },
    { field: 'taskId', title: { ru: 'Задача', en: 'Task' }, type: 'reference', to: 'task' },
    { field: 'createdBy', title: { ru: 'Автор', en: 'Author' }, type: 'user' },
    { field: 'createdAt', title: { ru: 'Создан', en: 'Created' }, type: 'datetime' },
  ],
};
