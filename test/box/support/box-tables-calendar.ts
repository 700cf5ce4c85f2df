import { isObject, type JsonObject, textOf } from '../../../src/base/json.ts';
import { type SchemaTable, several, type SourceRecord, texts } from './box-schema.ts';

const section = `
  ID int
  NAME varchar(255)
  GAPI_CALENDAR_ID varchar(255)
  DESCRIPTION text
  COLOR varchar(10)
  TEXT_COLOR varchar(10)
  CAL_TYPE varchar(100)
  OWNER_ID int
  CREATED_BY int
  DATE_CREATE moment
  TIMESTAMP_X moment
  CAL_DAV_CON varchar(255)
  SYNC_TOKEN varchar(255) =secret-token
  EXTERNAL_TYPE varchar(20)`;

/** `12/31/2026` as the tables keep days of rules. */
const dayIn = (text: string): string => text.replaceAll(/(\d\d)\/(\d\d)\/(\d{4})/gu, '$2.$1.$3');

/** A series as its table keeps it: the rule as text, and its end in place of the end of its first time. */
export function asEvent(row: JsonObject): JsonObject {
  const rule = row['RRULE'];
  const codes = texts(row['ATTENDEES_CODES']).join(',');
  const shared = { ...row, codes, isMeeting: row['IS_MEETING'] === true ? 1 : 0, days: dayIn(textOf(row['EXDATE'])) };
  if (!isObject(rule)) return shared;
  const days = isObject(rule['BYDAY']) ? Object.keys(rule['BYDAY']).join(',') : '';
  const until = textOf(rule['UNTIL']);
  return {
    ...shared,
    DATE_TO: `${until} 11:59:00 pm`,
    rule: `FREQ=${textOf(rule['FREQ'])};BYDAY=${days};INTERVAL=${textOf(rule['INTERVAL'])};UNTIL=${dayIn(until)}`,
  };
}

const values = ({ row }: SourceRecord): ReturnType<NonNullable<SchemaTable['more']>> =>
  several('b_utm_calendar_event', [
    [2101, 'VALUE', texts(row['UF_CRM_CAL_EVENT'])],
    [2102, 'VALUE_INT', texts(row['UF_WEBDAV_CAL_EVENT'])],
  ])(row['ID'] ?? 0);

export const calendarTables: readonly SchemaTable[] = [
  { kind: 'calendar-section', table: 'b_calendar_section', columns: section },
  { kind: 'company-calendar', table: 'b_calendar_section', columns: section },
  {
    kind: 'calendar-event',
    table: 'b_calendar_event',
    columns: `
      ID int
      PARENT_ID int
      DELETED char(1)
      CAL_TYPE varchar(100)
      OWNER_ID int
      NAME varchar(255)
      DATE_FROM moment
      DATE_TO moment
      ORIGINAL_DATE_FROM moment
      TZ_FROM varchar(50)
      TZ_TO varchar(50)
      TZ_OFFSET_FROM int
      TZ_OFFSET_TO int
      DATE_FROM_TS_UTC bigint
      DATE_TO_TS_UTC bigint
      DT_SKIP_TIME char(1)
      DT_LENGTH bigint
      EVENT_TYPE varchar(50)
      CREATED_BY int
      DATE_CREATE moment
      TIMESTAMP_X moment
      DESCRIPTION text
      PRIVATE_EVENT varchar(10)
      ACCESSIBILITY char(10)
      IMPORTANCE char(10)
      IS_MEETING char(1) isMeeting
      MEETING_STATUS char(1)
      MEETING_HOST int
      MEETING php
      LOCATION varchar(255)
      REMIND php
      COLOR varchar(10)
      RRULE varchar(255) rule
      EXDATE text days
      DAV_XML_ID varchar(255)
      G_EVENT_ID varchar(255)
      DAV_EXCH_LABEL varchar(255)
      CAL_DAV_LABEL varchar(255)
      VERSION varchar(255)
      ATTENDEES_CODES text codes
      RECURRENCE_ID int
      RELATIONS php
      SECTION_ID int`,
    more: values,
  },
];
