import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const bookingResource: Kind = listed({
  id: 'booking-resource',
  group: 'calendar',
  title: {
    one: { ru: 'Ресурс бронирования', en: 'Booking resource' },
    many: { ru: 'Ресурсы бронирования', en: 'Booking resources' },
  },
  scope: 'booking',
  docs: [
    'api-reference/booking/resource/booking-v1-resource-list.md',
    'api-reference/booking/resource/booking-v1-resource-delete.md',
    'api-reference/booking/resource/booking-v1-resource-get.md',
  ],
  list: {
    method: 'booking.v1.resource.list',
    params: { ORDER: { id: 'ASC' } },
    rows: ['resource'],
    idField: 'id',
    pager: { by: 'none' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  references: [{ field: 'typeId', to: 'booking-resource-type' }],
  texts: [{ field: 'description', form: 'plain' }],
  remove: 'booking.v1.resource.delete',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'booking.v1.resource.get', params: { id: Number(id) } }),
    at: ['resource'],
    absent: [{ code: '1009' }],
  },
  after: ['booking'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'typeId', title: { ru: 'Тип', en: 'Type' }, type: 'reference', to: 'booking-resource-type' },
  ],
});
