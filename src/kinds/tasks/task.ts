import { textOf } from '../../base/json.ts';
import { attachedSource } from '../drive/download.ts';
import { elementsOf, textAt, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { taskBin } from './bin.ts';
import { crmBindings } from './bindings.ts';
import { priorities, statuses } from './task-codes.ts';
import { taskPeople } from './people.ts';
import { formByFlag } from '../texts.ts';
import { taskCreation } from './creation.ts';

const list = {
  method: 'tasks.task.list',
  rows: ['tasks'],
  idField: 'id',
  idFilter: 'ID',
  pager: { by: 'id' },
} as const;
const select = ['*', 'UF_*'];

export const task: Kind = {
  id: 'task',
  group: 'tasks',
  sought: true,
  title: { one: { ru: 'Задача', en: 'Task' }, many: { ru: 'Задачи', en: 'Tasks' } },
  scope: 'task',
  moreScopes: ['disk'],
  docs: [
    'api-reference/tasks/tasks-task-list.md',
    'api-reference/tasks/tasks-task-get.md',
    'api-reference/tasks/tasks-task-update.md',
    'api-reference/tasks/tasks-task-delete.md',
    'api-reference/tasks/fields.md',
  ],
  take: { how: 'list', request: { ...list, params: { select } } },
  key: 'id',
  name: (row) => textAt(row, 'title'),
  changedAt: { field: 'changedDate', filter: 'CHANGED_DATE' },
  createdAt: 'createdDate',
  volatile: [
    // Counters, marks of the reader, and what is drawn from other records.
    ...words(`
      activityDate viewedDate notViewed commentsCount serviceCommentsCount newCommentsCount counter favorite
      isMuted isPinned isPinnedInGroup sorting action outlookVersion exchangeModified creator responsible
      accomplicesData auditorsData group parsedDescription subStatus timeElapsed timeSpentInLogs
      timerIsRunningForCurrentUser durationFact forumTopicId forumId taskHasResult taskHasOpenResult checklist
      statusComplete countFiles
    `),
    // A parent task may go first and leave this empty.
    'parentId',
  ],
  references: [
    { field: 'responsibleId', to: 'user' },
    { field: 'createdBy', to: 'user' },
    { field: 'accomplices[]', to: 'user' },
    { field: 'auditors[]', to: 'user' },
    { field: 'parentId', to: 'task' },
    { field: 'groupId', to: 'workgroup' },
    { field: 'flowId', to: 'task-flow' },
    { field: 'forkedByTemplateId', to: 'task-template' },
    ...crmBindings('ufCrmTask[]'),
  ],
  texts: [{ field: 'description', form: formByFlag('descriptionInBbcode') }],
  personal: { title: 'correspondence', description: 'correspondence' },
  people: taskPeople,
  files: [
    attachedSource('attachments', (row) =>
      elementsOf(row['ufTaskWebdavFiles']).map((id) => ({ id: textOf(id), name: '' })),
    ),
  ],
  look: { by: 'ids', request: (ids) => ({ ...list, params: { select, filter: { ID: ids.map(Number) } } }) },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'tasks.task.delete', params: { taskId: Number(id) }, effect: 'write' }),
    fate: taskBin,
  },
  creation: taskCreation,
  columns: [
    { field: 'title', title: { ru: 'Название', en: 'Title' }, type: 'text' },
    { field: 'responsibleId', title: { ru: 'Исполнитель', en: 'Responsible' }, type: 'user' },
    { field: 'createdBy', title: { ru: 'Постановщик', en: 'Creator' }, type: 'user' },
    { field: 'deadline', title: { ru: 'Крайний срок', en: 'Deadline' }, type: 'datetime' },
    { field: 'status', title: { ru: 'Статус', en: 'Status' }, type: 'text', codes: statuses },
    { field: 'priority', title: { ru: 'Приоритет', en: 'Priority' }, type: 'text', codes: priorities },
    { field: 'groupId', title: { ru: 'Проект', en: 'Project' }, type: 'reference', to: 'workgroup' },
    { field: 'createdDate', title: { ru: 'Создана', en: 'Created' }, type: 'datetime' },
    { field: 'changedDate', title: { ru: 'Изменена', en: 'Changed' }, type: 'datetime' },
    { field: 'description', title: { ru: 'Описание', en: 'Description' }, type: 'bbcode' },
  ],
  path: ({ id, row }) => `/company/personal/user/${textAt(row, 'responsibleId') || '0'}/tasks/task/view/${id}/`,
  limits: {
    ru: 'Администратор видит все задачи, руководитель — задачи подчинённых, остальные — свои.',
    en: 'An administrator sees all tasks, a head those of subordinates, everyone else their own.',
  },
};
