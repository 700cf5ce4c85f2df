import { firstText } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { listed } from '../listed.ts';

/** api-reference/sonet-group/scrum/sprint/tasks-api-scrum-sprint-add.md. */
const states: Codes = {
  active: { ru: 'Идёт', en: 'Active' },
  planned: { ru: 'Запланирован', en: 'Planned' },
  completed: { ru: 'Завершён', en: 'Completed' },
};

export const sprint: Kind = listed({
  id: 'sprint',
  group: 'tasks',
  title: { one: { ru: 'Спринт', en: 'Sprint' }, many: { ru: 'Спринты', en: 'Sprints' } },
  scope: 'task',
  docs: [
    'api-reference/sonet-group/scrum/sprint/tasks-api-scrum-sprint-list.md',
    'api-reference/sonet-group/scrum/sprint/tasks-api-scrum-sprint-delete.md',
  ],
  list: {
    method: 'tasks.api.scrum.sprint.list',
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
  texts: [{ field: 'goal', form: 'plain' }],
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  remove: 'tasks.api.scrum.sprint.delete',
  after: ['task'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'status', title: { ru: 'Состояние', en: 'Status' }, type: 'text', codes: states },
    { field: 'dateStart', title: { ru: 'Начало', en: 'Begins' }, type: 'datetime' },
    { field: 'dateEnd', title: { ru: 'Конец', en: 'Ends' }, type: 'datetime' },
  ],
});
