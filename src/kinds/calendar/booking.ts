import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const booking: Kind = listed({
  id: 'booking',
  group: 'calendar',
  title: { one: { ru: 'Бронирование', en: 'Booking' }, many: { ru: 'Бронирования', en: 'Bookings' } },
  scope: 'booking',
  docs: [
    'api-reference/booking/booking/booking-v1-booking-list.md',
    'api-reference/booking/booking/booking-v1-booking-delete.md',
    'api-reference/booking/booking/booking-v1-booking-get.md',
  ],
  list: {
    method: 'booking.v1.booking.list',
    params: { ORDER: { id: 'ASC' } },
    rows: ['booking'],
    idField: 'id',
    pager: { by: 'none' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'resourceIds[]', to: 'booking-resource' }],
  texts: [{ field: 'description', form: 'plain' }],
  personal: { name: 'other', description: 'other' },
  remove: 'booking.v1.booking.delete',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'booking.v1.booking.get', params: { id: Number(id) } }),
    at: ['booking'],
    absent: [{ code: '1021' }],
  },
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'description', title: { ru: 'Описание', en: 'Description' }, type: 'text' },
  ],
});
