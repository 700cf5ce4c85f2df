import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { isZone, momentOf } from '../../base/wall-clock.ts';
import { type Context, type Method, type Reply, write } from '../method.ts';
import { siteDate } from '../company/stock/dates.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import { refuse } from '../refusal.ts';
import { calendarShelves } from '../shelves/calendar.ts';

const { calendarSection, calendarEvent } = calendarShelves;
const dayMs = 86_400_000;
/** A series without an end ends here. */
const foreverMs = Date.UTC(2038, 0, 1);

const missing = (name: string, method: string): Error =>
  refuse(`Не задан обязательный параметр "${name}" для метода "${method}"`);

function addSection({ core, params, caller }: Context): Reply {
  for (const name of ['type', 'ownerId', 'name']) {
    if (!params.has(name)) throw missing(name, 'calendar.section.add');
  }
  const type = params.text('type');
  if (type !== 'user' && type !== 'group') throw refuse('Недопустимое значение параметра "type"');
  const now = siteDate(core.clock.now());
  const id = core.store.table(calendarSection.table).add((made) => ({
    ID: String(made),
    NAME: params.text('name'),
    GAPI_CALENDAR_ID: null,
    DESCRIPTION: params.text('description') || null,
    COLOR: params.text('color') || '#9dcf00',
    TEXT_COLOR: params.text('text_color'),
    CAL_TYPE: type,
    OWNER_ID: String(params.integer('ownerId') ?? caller.userId),
    CREATED_BY: String(caller.userId),
    DATE_CREATE: now,
    TIMESTAMP_X: now,
    CAL_DAV_CON: null,
    SYNC_TOKEN: null,
    PAGE_TOKEN: null,
    EXTERNAL_TYPE: 'local',
  }));
  return { result: id };
}

interface Times {
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: string;
  readonly allDay: boolean;
}

/** Milliseconds of a time as the method takes it: with an offset of its own, else by the clock of the named zone. */
function momentIn({ core }: Context, text: string, zone: string): number | undefined {
  if (/(?:Z|[+-]\d\d:?\d\d)$/u.test(text)) return core.zone.parse(text);
  const wallMs = Date.parse(`${text.trim().replace(' ', 'T').slice(0, 19)}${text.length > 10 ? '' : 'T00:00:00'}Z`);
  if (Number.isNaN(wallMs)) return undefined;
  return isZone(zone) ? momentOf(wallMs, zone) : core.zone.parse(text);
}

function timesOf(context: Context): Times {
  const { params } = context;
  const method = 'calendar.event.add';
  const allDay = params.text('skip_time') === 'Y';
  const zone = params.text('timezone_from') || 'Europe/Moscow';
  const at = (name: 'from' | 'to'): number => {
    const stamp = params.integer(`${name}_ts`);
    if (!params.has(name) && stamp === undefined) throw missing(name, method);
    const ms = params.has(name) ? momentIn(context, params.text(name), zone) : (stamp ?? 0) * 1000;
    if (ms === undefined) throw refuse(`Недопустимое значение параметра "${name}"`);
    return ms;
  };
  const fromMs = at('from');
  return { fromMs, toMs: Math.max(fromMs, at('to')), zone, allDay };
}

/** A rule as rows show it: the days under their own names, the end as a date of the portal and as a moment. */
function ruleOf(context: Context): JsonObject | null {
  const rule = mapOf(context.params.get('rrule'));
  const frequency = textOf(rule?.['FREQ']);
  if (rule === undefined || frequency === '') return null;
  if (!/^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/u.test(frequency)) throw refuse('Недопустимое значение параметра "rrule"');
  const days = (listOf(rule['BYDAY']) ?? []).map(textOf);
  const count = integerOf(rule['COUNT']);
  const until = context.core.zone.parse(textOf(rule['UNTIL'])) ?? foreverMs;
  return {
    FREQ: frequency,
    INTERVAL: integerOf(rule['INTERVAL']) ?? 1,
    ...(days.length === 0 ? {} : { BYDAY: Object.fromEntries(days.map((day) => [day, day])) }),
    ...(count === undefined
      ? { UNTIL: siteDate(until).slice(0, 10), '~UNTIL': siteDate(until).slice(0, 10), UNTIL_TS: until / 1000 }
      : { COUNT: count }),
  };
}

const reminders = (given: Json | undefined): readonly JsonObject[] =>
  (listOf(given) ?? []).map((each) => {
    const { type = 'min', count = 0 } = mapOf(each) ?? {};
    return { type: textOf(type), count: integerOf(count) ?? 0 };
  });

function addEvent(context: Context): Reply {
  const { core, params, caller } = context;
  for (const name of ['type', 'ownerId', 'name']) {
    if (!params.has(name)) throw missing(name, 'calendar.event.add');
  }
  const sectionId = params.integer('section') ?? 0;
  const section = core.store.table(calendarSection.table).get(sectionId);
  if (section === undefined || section['CAL_TYPE'] !== params.text('type')) throw refuse('Доступ запрещен');
  const { fromMs, toMs, zone, allDay } = timesOf(context);
  const isMeeting = params.text('is_meeting') === 'Y';
  const attendees = (listOf(params.get('attendees')) ?? []).map(textOf);
  if (isMeeting && attendees.length === 0) throw missing('attendees', 'calendar.event.add');
  const rule = ruleOf(context);
  const now = siteDate(core.clock.now());
  const times: Record<string, Json> = {
    DATE_FROM: allDay ? siteDate(fromMs).slice(0, 10) : siteDate(fromMs),
    DATE_TO: allDay ? siteDate(toMs).slice(0, 10) : siteDate(toMs),
    DATE_FROM_TS_UTC: String(fromMs / 1000),
    DATE_TO_TS_UTC: String(toMs / 1000),
    DT_LENGTH: (toMs - fromMs) / 1000 + (allDay ? dayMs / 1000 : 0),
  };
  const until = rule === null ? toMs : (integerOf(rule['UNTIL_TS']) ?? foreverMs / 1000) * 1000;
  const bound = (listOf(params.get('crm_fields')) ?? []).map(textOf);
  const id = core.store.table(calendarEvent.table).add((made) => ({
    ID: String(made),
    PARENT_ID: String(made),
    DELETED: 'N',
    CAL_TYPE: params.text('type'),
    OWNER_ID: section['OWNER_ID'] ?? '0',
    NAME: params.text('name'),
    ...times,
    ORIGINAL_DATE_FROM: null,
    TZ_FROM: zone,
    TZ_TO: params.text('timezone_to') || zone,
    DT_SKIP_TIME: allDay ? 'Y' : 'N',
    EVENT_TYPE: null,
    CREATED_BY: String(caller.userId),
    DATE_CREATE: now,
    TIMESTAMP_X: now,
    DESCRIPTION: params.text('description'),
    PRIVATE_EVENT: params.text('private_event') === 'Y' ? '1' : '',
    ACCESSIBILITY: params.text('accessibility') || 'busy',
    IMPORTANCE: params.text('importance') || 'normal',
    IS_MEETING: isMeeting,
    MEETING_STATUS: isMeeting ? 'H' : null,
    MEETING_HOST: isMeeting ? params.text('host') || String(caller.userId) : '0',
    LOCATION: params.text('location'),
    REMIND: reminders(params.get('remind')),
    COLOR: params.text('color') || '#9dcf00',
    RRULE: rule,
    EXDATE: '',
    VERSION: '1',
    RECURRENCE_ID: null,
    RELATIONS: null,
    SECTION_ID: String(sectionId),
    SECT_ID: String(sectionId),
    UF_CRM_CAL_EVENT: bound.length === 0 ? false : bound,
    UF_WEBDAV_CAL_EVENT: false,
    ATTENDEE_LIST: attendees.map((each) => ({ id: Number(each), entryId: String(made), status: 'Q' })),
    _from: core.zone.format(fromMs),
    _to: core.zone.format(until),
  }));
  if (isMeeting) core.store.nextNumber('sent_invitations');
  return { result: id };
}

/** Making calendars and events (https://apidocs.bitrix24.ru/api-reference/calendar/). */
export const calendarWrites: readonly Method[] = [
  write('calendar.section.add', 'calendar', addSection),
  write('calendar.event.add', 'calendar', addEvent),
];
