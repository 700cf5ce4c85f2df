import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { only } from '../creation.ts';
import { elementsOf, objectsOf, textAt, words } from '../fields.ts';
import { timeOf } from './event-time.ts';

const dayMs = 86_400_000;
const told = words('CAL_TYPE OWNER_ID SECTION_ID NAME DESCRIPTION LOCATION ACCESSIBILITY IMPORTANCE COLOR');

/** What a row says of an event, in words that two portals share: each writes its dates in a way of its own. */
export function eventSaid(row: JsonObject): JsonObject {
  const time = timeOf(row);
  const rule = ruleSaid(row['RRULE']);
  const remind = objectsOf(row['REMIND'])
    .map((each) => only(each, ['type', 'count']))
    .filter(({ type, count }) => /^(?:min|hour|day)$/u.test(textOf(type)) && Number.isInteger(Number(textOf(count))));
  const bound = elementsOf(row['UF_CRM_CAL_EVENT']);
  return {
    ...only(row, told),
    ...(time === undefined
      ? {}
      : {
          from: wallText(time.fromWallMs, time.allDay),
          to: wallText(time.toWallMs - (time.allDay ? dayMs : 0), time.allDay),
          zone: time.zone,
        }),
    allDay: time?.allDay === true ? 'Y' : 'N',
    isPrivate: /^(?:1|Y|true)$/iu.test(textAt(row, 'PRIVATE_EVENT')) ? 'Y' : 'N',
    ...(rule === undefined ? {} : { rule }),
    ...(remind.length === 0 ? {} : { remind }),
    ...(bound.length === 0 ? {} : { bound }),
  };
}

const wallText = (wallMs: number, allDay: boolean): string => new Date(wallMs).toISOString().slice(0, allDay ? 10 : 19);

/** "For ever" is the first day of 2038. */
const foreverMs = Date.UTC(2037, 11, 31);

function ruleSaid(rule: Json | undefined): JsonObject | undefined {
  if (!isObject(rule) || !/^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/u.test(textOf(rule['FREQ']))) return undefined;
  const count = Number(textOf(rule['COUNT']));
  // Midnight of that day, wherever the portal stands.
  const untilMs = Math.round((Number(textOf(rule['UNTIL_TS'])) * 1000) / dayMs) * dayMs;
  const days = elementsOf(rule['BYDAY']).map(textOf);
  return {
    FREQ: textOf(rule['FREQ']),
    INTERVAL: textOf(rule['INTERVAL']) || '1',
    ...(textOf(rule['FREQ']) === 'WEEKLY' && days.length > 0 ? { BYDAY: days } : {}),
    ...(count > 0 ? { COUNT: count } : {}),
    ...(!(count > 0) && untilMs > 0 && untilMs < foreverMs ? { UNTIL: wallText(untilMs, true) } : {}),
  };
}
