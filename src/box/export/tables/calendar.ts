import { isList, type Json, type JsonObject } from '../../../base/json.ts';
import { withCustomValues } from '../custom-values.ts';
import { rowsFor, textOfCell } from '../schema.ts';
import { inSiteForm, type SiteDates, siteDates } from '../site-dates.ts';
import type { Adder, Raw, Reading, TableKind } from '../table-kind.ts';

/** The rest are rooms, and what other modules keep in calendars. */
const taken = `CAL_TYPE IN ('user', 'group', 'company_calendar')`;

/** Rules and left out days lie in the tables as `31.12.2026`, however the site writes days. */
function daysIn(text: string, { day }: SiteDates): string {
  return text.replaceAll(/(\d\d)\.(\d\d)\.(\d{4})/gu, (_all, date: string, month: string, year: string) =>
    day(`${year}-${month}-${date}`),
  );
}

/** Until then a series without an end goes on. */
const forever = '01.01.2038';

/** `FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=31.12.2026` as the methods of the calendar show it. */
function ruleOf(text: string, dates: SiteDates): JsonObject | null {
  const parts = new Map(
    text.split(';').map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? '']),
  );
  const [frequency, until, count] = [parts.get('FREQ'), parts.get('UNTIL'), parts.get('COUNT')];
  if (frequency === undefined) return null;
  const rule: Record<string, Json> = { FREQ: frequency };
  if (frequency === 'WEEKLY') {
    const days = [...(parts.get('BYDAY') ?? '').matchAll(/([-+]?\d+)?(MO|TU|WE|TH|FR|SA|SU)/gu)];
    const named = Object.fromEntries(days.map(([, which, day = '']) => [day, which ?? day]));
    rule['BYDAY'] = days.length === 0 ? { MO: 'MO' } : named;
  }
  for (const name of ['BYMONTHDAY', 'BYYEARDAY', 'BYSETPOS', 'BYWEEKNO', 'BYMONTH']) {
    const numbers = (parts.get(name) ?? '').split(',').map(Number).filter(Boolean);
    if (numbers.length > 0) rule[name] = Object.fromEntries(numbers.map((each) => [String(each), each]));
  }
  rule['INTERVAL'] = Math.max(1, Number(parts.get('INTERVAL') ?? 1));
  if (count !== undefined && Number(count) > 0) rule['COUNT'] = Number(count);
  if (until === undefined) return { ...rule, '~UNTIL': null };
  const shown = daysIn(until, dates);
  const untilMs = Date.parse(until.split('.').toReversed().join('-'));
  return {
    ...rule,
    UNTIL: shown,
    '~UNTIL': until === forever ? '' : shown,
    ...(Number.isNaN(untilMs) ? {} : { UNTIL_TS: untilMs / 1000 }),
  };
}

const daySeconds = 86_400;

/** Of a clock of the site, as if it were that of Greenwich: only lengths are asked. */
const ms = (text: string): number => Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);

/** A series lies in its table until its last day; its methods tell when its first time ends. */
function endOf(row: Raw): string {
  const [from, to] = [textOfCell(row['DATE_FROM']), textOfCell(row['DATE_TO'])];
  const length = Number(row['DT_LENGTH']);
  if (textOfCell(row['RRULE']) === '' || (ms(to) - ms(from)) / 1000 <= length + daySeconds) return to;
  const whole = row['DT_SKIP_TIME'] === 'Y' ? daySeconds : 0;
  return new Date(ms(from) + (length - whole) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Old rows name their calendar in a table beside. */
async function sectionsOf({ sql }: Reading, rows: readonly Raw[]): Promise<(row: Raw) => string> {
  const old = rows.filter((row) => textOfCell(row['SECTION_ID']) === '').map((row) => Number(row['ID']));
  const found = await rowsFor(sql, 'b_calendar_event_sect', 'EVENT_ID', old);
  const sections = new Map(found.map((row) => [Number(row['EVENT_ID']), textOfCell(row['SECT_ID'])]));
  return (row) => textOfCell(row['SECTION_ID']) || (sections.get(Number(row['ID'])) ?? '');
}

/** What the methods of the calendar make of the columns of an event. */
async function event(reading: Reading, rows: readonly Raw[]): Promise<Adder> {
  const dates = await siteDates(reading);
  const sectionOf = await sectionsOf(reading, rows);
  return (record, row) => {
    const text = (column: string): string => textOfCell(row[column]).trim();
    const isMeeting = !['', '0', 'N'].includes(text('IS_MEETING'));
    record['IS_MEETING'] = isMeeting;
    if (isMeeting && text('ID') === text('PARENT_ID')) record['MEETING_STATUS'] = 'H';
    for (const column of ['DESCRIPTION', 'PRIVATE_EVENT', 'ACCESSIBILITY']) record[column] = text(column);
    record['IMPORTANCE'] = text('IMPORTANCE') || 'normal';
    record['DATE_TO'] = dates.moment(endOf(row));
    record['RRULE'] = ruleOf(text('RRULE'), dates);
    record['EXDATE'] = daysIn(text('EXDATE'), dates);
    record['ATTENDEES_CODES'] = text('ATTENDEES_CODES') === '' ? null : text('ATTENDEES_CODES').split(',');
    record['SECTION_ID'] = sectionOf(row);
    record['SECT_ID'] = sectionOf(row);
  };
}

/** Custom fields without a value, as the methods of the calendar write them. */
const emptyFields: NonNullable<TableKind['add']>[number] = () =>
  Promise.resolve((record) => {
    for (const [field, none] of [
      ['UF_CRM_CAL_EVENT', null],
      ['UF_WEBDAV_CAL_EVENT', false],
    ] as const) {
      const value = record[field];
      if (value === undefined || value === null || (isList(value) && value.length === 0)) record[field] = none;
    }
  });

const calendarOf: NonNullable<TableKind['parents']> = async (reading, rows) => {
  const sectionOf = await sectionsOf(reading, rows);
  return (row) => ({
    kind: row['CAL_TYPE'] === 'company_calendar' ? 'company-calendar' : 'calendar-section',
    id: sectionOf(row),
  });
};

/** The tokens of what a calendar is synchronized with are nobody's to read. */
const section = `ID NAME GAPI_CALENDAR_ID DESCRIPTION COLOR TEXT_COLOR CAL_TYPE OWNER_ID CREATED_BY DATE_CREATE TIMESTAMP_X
  CAL_DAV_CON EXTERNAL_TYPE`;

export const calendarTables: readonly TableKind[] = [
  {
    kind: 'calendar-section',
    table: 'b_calendar_section',
    where: `CAL_TYPE IN ('user', 'group')`,
    shows: section,
    spelling: 'same',
    numbers: 'text',
    add: [inSiteForm('DATE_CREATE', 'TIMESTAMP_X')],
    parent: (_record, row) => ({
      kind: row['CAL_TYPE'] === 'group' ? 'workgroup' : 'user',
      id: textOfCell(row['OWNER_ID']),
    }),
  },
  {
    kind: 'company-calendar',
    table: 'b_calendar_section',
    where: `CAL_TYPE = 'company_calendar'`,
    shows: section,
    spelling: 'same',
    numbers: 'text',
    add: [inSiteForm('DATE_CREATE', 'TIMESTAMP_X')],
  },
  {
    kind: 'calendar-event',
    table: 'b_calendar_event',
    where: `DELETED = 'N' AND ${taken}`,
    shows: `ID PARENT_ID DELETED CAL_TYPE OWNER_ID NAME DATE_FROM ORIGINAL_DATE_FROM TZ_FROM TZ_TO TZ_OFFSET_FROM TZ_OFFSET_TO
      DATE_FROM_TS_UTC DATE_TO_TS_UTC DT_SKIP_TIME DT_LENGTH:number EVENT_TYPE CREATED_BY DATE_CREATE TIMESTAMP_X
      MEETING_STATUS MEETING_HOST MEETING:php LOCATION REMIND:php COLOR DAV_XML_ID G_EVENT_ID~ DAV_EXCH_LABEL~
      CAL_DAV_LABEL~ VERSION RECURRENCE_ID:number RELATIONS:php`,
    spelling: 'same',
    numbers: 'text',
    add: [
      inSiteForm('DATE_FROM', 'ORIGINAL_DATE_FROM', 'DATE_CREATE', 'TIMESTAMP_X'),
      withCustomValues('CALENDAR_EVENT'),
      emptyFields,
      event,
    ],
    parents: calendarOf,
  },
];
