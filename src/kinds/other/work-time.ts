import type { ListRequest } from '../../bitrix24/port.ts';
import { textAt, words } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { minuteAt } from '../opening.ts';

const list = (userId: number): ListRequest => ({
  method: 'timeman.record.list',
  api: 'v3',
  params: {
    filter: [['userId', userId]],
    select: words('id userId startTime endTime duration breakLength state isApproved'),
    order: { id: 'ASC' },
  },
  rows: ['items'],
  idField: 'id',
  pager: { by: 'v3', limit: 200 },
});

/** Work days, employee by employee: the method wants one in its filter. */
export const workTime: Kind = {
  id: 'work-time',
  group: 'other',
  title: { one: { ru: 'Рабочий день', en: 'Work day' }, many: { ru: 'Учёт рабочего времени', en: 'Work time' } },
  scope: 'timeman',
  api: 'v3',
  docs: ['api-reference/timeman/record/timeman-record-list.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: 'user',
    stays: true,
    request: ({ id }) => list(Number(id)),
  },
  key: 'id',
  name: (row) => minuteAt(row, 'startTime'),
  calledBy: ['userId'],
  createdAt: 'startTime',
  references: [{ field: 'userId', to: 'user' }],
  personal: {},
  people: [{ field: 'userId', title: { ru: 'Сотрудник', en: 'Employee' } }],
  look: { by: 'siblings', request: ({ row }) => list(Number(textAt(row, 'userId'))) },
  deletion: {
    how: 'never',
    why: { ru: 'REST не удаляет учёт рабочего времени.', en: 'REST does not delete work time.' },
  },
  columns: [
    { field: 'userId', title: { ru: 'Сотрудник', en: 'Employee' }, type: 'user' },
    { field: 'startTime', title: { ru: 'Начало', en: 'Begin' }, type: 'datetime' },
    { field: 'endTime', title: { ru: 'Конец', en: 'End' }, type: 'datetime' },
  ],
};
