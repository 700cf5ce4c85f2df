import { join } from 'node:path';

import type { Archive } from '../archive/archive.ts';
import type { ArchivedRecord } from '../archive/types.ts';
import { timeOf } from '../kinds/calendar/event-time.ts';
import { textAt } from '../kinds/fields.ts';
import { calendarHead, calendarTail } from './calendar/calendar.ts';
import { eventOf, eventUid, seriesOf } from './calendar/event.ts';
import { taskUid, todoOf } from './calendar/task.ts';
import { timeZone } from './calendar/zone.ts';
import type { ConvertOptions, Format } from './format.ts';
import { World } from './importers/world.ts';
import { Losses } from './losses.ts';
import { Names, safeName } from './names.ts';
import { Output, writeText } from './output.ts';
import { walk } from './tables/walk.ts';

const yearsAhead = 2037;

/** An object of a calendar or address book, under a name that stays the same. */
export interface BookItem {
  readonly name: string;
  readonly text: string;
}

/** Each task as an object of its own. */
export function* taskItems(archive: Archive, options: ConvertOptions, losses: Losses): Generator<BookItem, void, void> {
  const world = new World(archive, options.kinds, options.mapping);
  for (const record of walk(archive, 'task', options)) {
    const text = calendarHead('') + todoOf(record, world, losses, options.language) + calendarTail;
    yield { name: safeName(`${taskUid(world, record.key.id)}.ics`), text };
  }
}

/** Each calendar with its events and series, each an object of its own. */
export function* eventItems(
  archive: Archive,
  options: ConvertOptions,
  losses: Losses,
): Generator<{ readonly calendar: string; readonly items: Iterable<BookItem> }, void, void> {
  const world = new World(archive, options.kinds, options.mapping);
  for (const { name, events } of calendarsOf(archive, options)) {
    const list = [...events()];
    if (list.length > 0) yield { calendar: name, items: seriesItems(list, world, losses, options) };
  }
}

function* seriesItems(
  list: readonly ArchivedRecord[],
  world: World,
  losses: Losses,
  options: ConvertOptions,
): Generator<BookItem, void, void> {
  for (const [uid, members] of Map.groupBy(list, (event) => eventUid(seriesOf(event, world) ?? event, world))) {
    const text = members.map((event) => eventOf(event, world, losses, options.language)).join('');
    if (text === '') continue;
    yield {
      name: safeName(`${uid}.ics`),
      text: calendarHead('') + zonesOf(members) + text + calendarTail,
    };
  }
}

/** Tasks as VTODO: one file with all, and one for each task, as CalDAV wants them. */
export const vtodo: Format = {
  id: 'vtodo',
  title: { ru: 'Задачи для календарей (iCalendar VTODO)', en: 'Tasks for calendars (iCalendar VTODO)' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'iCalendar не хранит комментарии, результаты, учёт времени, историю и файлы задач; чек-лист записан в описание.',
      en: 'iCalendar holds no comments, results, time records, history or files of tasks; the checklist is in the description.',
    });
    const world = new World(archive, options.kinds, options.mapping);
    const output = await Output.create(join(folder, 'tasks.ics'));
    try {
      await output.write(calendarHead(archive.portal));
      for (const record of walk(archive, 'task', options)) {
        const todo = todoOf(record, world, losses, options.language);
        await output.write(todo);
        const name = safeName(`${taskUid(world, record.key.id)}.ics`);
        await writeText(join(folder, 'items', name), calendarHead('') + todo + calendarTail);
      }
      await output.write(calendarTail);
    } finally {
      await output.close();
    }
    return losses;
  },
};

interface Calendar {
  readonly name: string;
  readonly events: () => Iterable<ArchivedRecord>;
}

function* calendarsOf(archive: Archive, options: ConvertOptions): Generator<Calendar, void, void> {
  for (const kind of ['calendar-section', 'company-calendar']) {
    for (const section of archive.records(kind)) {
      const owner = archive.record({ kind: 'user', id: textAt(section.row, 'OWNER_ID') });
      const whose = kind === 'calendar-section' && section.row['CAL_TYPE'] === 'user' ? (owner?.name ?? '') : '';
      const name = [whose, section.name || section.key.id].filter((part) => part !== '').join(' — ');
      yield { name, events: () => archive.children(section.key, 'calendar-event') };
    }
  }
  yield {
    name: options.language === 'ru' ? 'Без календаря' : 'No calendar',
    events: () => archive.records('calendar-event').filter((event) => isStray(archive, event)),
  };
}

function isStray(archive: Archive, { row }: ArchivedRecord): boolean {
  const id = textAt(row, 'SECTION_ID');
  return ['calendar-section', 'company-calendar'].every((kind) => archive.record({ kind, id }) === undefined);
}

/** Every zone of some events, with the jumps of its clock from the first of them on. */
function zonesOf(events: readonly ArchivedRecord[]): string {
  const firstYears = new Map<string, number>();
  for (const event of events) {
    const time = timeOf(event.row);
    if (time === undefined || time.allDay || time.zone === 'UTC') continue;
    const year = new Date(time.fromWallMs).getUTCFullYear() - 1;
    firstYears.set(time.zone, Math.min(year, firstYears.get(time.zone) ?? year));
  }
  return [...firstYears].map(([zone, year]) => timeZone(zone, year, Math.max(year, yearsAhead))).join('');
}

/** Calendars as VEVENT: a file for each calendar, and one for each event or series. */
export const vevent: Format = {
  id: 'vevent',
  title: { ru: 'Календари (iCalendar VEVENT)', en: 'Calendars (iCalendar VEVENT)' },
  async write(archive, folder, options) {
    const losses = new Losses();
    losses.note({
      ru: 'Комментарии, файлы и переговорные событий не переносятся. Приглашения никому не отправятся (SCHEDULE-AGENT=NONE).',
      en: 'Comments, files and meeting rooms of events are not taken along. No invitations will be sent (SCHEDULE-AGENT=NONE).',
    });
    const world = new World(archive, options.kinds, options.mapping);
    const names = new Names();
    let done = 0;
    for (const { name, events } of calendarsOf(archive, options)) {
      options.signal?.throwIfAborted();
      const list = [...events()];
      if (list.length === 0) continue;
      const file = names.take(name);
      const series = Map.groupBy(list, (event) => eventUid(seriesOf(event, world) ?? event, world));
      const output = await Output.create(join(folder, `${file}.ics`));
      try {
        await output.write(calendarHead(name) + zonesOf(list));
        for (const [uid, members] of series) {
          const text = members.map((event) => eventOf(event, world, losses, options.language)).join('');
          await output.write(text);
          if (text === '') continue;
          const item = calendarHead('') + zonesOf(members) + text + calendarTail;
          await writeText(join(folder, 'items', file, safeName(`${uid}.ics`)), item);
        }
        await output.write(calendarTail);
      } finally {
        await output.close();
      }
      done += list.length;
      options.tell?.('calendar-event', done, archive.size('calendar-event'));
    }
    return losses;
  },
};
