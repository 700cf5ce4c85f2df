import { type Json, type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { siteDate } from '../company/stock/dates.ts';
import { calendarWrites } from './calendar-writes.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import type { Where } from '../query.ts';
import { refuse } from '../refusal.ts';
import { idsWith, removeChildren, shown } from '../shelf.ts';
import { calendarShelves } from '../shelves/calendar.ts';

const { calendarSection, calendarEvent, calendarResource, resourceBooking } = calendarShelves;

function need({ params }: Context, names: readonly string[], method: string): void {
  for (const name of names) {
    if (params.has(name)) continue;
    throw refuse(`Не задан обязательный параметр "${name}" для метода "${method}"`);
  }
}

/** Whose calendars: the company's have no owner. */
function ofOwner({ params }: Context): readonly Where[] {
  const type = params.text('type');
  const calType: Where = { field: { path: 'CAL_TYPE', type: 'text' }, is: '=', value: type };
  if (type === 'company_calendar') return [calType];
  const owner = String(params.integer('ownerId') ?? 0);
  return [calType, { field: { path: 'OWNER_ID', type: 'digits' }, is: '=', value: owner }];
}

function sections(context: Context): Reply {
  need(context, ['type', 'ownerId'], 'calendar.section.get');
  return {
    result: context.core.store
      .table(calendarSection.table)
      .select({ where: ofOwner(context) })
      .map(shown),
  };
}

function removeSection(context: Context): Reply {
  need(context, ['type', 'ownerId'], 'calendar.section.delete');
  const { core, params } = context;
  const id = params.integer('id') ?? 0;
  if (id <= 0) throw refuse('Не задан id секции');
  const mine = core.store.table(calendarSection.table).ids({ where: ofOwner(context) });
  if (!mine.includes(id)) throw refuse('Доступ запрещен');
  removeChildren(core, id, [[calendarEvent, 'SECTION_ID']]);
  core.store.table(calendarSection.table).remove(id);
  return { result: true };
}

const dayMs = 86_400_000;

/** Without dates: from a month ago to three months on. The last day is meant whole. */
function periodMs({ core, params }: Context): readonly [number, number] {
  const now = core.clock.now();
  const to = core.zone.parse(params.text('to'));
  return [
    core.zone.parse(params.text('from')) ?? now - 30 * dayMs,
    to === undefined ? now + 90 * dayMs : to + dayMs - 1,
  ];
}

function period(context: Context): readonly Where[] {
  const [from, to] = periodMs(context).map((ms) => context.core.zone.format(ms));
  return [
    { field: { path: '_to', type: 'datetime' }, is: '>=', value: from ?? '' },
    { field: { path: '_from', type: 'datetime' }, is: '<=', value: to ?? '' },
  ];
}

/** Private events of other people are hidden. */
function visible({ caller, params }: Context): readonly Where[] {
  if (params.text('type') !== 'user' || params.integer('ownerId') === caller.userId) return [];
  return [{ field: { path: 'PRIVATE_EVENT', type: 'text' }, is: '!=', value: '1' }];
}

const weekMs = 7 * dayMs;

/** Times of an event as its row shows them. */
function timesAt(fromMs: number, lengthMs: number): JsonObject {
  return {
    DATE_FROM: siteDate(fromMs),
    DATE_TO: siteDate(fromMs + lengthMs),
    DATE_FROM_TS_UTC: String(fromMs / 1000),
    DATE_TO_TS_UTC: String((fromMs + lengthMs) / 1000),
  };
}

/** An event, or each time within a period that a weekly one takes place. By its number it comes as it is. */
function occurrences(event: JsonObject, [fromMs, toMs]: readonly [number, number]): readonly JsonObject[] {
  const row = shown(event);
  const rule = mapOf(event['RRULE']);
  if (rule?.['FREQ'] !== 'WEEKLY') return [row];
  const first = Number(textOf(event['DATE_FROM_TS_UTC'])) * 1000;
  const lengthMs = Number(textOf(event['DATE_TO_TS_UTC'])) * 1000 - first;
  const untilMs = Number(textOf(rule['UNTIL_TS']) || 'Infinity') * 1000 + dayMs;
  const leftOut = new Set(textOf(event['EXDATE']).split(';'));
  const times: JsonObject[] = [];
  for (let index = Math.max(0, Math.ceil((fromMs - first) / weekMs)); ; index += 1) {
    const at = first + index * weekMs;
    if (at > Math.min(untilMs, toMs)) return times;
    const moved = timesAt(at, lengthMs);
    if (!leftOut.has(textOf(moved['DATE_FROM']).slice(0, 10))) times.push({ ...row, ...moved, RINDEX: index });
  }
}

function events(context: Context): Reply {
  need(context, ['type'], 'calendar.event.get');
  const chosen = context.params.list('section').map((id) => textOf(id));
  const inSections: readonly Where[] =
    chosen.length === 0 ? [] : [{ field: { path: 'SECTION_ID', type: 'digits' }, is: 'in', values: chosen }];
  const rows = context.core.store
    .table(calendarEvent.table)
    .select({ where: [...ofOwner(context), ...inSections, ...period(context), ...visible(context)] });
  const within = periodMs(context);
  return { result: rows.flatMap((row) => occurrences(row, within)) };
}

function event(context: Context): Reply {
  need(context, ['id'], 'calendar.event.getbyid');
  const found = context.core.store.table(calendarEvent.table).get(context.params.integer('id') ?? 0);
  if (found === undefined) throw refuse('Доступ запрещен');
  return { result: shown(found) };
}

function removeEvent({ core, params }: Context): Reply {
  const id = params.integer('id') ?? 0;
  if (id <= 0) throw refuse('Не задан id события');
  if (!core.store.table(calendarEvent.table).remove(id)) throw refuse('При удалении события произошла ошибка');
  return { result: true };
}

const textsOf = (values: readonly Json[]): readonly string[] => values.map((value) => textOf(value));

/** When these resources are taken, between two days. */
function resourceBookings({ core, params }: Context): Reply {
  const filter = params.map('filter');
  const resources = listOf(filter['resourceTypeIdList']) ?? [];
  const single = listOf(filter['resourceIdList']) ?? [];
  if (resources.length + single.length === 0) {
    const name = `filter['resourceTypeIdList']`;
    throw refuse(`Не задан обязательный параметр "${name}" для метода "calendar.resource.booking.list"`);
  }
  const table = core.store.table(resourceBooking.table);
  const from = core.zone.parse(textOf(filter['from'])) ?? 0;
  const to = (core.zone.parse(textOf(filter['to'])) ?? Number.MAX_SAFE_INTEGER) + dayMs;
  const of =
    single.length > 0 ? ({ path: 'ID', type: 'id' } as const) : ({ path: 'SECTION_ID', type: 'digits' } as const);
  const rows = table.select({
    where: [{ field: of, is: 'in', values: single.length > 0 ? textsOf(single).map(Number) : textsOf(resources) }],
  });
  const isWithin = (row: JsonObject): boolean => {
    const at = Number(textOf(row['DATE_FROM_TS_UTC'])) * 1000;
    return at >= from && at < to;
  };
  return { result: rows.filter(isWithin).map(shown) };
}

function removeResource(context: Context): Reply {
  need(context, ['resourceId'], 'calendar.resource.delete');
  const id = context.params.integer('resourceId') ?? 0;
  if (!context.core.store.table(calendarResource.table).remove(id))
    throw refuse('При удалении ресурса произошла ошибка');
  removeChildren(context.core, id, [[resourceBooking, 'SECTION_ID']]);
  return { result: true };
}

/** The calendars of a group go with it. */
export function removeGroupCalendars({ core }: Pick<Context, 'core'>, groupId: number): void {
  for (const id of idsWith(core, calendarSection, 'OWNER_ID', groupId)) {
    const section = core.store.table(calendarSection.table).get(id);
    if (section?.['CAL_TYPE'] !== 'group') continue;
    removeChildren(core, integerOf(section['ID']) ?? 0, [[calendarEvent, 'SECTION_ID']]);
    core.store.table(calendarSection.table).remove(id);
  }
}

export const calendar: readonly Method[] = [
  ...calendarWrites,
  read('calendar.section.get', 'calendar', sections),
  write('calendar.section.delete', 'calendar', removeSection),
  read('calendar.event.get', 'calendar', events),
  read('calendar.event.getbyid', 'calendar', event),
  write('calendar.event.delete', 'calendar', removeEvent),
  read('calendar.resource.list', 'calendar', ({ core }) => ({
    result: core.store.table(calendarResource.table).select().map(shown),
  })),
  read('calendar.resource.booking.list', 'calendar', resourceBookings),
  write('calendar.resource.delete', 'calendar', removeResource),
];
