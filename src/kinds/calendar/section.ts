import { textAt } from '../fields.ts';
import type { Codes, Kind } from '../kind.ts';
import { calendarSectionCreation } from './creation.ts';

/** api-reference/calendar/calendar-section-get.md. */
const types: Codes = {
  user: { ru: 'Личный', en: 'A person’s' },
  group: { ru: 'Группы', en: 'A workgroup’s' },
  company_calendar: { ru: 'Компании', en: 'The company’s' },
  location: { ru: 'Переговорной', en: 'A meeting room’s' },
};

const list = (type: string, ownerId: number) =>
  ({
    method: 'calendar.section.get',
    params: { type, ownerId },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
  }) as const;

/** Calendars of employees and groups, each with its owner's type and number. */
export const calendarSection: Kind = {
  id: 'calendar-section',
  group: 'calendar',
  title: { one: { ru: 'Календарь', en: 'Calendar' }, many: { ru: 'Календари', en: 'Calendars' } },
  scope: 'calendar',
  docs: ['api-reference/calendar/calendar-section-get.md', 'api-reference/calendar/calendar-section-delete.md'],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: ['user', 'workgroup'],
    stays: true,
    request: ({ id }, kind) => list(kind === 'user' ? 'user' : 'group', Number(id)),
  },
  key: 'ID',
  own: (row, userId) => row['CAL_TYPE'] === 'user' && textAt(row, 'OWNER_ID') === userId,
  name: (row) => textAt(row, 'NAME'),
  secrets: ['SYNC_TOKEN', 'PAGE_TOKEN'],
  volatile: ['TIMESTAMP_X', 'SYNC_TOKEN', 'PAGE_TOKEN', 'PERM'],
  references: [
    { field: 'OWNER_ID', to: 'user', when: (row) => row['CAL_TYPE'] === 'user' },
    { field: 'OWNER_ID', to: 'workgroup', parent: true, when: (row) => row['CAL_TYPE'] === 'group' },
    { field: 'CREATED_BY', to: 'user' },
  ],
  texts: [{ field: 'DESCRIPTION', form: 'plain' }],
  personal: {},
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: { by: 'siblings', request: ({ row }) => list(textAt(row, 'CAL_TYPE'), Number(textAt(row, 'OWNER_ID'))) },
  deletion: {
    how: 'call',
    call: ({ id, row }) => ({
      method: 'calendar.section.delete',
      params: { type: textAt(row, 'CAL_TYPE'), ownerId: Number(textAt(row, 'OWNER_ID')), id: Number(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  creation: calendarSectionCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'CAL_TYPE', title: { ru: 'Чей', en: 'Whose' }, type: 'text', codes: types },
    { field: 'OWNER_ID', title: { ru: 'Владелец', en: 'Owner' }, type: 'number' },
  ],
  limits: {
    ru: 'Личные события других людей скрыты; полный календарь даёт подключение его владельца.',
    en: 'Private events of other people are hidden; the owner’s own connection gives the whole calendar.',
  },
};
