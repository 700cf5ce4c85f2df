import { fieldTypes } from '../codes.ts';
import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const taskField: Kind = listed({
  id: 'task-field',
  group: 'tasks',
  title: {
    one: { ru: 'Пользовательское поле задач', en: 'Custom field of tasks' },
    many: { ru: 'Пользовательские поля задач', en: 'Custom fields of tasks' },
  },
  scope: 'task',
  docs: [
    'api-reference/tasks/user-field/task-item-user-field-get-list.md',
    'api-reference/tasks/user-field/task-item-user-field-delete.md',
  ],
  list: {
    method: 'task.item.userfield.getlist',
    params: { ORDER: { ID: 'asc' } },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
    countable: false,
    filterParam: 'FILTER',
    orderParam: 'ORDER',
  },
  name: (row) => firstText(row, 'FIELD_NAME'),
  amongAll: true,
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'task.item.userfield.delete', params: { ID: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
    refuses: ({ row }) =>
      ['UF_CRM_TASK', 'UF_MAIL_MESSAGE', 'UF_TASK_WEBDAV_FILES'].includes(firstText(row, 'FIELD_NAME'))
        ? { ru: 'Это системное поле.', en: 'This is a system field.' }
        : undefined,
  },
  after: ['task', 'task-template'],
  columns: [
    { field: 'FIELD_NAME', title: { ru: 'Код', en: 'Code' }, type: 'text' },
    { field: 'USER_TYPE_ID', title: { ru: 'Тип', en: 'Type' }, type: 'text', codes: fieldTypes },
  ],
});
