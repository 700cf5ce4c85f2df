import { at, isObject, type JsonObject } from '../../base/json.ts';
import type { KindId } from '../../kinds/kind.ts';
import { integerOf } from '../params.ts';
import { calendarShelves } from '../shelves/calendar.ts';
import type { Place } from './place.ts';

/** A series without an end has its last day here, as the portal itself writes it. */
const lastDayMs = Date.UTC(2038, 0, 1);

function endMs(row: JsonObject): number {
  const rule = row['RRULE'];
  if (isObject(rule)) return (integerOf(rule['UNTIL_TS']) ?? 0) * 1000 || lastDayMs;
  return (integerOf(row['DATE_TO_TS_UTC']) ?? 0) * 1000;
}

export const calendarPlaces: Readonly<Record<KindId, Place>> = {
  'calendar-event': (core, row) => {
    core.store.table(calendarShelves.calendarEvent.table).put(Number(row['ID']), {
      ...row,
      _from: core.zone.format((integerOf(row['DATE_FROM_TS_UTC']) ?? 0) * 1000),
      _to: core.zone.format(endMs(row)),
    });
  },
  booking: (core, row) => {
    const _from = integerOf(at(row, ['datePeriod', 'from', 'timestamp'])) ?? 0;
    core.store.table(calendarShelves.booking.table).put(Number(row['id']), { ...row, _from });
  },
  // Its row does not say since when it waits: not since later than it was seen.
  'booking-waitlist': (core, row, { atMs }) => {
    core.store.table(calendarShelves.waitlist.table).put(Number(row['id']), {
      ...row,
      _created: core.zone.format(atMs),
    });
  },
};
