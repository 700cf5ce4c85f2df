import { type JsonObject, textOf } from '../../base/json.ts';
import { type Context, type Method, read, type Reply, write } from '../method.ts';
import { integerOf } from '../params.ts';
import type { Where } from '../query.ts';
import { refuse } from '../refusal.ts';
import { idsWith, removeChildren, shown } from '../shelf.ts';
import { calendarShelves } from '../shelves/calendar.ts';

const { calendarSection, calendarEvent, calendarResource } = calendarShelves;

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

/** Without dates: from a month ago to three months on. */
function period({ core, params }: Context): readonly Where[] {
  const now = core.clock.now();
  const from = core.zone.normal(params.text('from')) ?? core.zone.format(now - 30 * dayMs);
  const to = core.zone.normal(params.text('to')) ?? core.zone.format(now + 90 * dayMs);
  return [
    { field: { path: '_to', type: 'datetime' }, is: '>=', value: from },
    { field: { path: '_from', type: 'datetime' }, is: '<=', value: to },
  ];
}

/** Private events of other people are hidden. */
function visible({ caller, params }: Context): readonly Where[] {
  if (params.text('type') !== 'user' || params.integer('ownerId') === caller.userId) return [];
  return [{ field: { path: 'PRIVATE_EVENT', type: 'text' }, is: '!=', value: '1' }];
}

/** One event, or each time that a recurring one takes place in its first days. */
function occurrences(event: JsonObject): readonly JsonObject[] {
  const { _times: times, ...rest } = event;
  const row = shown(rest);
  if (!Array.isArray(times)) return [row];
  return (times as readonly JsonObject[]).map((time, index) => ({ ...row, ...time, RINDEX: index }));
}

function events(context: Context): Reply {
  need(context, ['type'], 'calendar.event.get');
  const chosen = context.params.list('section').map((id) => textOf(id));
  const inSections: readonly Where[] =
    chosen.length === 0 ? [] : [{ field: { path: 'SECTION_ID', type: 'digits' }, is: 'in', values: chosen }];
  const rows = context.core.store
    .table(calendarEvent.table)
    .select({ where: [...ofOwner(context), ...inSections, ...period(context), ...visible(context)] });
  return { result: rows.flatMap(occurrences) };
}

function event(context: Context): Reply {
  need(context, ['id'], 'calendar.event.getbyid');
  const found = context.core.store.table(calendarEvent.table).get(context.params.integer('id') ?? 0);
  if (found === undefined) throw refuse('Доступ запрещен');
  return { result: occurrences(found)[0] ?? null };
}

function removeEvent({ core, params }: Context): Reply {
  const id = params.integer('id') ?? 0;
  if (id <= 0) throw refuse('Не задан id события');
  if (!core.store.table(calendarEvent.table).remove(id)) throw refuse('При удалении события произошла ошибка');
  return { result: true };
}

function removeResource(context: Context): Reply {
  need(context, ['resourceId'], 'calendar.resource.delete');
  const id = context.params.integer('resourceId') ?? 0;
  if (!context.core.store.table(calendarResource.table).remove(id))
    throw refuse('При удалении ресурса произошла ошибка');
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
  read('calendar.section.get', 'calendar', sections),
  write('calendar.section.delete', 'calendar', removeSection),
  read('calendar.event.get', 'calendar', events),
  read('calendar.event.getbyid', 'calendar', event),
  write('calendar.event.delete', 'calendar', removeEvent),
  read('calendar.resource.list', 'calendar', ({ core }) => ({
    result: core.store.table(calendarResource.table).select().map(shown),
  })),
  write('calendar.resource.delete', 'calendar', removeResource),
];
