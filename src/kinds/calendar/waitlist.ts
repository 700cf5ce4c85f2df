import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const waitlist: Kind = listed({
  id: 'booking-waitlist',
  group: 'calendar',
  title: {
    one: { ru: 'Запись листа ожидания', en: 'Waitlist entry' },
    many: { ru: 'Листы ожидания', en: 'Waitlists' },
  },
  scope: 'booking',
  docs: [
    'api-reference/booking/waitlist/booking-v1-waitlist-list.md',
    'api-reference/booking/waitlist/booking-v1-waitlist-delete.md',
    'api-reference/booking/waitlist/booking-v1-waitlist-get.md',
  ],
  list: {
    method: 'booking.v1.waitlist.list',
    params: { filter: { createdWithin: { from: '01.01.2015', to: '31.12.2037' } } },
    rows: ['waitList'],
    idField: 'id',
    pager: { by: 'none' },
  },
  name: (row) => firstText(row, 'note', 'id'),
  texts: [{ field: 'note', form: 'plain' }],
  personal: { note: 'other' },
  remove: 'booking.v1.waitlist.delete',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'booking.v1.waitlist.get', params: { id: Number(id) } }),
    at: ['waitList'],
    absent: [{ code: '1040' }],
  },
  columns: [{ field: 'note', title: { ru: 'Заметка', en: 'Note' }, type: 'text' }],
});
