import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const epic: Kind = listed({
  id: 'epic',
  group: 'tasks',
  title: { one: { ru: 'Эпик', en: 'Epic' }, many: { ru: 'Эпики', en: 'Epics' } },
  scope: 'task',
  docs: [
    'api-reference/sonet-group/scrum/epic/tasks-api-scrum-epic-list.md',
    'api-reference/sonet-group/scrum/epic/tasks-api-scrum-epic-delete.md',
  ],
  list: {
    method: 'tasks.api.scrum.epic.list',
    params: { order: { ID: 'asc' } },
    rows: [],
    idField: 'id',
    pager: { by: 'offset' },
    idFilter: 'ID',
  },
  name: (row) => firstText(row, 'name', 'id'),
  references: [
    { field: 'groupId', to: 'workgroup', parent: true },
    { field: 'createdBy', to: 'user' },
  ],
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  remove: 'tasks.api.scrum.epic.delete',
  after: ['task'],
  texts: [{ field: 'description', form: 'document' }],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'groupId', title: { ru: 'Проект', en: 'Project' }, type: 'reference', to: 'workgroup' },
  ],
});
