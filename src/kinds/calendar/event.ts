import { isObject, type JsonObject, textOf } from '../../base/json.ts';
import type { ListRequest } from '../../bitrix24/port.ts';
import { attachedSource } from '../drive/download.ts';
import { meetingAnswers } from '../codes.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { crmBindings } from '../tasks/bindings.ts';
import { calendarEventCreation } from './event-creation.ts';

/** Without dates the method shows three months; these take in every event that a portal of our days can hold. */
const firstYear = 2010;
const lastYear = 2037;
const always = { from: '1970-01-01', to: `${lastYear}-12-31` };

const list = (type: string, ownerId: number, section: string) =>
  ({
    method: 'calendar.event.get',
    params: { type, ownerId, ...always, section: [Number(section)] },
    rows: [],
    idField: 'ID',
    pager: { by: 'none' },
  }) as const;

/**
 * Year by year: the method has no pages, and gives a series once for each time that it takes place, so that one answer for
 * all years may be more than the portal manages in a minute.
 */
function byYears(request: ListRequest): readonly ListRequest[] {
  const within = (from: string, to: string): ListRequest => ({
    ...request,
    params: { ...(request.params as JsonObject), from, to },
  });
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, index) => firstYear + index);
  return [
    within(always.from, `${firstYear - 1}-12-31`),
    ...years.map((year) => within(`${year}-01-01`, `${year}-12-31`)),
  ];
}

export const calendarEvent: Kind = {
  id: 'calendar-event',
  group: 'calendar',
  title: {
    one: { ru: 'Событие календаря', en: 'Calendar event' },
    many: { ru: 'События календаря', en: 'Calendar events' },
  },
  scope: 'calendar',
  moreScopes: ['disk'],
  docs: [
    'api-reference/calendar/calendar-event/calendar-event-get.md',
    'api-reference/calendar/calendar-event/calendar-event-get-by-id.md',
    'api-reference/calendar/calendar-event/calendar-event-delete.md',
  ],
  take: {
    how: 'each',
    moves: 'nothing',
    parent: ['calendar-section', 'company-calendar'],
    request: ({ id, row }, kind) =>
      kind === 'company-calendar'
        ? list('company_calendar', 0, id)
        : list(textAt(row, 'CAL_TYPE'), Number(textAt(row, 'OWNER_ID')), id),
    pieces: byYears,
  },
  key: 'ID',
  // A series comes expanded, with the dates of each of its times; by its number it comes with its own, its rule and the days
  // that it leaves out (EXDATE). A time that was moved is an event of its own, and names the series.
  parts: {
    isPart: (row) => isObject(row['RRULE']),
    whole: (id) => ({ method: 'calendar.event.getbyid', params: { id: Number(id) } }),
    at: [],
  },
  own: (row, userId) => row['CAL_TYPE'] === 'user' && textAt(row, 'OWNER_ID') === userId,
  name: (row) => textAt(row, 'NAME'),
  changedAt: { field: 'TIMESTAMP_X', filter: false },
  createdAt: 'DATE_CREATE',
  // Made for the reader, or told by others.
  volatile: ['RINDEX', 'DATE_FROM_FORMATTED', 'DATE_TO_FORMATTED', 'SYNC_STATUS', 'ATTENDEE_LIST'],
  references: [
    { field: 'SECTION_ID', to: 'calendar-section', parent: true },
    {
      field: 'SECTION_ID',
      to: 'company-calendar',
      parent: true,
      when: (row) => row['CAL_TYPE'] === 'company_calendar',
    },
    { field: 'CREATED_BY', to: 'user' },
    { field: 'MEETING_HOST', to: 'user' },
    { field: 'RECURRENCE_ID', to: 'calendar-event' },
    { field: 'RELATIONS.ORIGINAL_RECURSION_ID', to: 'calendar-event' },
    ...crmBindings('UF_CRM_CAL_EVENT[]'),
  ],
  texts: [{ field: 'DESCRIPTION', form: 'document' }],
  personal: { NAME: 'correspondence', DESCRIPTION: 'correspondence', LOCATION: 'address' },
  people: [
    { field: 'CREATED_BY', title: { ru: 'Кто создал', en: 'Created by' } },
    { field: 'MEETING_HOST', title: { ru: 'Организатор', en: 'Host' } },
  ],
  files: [
    attachedSource('attachments', (row) =>
      elementsOf(row['UF_WEBDAV_CAL_EVENT']).map((id) => ({ id: textOf(id), name: '' })),
    ),
  ],
  // Its own section again: alone, an event that is gone is refused like one that is hidden.
  look: {
    by: 'siblings',
    request: ({ row }) => list(textAt(row, 'CAL_TYPE'), Number(textAt(row, 'OWNER_ID')), textAt(row, 'SECTION_ID')),
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'calendar.event.delete', params: { id: Number(id) }, effect: 'write' }),
    fate: { to: 'gone' },
  },
  creation: calendarEventCreation,
  columns: [
    { field: 'NAME', title: { ru: 'Название', en: 'Name' }, type: 'text' },
    { field: 'DATE_FROM', title: { ru: 'Начало', en: 'Begins' }, type: 'datetime' },
    { field: 'DATE_TO', title: { ru: 'Конец', en: 'Ends' }, type: 'datetime' },
    { field: 'LOCATION', title: { ru: 'Где', en: 'Where' }, type: 'text' },
    { field: 'MEETING_STATUS', title: { ru: 'Участие', en: 'Attendance' }, type: 'text', codes: meetingAnswers },
    { field: 'MEETING_HOST', title: { ru: 'Организатор', en: 'Host' }, type: 'user' },
  ],
  limits: {
    ru: 'Чужие приватные события скрыты. Повторяющееся событие хранится серией, с правилом повторения.',
    en: 'Other people’s private events are hidden. A recurring event is kept as a series, with its rule.',
  },
};
