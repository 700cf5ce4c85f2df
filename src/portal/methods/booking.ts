import { textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply } from '../method.ts';
import { mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { Refusal } from '../refusal.ts';
import {
  idsWith,
  listOfShelf,
  removeChildren,
  type Shelf,
  shelfDelete,
  shelfGet,
  shown,
  type Takes,
} from '../shelf.ts';
import { calendarShelves } from '../shelves/calendar.ts';

const { booking, bookingClient, bookingLink, bookingResource, bookingResourceType, waitlist } = calendarShelves;

/** Conditions that these methods have in the place of prefixes. */
function conditions(context: Context): readonly Where[] {
  const filter = context.params.struct('filter');
  const { searchQuery } = filter;
  return typeof searchQuery === 'string'
    ? [{ field: { path: 'name', type: 'text' }, is: 'contains', value: searchQuery }]
    : [];
}

function all(from: Shelf, path: string, more: (context: Context) => readonly Where[] = conditions) {
  return (context: Context): Reply => listOfShelf(from, context, { path: [path], paged: false, where: more });
}

/** Bookings between two moments, in seconds since 1970. */
function within(context: Context): readonly Where[] {
  const period = mapOf(context.params.struct('filter')['within']);
  if (period === undefined) return [];
  const [from, to] = [Number(period['dateFrom']), Number(period['dateTo'])];
  if (Number.isNaN(from) || Number.isNaN(to) || to < from) throw new Refusal('422', 'Invalid date period');
  const field = { path: '_from', type: 'integer' } as const;
  return [
    { field, is: '>=', value: from },
    { field, is: '<=', value: to },
  ];
}

function createdWithin(context: Context): readonly Where[] {
  const { core, params } = context;
  const period = mapOf(params.struct('filter')['createdWithin']);
  if (period === undefined) throw new Refusal('0', 'Required fields: createdWithin');
  const [from, to] = [period['from'], period['to']].map((date) => core.zone.normal(textOf(date)));
  if (from === undefined || to === undefined) throw new Refusal('422', 'Invalid date');
  const field = { path: '_created', type: 'datetime' } as const;
  return [
    { field, is: '>=', value: from },
    { field, is: '<=', value: to },
  ];
}

interface Family {
  readonly shelf: Shelf;
  readonly prefix: string;
  readonly one: string;
  readonly missing: readonly [string, string];
  readonly missingToDelete: readonly [string, string];
}

function family({ shelf, prefix, one, missing, missingToDelete }: Family, list: (context: Context) => Reply): Method[] {
  return [
    read(`${prefix}.list`, 'booking', list),
    shelfGet(shelf, `${prefix}.get`, { path: [one], missing: () => new Refusal(...missing) }),
    shelfDelete(shelf, `${prefix}.delete`, {
      missing: () => new Refusal(...missingToDelete),
      check: ({ id }, { core }) => {
        const takes: Takes = [
          [bookingClient, '_of'],
          [bookingLink, '_of'],
        ];
        removeChildren(core, `${wordOf(prefix)}:${textOf(id)}`, takes);
      },
    }),
  ];
}

const wordOf = (prefix: string): string => prefix.split('.').at(-1) ?? '';

interface Parts {
  /** The family's prefix, and the parameter that names one of it. */
  readonly prefix: string;
  readonly param: string;
  readonly of: Shelf;
  readonly missing: readonly [string, string];
}

/** Clients of a booking or of a waitlist entry, or what it is linked to: all at once. */
function partsOf({ prefix, param, of, missing }: Parts, from: Shelf, name: string, path: string): Method {
  return read(`${prefix}.${name}`, 'booking', ({ core, params }) => {
    if (!params.has(param)) throw new Refusal('100', `Could not find value for parameter {${param}}`);
    const id = params.integer(param) ?? 0;
    if (!core.store.table(of.table).has(id)) throw new Refusal(...missing);
    const table = core.store.table(from.table);
    const rows = idsWith(core, from, '_of', `${wordOf(prefix)}:${id}`).map((key) => table.get(key) ?? {});
    return { result: { [path]: rows.map(shown) } };
  });
}

const ofBooking: Parts = {
  prefix: 'booking.v1.booking',
  param: 'bookingId',
  of: booking,
  missing: ['1021', 'Booking not found'],
};
const ofWaitlist: Parts = {
  prefix: 'booking.v1.waitlist',
  param: 'waitListId',
  of: waitlist,
  missing: ['1040', 'Wait list not found'],
};

/** https://apidocs.bitrix24.ru/api-reference/booking/ */
export const bookings: readonly Method[] = [
  ...family(
    {
      shelf: booking,
      prefix: 'booking.v1.booking',
      one: 'booking',
      missing: ['1021', 'Booking not found'],
      missingToDelete: ['100', 'Could not find value for parameter {id}'],
    },
    all(booking, 'booking', within),
  ),
  ...family(
    {
      shelf: bookingResource,
      prefix: 'booking.v1.resource',
      one: 'resource',
      missing: ['1009', 'Resource not found'],
      missingToDelete: ['1008', 'Resource has not been found'],
    },
    all(bookingResource, 'resource'),
  ),
  ...family(
    {
      shelf: bookingResourceType,
      prefix: 'booking.v1.resourceType',
      one: 'resourceType',
      missing: ['1013', 'Resource type not found'],
      missingToDelete: ['1012', 'Resource type has not been found'],
    },
    all(bookingResourceType, 'resource'),
  ),
  ...family(
    {
      shelf: waitlist,
      prefix: 'booking.v1.waitlist',
      one: 'waitList',
      missing: ['1040', 'Wait list not found'],
      missingToDelete: ['1036', 'wait list item not found'],
    },
    all(waitlist, 'waitList', createdWithin),
  ),
  partsOf(ofBooking, bookingClient, 'client.list', 'bookingClient'),
  partsOf(ofBooking, bookingLink, 'externalData.list', 'externalData'),
  partsOf(ofWaitlist, bookingClient, 'client.list', 'waitListClient'),
  partsOf(ofWaitlist, bookingLink, 'externalData.list', 'externalData'),
];
