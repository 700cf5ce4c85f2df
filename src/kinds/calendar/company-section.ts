import { textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';
import { companyCalendarCreation } from './creation.ts';

const list = {
  method: 'calendar.section.get',
  params: { type: 'company_calendar', ownerId: 0 },
  rows: [],
  idField: 'ID',
  pager: { by: 'none' },
} as const;

export const companyCalendar: Kind = listed({
  id: 'company-calendar',
  group: 'calendar',
  title: {
    one: { ru: 'Календарь компании', en: 'Company calendar' },
    many: { ru: 'Календари компании', en: 'Company calendars' },
  },
  scope: 'calendar',
  docs: ['api-reference/calendar/calendar-section-get.md', 'api-reference/calendar/calendar-section-delete.md'],
  list,
  name: (row) => textAt(row, 'NAME'),
  secrets: ['SYNC_TOKEN', 'PAGE_TOKEN'],
  volatile: ['TIMESTAMP_X', 'SYNC_TOKEN', 'PAGE_TOKEN', 'PERM'],
  amongAll: true,
  deletion: {
    how: 'call',
    call: ({ id }) => ({
      method: 'calendar.section.delete',
      params: { type: 'company_calendar', ownerId: 0, id: Number(id) },
      effect: 'write',
    }),
    fate: { to: 'gone' },
  },
  creation: companyCalendarCreation,
  columns: [{ field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' }],
});
