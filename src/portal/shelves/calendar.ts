import { shelf } from '../shelf.ts';

/** Calendars and booking (https://apidocs.bitrix24.ru/api-reference/calendar/). */
export const calendarShelves = {
  calendarSection: shelf(
    'calendar_sections',
    'calendar',
    { id: 'ID', text: 'CAL_TYPE NAME', digits: 'OWNER_ID CREATED_BY' },
    { indexes: ['OWNER_ID'] },
  ),
  /** `_from`, `_to`: the moments between which it takes place. */
  calendarEvent: shelf(
    'calendar_events',
    'calendar',
    {
      id: 'ID',
      text: 'CAL_TYPE NAME PRIVATE_EVENT',
      digits: 'OWNER_ID SECTION_ID CREATED_BY',
      datetime: '_from _to',
    },
    { indexes: ['SECTION_ID', 'OWNER_ID'] },
  ),
  calendarResource: shelf('calendar_resources', 'calendar', { id: 'ID', text: 'NAME', digits: 'CREATED_BY' }),
  resourceBooking: shelf(
    'calendar_resource_bookings',
    'calendar',
    { id: 'ID', digits: 'SECTION_ID CREATED_BY', text: 'NAME', datetime: '_from' },
    { indexes: ['SECTION_ID'] },
  ),
  /** Clients and links of bookings (`_of` is `booking:15`) and of entries of the waitlist (`waitlist:7`). */
  bookingClient: shelf('booking_clients', 'booking', { text: '_of' }, { id: 'text', indexes: ['_of'] }),
  bookingLink: shelf('booking_links', 'booking', { text: '_of' }, { id: 'text', indexes: ['_of'] }),
  booking: shelf('bookings', 'booking', { id: 'id', text: 'name description', integer: '_from' }),
  bookingResource: shelf('booking_resources', 'booking', { id: 'id', integer: 'typeId', text: 'name', flag: 'isMain' }),
  bookingResourceType: shelf('booking_resource_types', 'booking', { id: 'id', text: 'name code' }),
  waitlist: shelf('booking_waitlist', 'booking', { id: 'id', text: 'note', datetime: '_created' }),
} as const;
