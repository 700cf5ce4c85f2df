import { textOf } from '../../base/json.ts';
import { attachedSource, sizeOf } from '../drive/download.ts';
import { objectsOf, textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';
import { checklistItemCreation } from './creation.ts';

const own = ({ id, row }: RecordLike) => ({ TASKID: Number(textAt(row, 'TASK_ID')), ITEMID: Number(id) });

export const checklistItem: Kind = {
  id: 'checklist-item',
  group: 'tasks',
  title: { one: { ru: 'Пункт чек-листа', en: 'Checklist item' }, many: { ru: 'Чек-листы', en: 'Checklists' } },
  scope: 'task',
  moreScopes: ['disk'],
  docs: [
    'api-reference/tasks/checklist-item/task-checklist-item-get-list.md',
    'api-reference/tasks/checklist-item/task-checklist-item-get.md',
    'api-reference/tasks/checklist-item/task-checklist-item-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    because: {
      ru: '`changedDate` задачи не сдвигается, когда отмечают или правят пункт.',
      en: 'A task’s `changedDate` does not move when an item is ticked or edited.',
    },
    parent: 'task',
    request: ({ id }) => ({
      method: 'task.checklistitem.getlist',
      params: { TASKID: Number(id) },
      rows: [],
      idField: 'ID',
      pager: { by: 'none' },
    }),
  },
  key: 'ID',
  name: (row) => textAt(row, 'TITLE'),
  // Neighbours that go move the rest up.
  volatile: ['SORT_INDEX'],
  references: [
    { field: 'TASK_ID', to: 'task', parent: true },
    { field: 'PARENT_ID', to: 'checklist-item', parent: true },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'MEMBERS[].ID', to: 'user' },
  ],
  texts: [{ field: 'TITLE', form: 'document' }],
  personal: { TITLE: 'correspondence' },
  people: [
    {
      field: 'MEMBERS[].ID',
      title: { ru: 'Участники', en: 'Members' },
      byHand: {
        ru: 'замените участника в чек-листе задачи.',
        en: 'replace the member in the checklist of the task.',
      },
    },
  ],
  files: [
    attachedSource('attachments', (row) =>
      objectsOf(row['ATTACHMENTS']).map((file) => ({
        id: textOf(file['ATTACHMENT_ID']),
        name: textOf(file['NAME']),
        ...sizeOf(file['SIZE']),
      })),
    ),
  ],
  look: {
    by: 'get',
    call: (record) => ({ method: 'task.checklistitem.get', params: own(record) }),
    at: [],
    absent: [
      { code: 'ERROR_CORE', says: 'not found' },
      { code: 'ERROR_CORE', says: 'ITEM_NOT_FOUND_OR_NOT_ACCESSIBLE' },
    ],
  },
  deletion: {
    how: 'call',
    call: (record) => ({ method: 'task.checklistitem.delete', params: own(record), effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: checklistItemCreation,
  columns: [
    { field: 'TITLE', title: { ru: 'Пункт', en: 'Item' }, type: 'text' },
    { field: 'IS_COMPLETE', title: { ru: 'Выполнен', en: 'Done' }, type: 'boolean' },
    { field: 'TOGGLED_DATE', title: { ru: 'Когда выполнен', en: 'Done at' }, type: 'datetime' },
    { field: 'TASK_ID', title: { ru: 'Задача', en: 'Task' }, type: 'reference', to: 'task' },
  ],
};
