import type { ListRequest } from '../../bitrix24/port.ts';
import { firstText } from '../fields.ts';
import type { Kind } from '../kind.ts';

const list = (resourceId: string): ListRequest => ({
  method: 'calendar.resource.booking.list',
  params: { filter: { resourceTypeIdList: [Number(resourceId)], from: '1970-01-01', to: '2037-12-31' } },
  rows: [],
  idField: 'ID',
  pager: { by: 'none' },
});

/** When a resource of the calendar is taken. */
export const resourceBooking: Kind = {
  id: 'calendar-resource-booking',
  group: 'calendar',
  title: {
    one: { ru: 'Бронь ресурса календаря', en: 'Booking of a calendar resource' },
    many: { ru: 'Брони ресурсов календаря', en: 'Bookings of calendar resources' },
  },
  scope: 'calendar',
  docs: ['api-reference/calendar/resource/calendar-resource-booking-list.md'],
  take: { how: 'each', moves: 'nothing', parent: 'calendar-resource', request: ({ id }) => list(id) },
  key: 'ID',
  name: (row) => firstText(row, 'NAME', 'ID'),
  createdAt: 'DATE_CREATE',
  volatile: ['DATE_FROM_FORMATTED', 'DATE_TO_FORMATTED'],
  references: [
    { field: 'SECTION_ID', to: 'calendar-resource', parent: true },
    { field: 'CREATED_BY', to: 'user' },
  ],
  texts: [{ field: 'DESCRIPTION', form: 'plain' }],
  personal: { DESCRIPTION: 'other' },
  people: [{ field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } }],
  look: { by: 'siblings', request: ({ parent }) => list(parent?.id ?? '0') },
  deletion: { how: 'withParent' },
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'SECTION_ID', title: { ru: 'Ресурс', en: 'Resource' }, type: 'reference', to: 'calendar-resource' },
    { field: 'DATE_FROM', title: { ru: 'С', en: 'From' }, type: 'datetime' },
    { field: 'DATE_TO', title: { ru: 'По', en: 'To' }, type: 'datetime' },
  ],
};
