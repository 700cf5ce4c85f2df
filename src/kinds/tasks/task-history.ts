import { textAt } from '../fields.ts';
import type { Kind, Reference } from '../kind.ts';
import { minuteAt } from '../opening.ts';
import { events, valuesByEvent } from './task-events.ts';

const list = (taskId: number) =>
  ({
    method: 'tasks.task.history.list',
    params: { taskId },
    rows: ['list'],
    idField: 'id',
    pager: { by: 'none' },
  }) as const;

/** Events whose values are numbers of other records. A list of them stays as the portal wrote it. */
const named: Readonly<Record<string, string>> = {
  RESPONSIBLE_ID: 'user',
  CREATED_BY: 'user',
  ACCOMPLICES: 'user',
  AUDITORS: 'user',
  COMMENT: 'task-comment',
  PARENT_ID: 'task',
  GROUP_ID: 'workgroup',
  FLOW_ID: 'task-flow',
};

/** What was there before and after, where that is a record. */
const valueReferences = Object.entries(named).flatMap(([event, to]) =>
  ['value.from', 'value.to'].map((field): Reference => ({
    field,
    to,
    when: (row) => textAt(row, 'field') === event,
    id: (value) => (/^[1-9]\d*$/u.test(value) ? value : undefined),
  })),
);

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
  // Its own name has the event as a code; its columns say it in words.
  calledBy: 'parent',
  createdAt: 'createdDate',
  volatile: ['user'],
  references: [{ field: 'user.id', to: 'user' }, ...valueReferences],
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
    { field: 'field', title: { ru: 'Что', en: 'What' }, type: 'text', codes: events },
    { field: 'value.from', title: { ru: 'Было', en: 'Before' }, type: 'text', codesBy: valuesByEvent },
    { field: 'value.to', title: { ru: 'Стало', en: 'After' }, type: 'text', codesBy: valuesByEvent },
    { field: 'user.id', title: { ru: 'Кто', en: 'Who' }, type: 'user' },
  ],
};
