import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const calendarResource: Kind = listed({
  id: 'calendar-resource',
  group: 'calendar',
  title: {
    one: { ru: 'Ресурс календаря', en: 'Calendar resource' },
    many: { ru: 'Ресурсы календаря', en: 'Calendar resources' },
  },
  scope: 'calendar',
  docs: [
    'api-reference/calendar/resource/calendar-resource-list.md',
    'api-reference/calendar/resource/calendar-resource-delete.md',
  ],
  list: { method: 'calendar.resource.list', rows: [], idField: 'ID', pager: { by: 'none' } },
  name: (row) => firstText(row, 'NAME', 'ID'),
  references: [{ field: 'CREATED_BY', to: 'user' }],
  amongAll: true,
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'calendar.resource.delete', params: { resourceId: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' }, type: 'user' },
  ],
});
