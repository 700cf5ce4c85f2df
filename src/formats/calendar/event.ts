import { isObject, type Json, textOf } from '../../base/json.ts';
import type { Language } from '../../base/text.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { dayOf, type EventTime, timeOf } from '../../kinds/calendar/event-time.ts';
import { dayOrderOf, portalDate } from '../../kinds/calendar/portal-date.ts';
import { elementsOf, objectsOf, textAt } from '../../kinds/fields.ts';
import { contentLine, optionalLine, textValue } from '../content-lines.ts';
import { plain, type World } from '../importers/world.ts';
import type { Losses } from '../losses.ts';
import { personLine, withoutName } from './calendar.ts';
import { dateStamp, utcStamp, wallStamp } from './zone.ts';

const dayMs = 86_400_000;
/** What Bitrix24 writes for "for ever": the first day of 2038. */
const foreverMs = Date.UTC(2037, 11, 31);

const unreadable = {
  ru: 'Дату события не удалось прочитать: событие не перенесено.',
  en: 'The date of the event could not be read: it is not taken along.',
};
const noRule = {
  ru: 'Правило повторения непонятно: перенесено только первое событие серии.',
  en: 'The rule of repetition is not understood: only the first event of the series is taken along.',
};

function stampLine(name: string, wallMs: number, { allDay, zone }: EventTime): string {
  if (allDay) return contentLine(`${name};VALUE=DATE`, dateStamp(wallMs));
  return zone === 'UTC' ? contentLine(name, utcStamp(wallMs)) : contentLine(`${name};TZID=${zone}`, wallStamp(wallMs));
}

/** `FREQ=WEEKLY;BYDAY=MO,WE` of the portal's object or text; '' for no series, undefined for a rule that is none. */
export function ruleOf(rule: Json | undefined, time: EventTime): string | undefined {
  if (typeof rule === 'string') {
    const parts = rule.replace(/^RRULE:/iu, '').split(';');
    const pairs = parts.map((part) => part.split('=')).filter(([name]) => name !== '');
    if (pairs.length === 0) return '';
    return ruleOf(Object.fromEntries(pairs.map(([name = '', value = '']) => [name.toUpperCase(), value])), time);
  }
  if (!isObject(rule) || Object.keys(rule).length === 0) return '';
  const frequency = textOf(rule['FREQ']).toUpperCase();
  if (frequency === '' || frequency === 'NONE') return '';
  if (!/^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/u.test(frequency)) return undefined;
  const parts = [`FREQ=${frequency}`];
  const interval = Number(textOf(rule['INTERVAL']));
  if (Number.isInteger(interval) && interval > 1) parts.push(`INTERVAL=${interval}`);
  const byDay = typeof rule['BYDAY'] === 'string' ? rule['BYDAY'].split(',') : elementsOf(rule['BYDAY']).map(textOf);
  const days = byDay.filter((each) => /^[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU)$/u.test(each));
  if (frequency === 'WEEKLY' && days.length > 0) parts.push(`BYDAY=${[...new Set(days)].join(',')}`);
  const count = Number(textOf(rule['COUNT']));
  const until = Number(textOf(rule['UNTIL_TS'])) * 1000;
  if (Number.isInteger(count) && count > 0) parts.push(`COUNT=${count}`);
  else if (until > 0 && until < foreverMs) {
    // The last day counts whole: one day more takes in every zone of it, and no event of the next but one.
    const lastMs = Math.floor(until / dayMs) * dayMs;
    parts.push(`UNTIL=${time.allDay ? dateStamp(lastMs) : utcStamp(lastMs + dayMs - 1000)}`);
  }
  return parts.join(';');
}

function exceptDates(record: ArchivedRecord, time: EventTime): string {
  const order = dayOrderOf(textAt(record.row, 'DATE_FROM'), Number(textAt(record.row, 'DATE_FROM_TS_UTC')) * 1000);
  let lines = '';
  for (const text of textAt(record.row, 'EXDATE').split(/[;,]/u)) {
    const date = portalDate(text, order);
    if (date !== undefined)
      lines += stampLine('EXDATE', dayOf(date.wallMs) + (time.fromWallMs - dayOf(time.fromWallMs)), time);
  }
  return lines;
}

const units: Readonly<Record<string, (count: number) => string>> = {
  min: (count) => `-PT${count}M`,
  hour: (count) => `-PT${count}H`,
  day: (count) => `-P${count}D`,
};

function alarms({ row }: ArchivedRecord, title: string): string {
  return objectsOf(row['REMIND'])
    .map((remind) => {
      const count = Number(textOf(remind['count']));
      const trigger = units[textOf(remind['type'])];
      if (trigger === undefined || !Number.isInteger(count) || count < 0) return '';
      return (
        contentLine('BEGIN', 'VALARM') +
        contentLine('ACTION', 'DISPLAY') +
        contentLine('DESCRIPTION', title) +
        contentLine('TRIGGER', trigger(count)) +
        contentLine('END', 'VALARM')
      );
    })
    .join('');
}

const answers: Readonly<Record<string, string>> = { H: 'ACCEPTED', Y: 'ACCEPTED', N: 'DECLINED', Q: 'NEEDS-ACTION' };

function peopleOf({ row }: ArchivedRecord, world: World): string {
  const host = textAt(row, 'MEETING_HOST');
  const list = objectsOf(row['ATTENDEE_LIST']).filter((each) => textOf(each['id']) !== '');
  if (host === '' || host === '0' || list.length === 0) return '';
  return (
    personLine('ORGANIZER', host, world) +
    list
      .map((each) =>
        personLine('ATTENDEE', textOf(each['id']), world, {
          PARTSTAT: answers[textOf(each['status'])] ?? 'NEEDS-ACTION',
        }),
      )
      .join('')
  );
}

/** The name by which phones that were synchronised know it already, or one of ours. */
export function eventUid({ key, row }: ArchivedRecord, world: World): string {
  return textAt(row, 'DAV_XML_ID') || `b24-event-${key.id}@${world.archive.portal}`;
}

/** The series that a changed single event belongs to: its record, when the archive holds it. */
export function seriesOf({ row, key }: ArchivedRecord, world: World): ArchivedRecord | undefined {
  const id = textAt(row, 'RECURRENCE_ID');
  if (id === '' || id === '0' || id === key.id || textAt(row, 'ORIGINAL_DATE_FROM') === '') return undefined;
  return world.archive.record({ kind: 'calendar-event', id });
}

/** An event as VEVENT; '' (and a loss) when its date can't be read. */
export function eventOf(record: ArchivedRecord, world: World, losses: Losses, language: Language): string {
  const { row, key } = record;
  const time = timeOf(record.row);
  if (time === undefined) {
    losses.add(unreadable, key);
    return '';
  }
  const title = textValue(textAt(row, 'NAME') || withoutName[language]);
  const series = seriesOf(record, world);
  const rule = series === undefined ? ruleOf(row['RRULE'], time) : '';
  if (rule === undefined) losses.add(noRule, key);
  let event = contentLine('BEGIN', 'VEVENT') + contentLine('UID', textValue(eventUid(series ?? record, world)));
  event += contentLine('DTSTAMP', utcStamp(record.seenAtMs)) + contentLine('SUMMARY', title);
  event += stampLine('DTSTART', time.fromWallMs, time);
  if (time.toWallMs > time.fromWallMs) event += stampLine('DTEND', time.toWallMs, time);
  if (rule !== undefined && rule !== '') event += contentLine('RRULE', rule) + exceptDates(record, time);
  if (series !== undefined) event += recurrenceLine(record, series);
  event += optionalLine('DESCRIPTION', textValue(plain(textAt(row, 'DESCRIPTION'))));
  event += optionalLine('LOCATION', textValue(textAt(row, 'LOCATION')));
  event += contentLine('TRANSP', textAt(row, 'ACCESSIBILITY') === 'free' ? 'TRANSPARENT' : 'OPAQUE');
  if (/^(?:1|Y|true)$/iu.test(textAt(row, 'PRIVATE_EVENT'))) event += contentLine('CLASS', 'PRIVATE');
  if (textAt(row, 'IMPORTANCE') === 'high') event += contentLine('PRIORITY', '1');
  event += peopleOf(record, world);
  event += optionalLine('X-B24-CRM', textValue(elementsOf(row['UF_CRM_CAL_EVENT']).map(textOf).join(',')));
  event += contentLine('X-B24-ID', world.id(record)) + alarms(record, title);
  return event + contentLine('END', 'VEVENT');
}

/** Which event of the series it stands for: by the clock of the series. */
function recurrenceLine(record: ArchivedRecord, series: ArchivedRecord): string {
  const master = timeOf(series.row);
  const order = dayOrderOf(textAt(record.row, 'DATE_FROM'), Number(textAt(record.row, 'DATE_FROM_TS_UTC')) * 1000);
  const original = portalDate(textAt(record.row, 'ORIGINAL_DATE_FROM'), order);
  if (master === undefined || original === undefined) return '';
  const time = master.fromWallMs - dayOf(master.fromWallMs);
  return stampLine('RECURRENCE-ID', dayOf(original.wallMs) + (master.allDay ? 0 : time), master);
}
