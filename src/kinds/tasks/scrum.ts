import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText, textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';

const backlogOf = (groupId: string): ListRequest => ({
  method: 'tasks.api.scrum.backlog.get',
  params: { id: Number(groupId) },
  rows: [],
  single: true,
  idField: 'id',
  pager: { by: 'none' },
});

/** Only a scrum has a backlog: a group with a scrum master. Asked for docs and checks, a group is an empty row. */
function isScrum({ row }: RecordLike): boolean {
  return Object.keys(row).length === 0 || !['', '0'].includes(textAt(row, 'scrumMasterId'));
}

/** Where the tasks of a scrum wait for a sprint. */
export const backlog: Kind = {
  id: 'scrum-backlog',
  group: 'tasks',
  title: {
    one: { ru: 'Бэклог скрама', en: 'Backlog of a scrum' },
    many: { ru: 'Бэклоги скрама', en: 'Scrum backlogs' },
  },
  scope: 'task',
  docs: ['api-reference/sonet-group/scrum/backlog/tasks-api-scrum-backlog-get.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'workgroup',
    request: (group) => (isScrum(group) ? backlogOf(group.id) : undefined),
    none: [{ code: '0', says: 'Backlog not found' }],
  },
  key: 'id',
  name: (row) => firstText(row, 'groupId', 'id'),
  calledBy: ['groupId'],
  references: [
    { field: 'groupId', to: 'workgroup', parent: true },
    { field: 'createdBy', to: 'user' },
  ],
  personal: {},
  people: [{ field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: {
    by: 'siblings',
    request: ({ parent }) => backlogOf(parent?.id ?? '0'),
    absent: [{ code: '0', says: 'not found' }],
  },
  // Deleted, it is made anew: it goes with its group.
  deletion: { how: 'withParent' },
  columns: [
    { field: 'groupId', title: { ru: 'Группа', en: 'Group' }, type: 'reference', to: 'workgroup' },
    { field: 'createdBy', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
};

const stagesOf = (sprintId: string): ListRequest => ({
  method: 'tasks.api.scrum.kanban.getStages',
  params: { sprintId: Number(sprintId) },
  rows: [],
  idField: 'id',
  pager: { by: 'none' },
});

/** Columns of a sprint's board. */
export const sprintStage: Kind = {
  id: 'sprint-stage',
  group: 'tasks',
  title: {
    one: { ru: 'Стадия спринта', en: 'Stage of a sprint' },
    many: { ru: 'Стадии спринтов', en: 'Stages of sprints' },
  },
  scope: 'task',
  docs: ['api-reference/sonet-group/scrum/kanban/tasks-api-scrum-kanban-get-stages.md'],
  take: { how: 'each', moves: 'nothing', parent: 'sprint', request: ({ id }) => stagesOf(id) },
  key: 'id',
  name: (row) => textAt(row, 'name'),
  references: [{ field: 'sprintId', to: 'sprint', parent: true }],
  personal: {},
  people: [],
  look: {
    by: 'siblings',
    request: ({ parent }) => stagesOf(parent?.id ?? '0'),
    absent: [{ code: '0', says: 'not found' }],
  },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'sprintId', title: { ru: 'Спринт', en: 'Sprint' }, type: 'reference', to: 'sprint' },
    { field: 'sort', title: { ru: 'Порядок', en: 'Order' }, type: 'number' },
  ],
};
