import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { listed } from '../listed.ts';

export const bookingResourceType: Kind = listed({
  id: 'booking-resource-type',
  group: 'calendar',
  title: {
    one: { ru: 'Тип ресурса бронирования', en: 'Booking resource type' },
    many: { ru: 'Типы ресурсов бронирования', en: 'Booking resource types' },
  },
  scope: 'booking',
  docs: [
    'api-reference/booking/resource/resource-type/booking-v1-resourcetype-list.md',
    'api-reference/booking/resource/resource-type/booking-v1-resourcetype-delete.md',
    'api-reference/booking/resource/resource-type/booking-v1-resourcetype-get.md',
  ],
  list: {
    method: 'booking.v1.resourceType.list',
    params: { ORDER: { id: 'ASC' } },
    rows: ['resource'],
    idField: 'id',
    pager: { by: 'none' },
  },
  name: (row) => firstText(row, 'name', 'id'),
  remove: 'booking.v1.resourceType.delete',
  look: {
    by: 'get',
    call: ({ id }) => ({ method: 'booking.v1.resourceType.get', params: { id: Number(id) } }),
    at: ['resourceType'],
    absent: [{ code: '1013' }],
  },
  after: ['booking-resource'],
  columns: [
    { field: 'name', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'code', title: { ru: 'Код', en: 'Code' }, type: 'text' },
  ],
});
