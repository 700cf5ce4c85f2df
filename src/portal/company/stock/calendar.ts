import type { Json, JsonObject } from '../../../base/json.ts';
import { firstDealId } from '../crm.ts';
import { lastMoment, moment, past } from '../moments.ts';
import { idAt, type Plan } from '../plan.ts';
import { sentences } from '../words.ts';
import { siteDate } from './dates.ts';
import { type Making, type MadeRecord, type Stock, stock } from './stock.ts';

type Row = Record<string, Json>;

const fixed = (rows: number) => (): number => rows;
const firstSection = 4;
const userSections = (plan: Plan): number => plan.counts.users;

/** One calendar of every employee, one of every group, one of the company. */
function sectionOf(plan: Plan, index: number): { readonly type: string; readonly owner: number; readonly id: number } {
  const { users, groups } = plan.counts;
  const id = idAt(index, firstSection);
  if (index < users) return { type: 'user', owner: idAt(index), id };
  if (index < users + groups) return { type: 'group', owner: idAt(index - users), id };
  return { type: 'company_calendar', owner: 0, id };
}

const sections = (plan: Plan): number => userSections(plan) + plan.counts.groups + 1;

function section(plan: Plan, index: number): Row {
  const { type, owner, id } = sectionOf(plan, index);
  return {
    ID: String(id),
    NAME: type === 'user' ? 'Мой календарь' : type === 'group' ? 'Календарь группы' : 'Календарь компании',
    GAPI_CALENDAR_ID: null,
    DESCRIPTION: null,
    COLOR: '#9dcf00',
    TEXT_COLOR: '',
    CAL_TYPE: type,
    OWNER_ID: String(owner),
    CREATED_BY: String(type === 'user' ? owner : 1),
    DATE_CREATE: '01/10/2024 10:00:00 am',
    TIMESTAMP_X: '01/10/2024 10:00:00 am',
    CAL_DAV_CON: null,
    SYNC_TOKEN: null,
    PAGE_TOKEN: null,
    EXTERNAL_TYPE: 'local',
  };
}

const hour = 3_600_000;
const week = 7 * 24 * hour;

function times(from: number): Row {
  return {
    DATE_FROM: siteDate(from),
    DATE_TO: siteDate(from + hour),
    DATE_FROM_TS_UTC: String(from / 1000),
    DATE_TO_TS_UTC: String((from + hour) / 1000),
  };
}

/** Every sixth event takes place weekly; every seventh is private; every fifth belongs to a group or the company. */
function event({ plan, chance, index }: Making): MadeRecord {
  const at = index % 5 === 4 ? userSections(plan) + (index % (plan.counts.groups + 1)) : index % userSections(plan);
  const { type, owner, id: sectionId } = sectionOf(plan, at);
  const id = idAt(index, 1265);
  const from = Math.floor(past(chance, 200) / hour) * hour;
  const author = type === 'user' ? owner : 1;
  const weekly = index % 6 === 5;
  const description = chance.pick(sentences);
  const row: Row = {
    ID: String(id),
    PARENT_ID: String(id),
    DELETED: 'N',
    CAL_TYPE: type,
    OWNER_ID: String(owner),
    NAME: chance.pick(['Планёрка', 'Встреча с клиентом', 'Инвентаризация', 'Обед', 'Собеседование']),
    ...times(from),
    ORIGINAL_DATE_FROM: null,
    TZ_FROM: 'Europe/Moscow',
    TZ_TO: 'Europe/Moscow',
    TZ_OFFSET_FROM: '10800',
    TZ_OFFSET_TO: '10800',
    DT_SKIP_TIME: 'N',
    DT_LENGTH: 3600,
    EVENT_TYPE: null,
    CREATED_BY: String(author),
    DATE_CREATE: siteDate(from - week),
    TIMESTAMP_X: siteDate(from - week),
    DESCRIPTION: description,
    PRIVATE_EVENT: type === 'user' && index % 7 === 6 ? '1' : '',
    ACCESSIBILITY: 'busy',
    IMPORTANCE: 'normal',
    IS_MEETING: true,
    MEETING_STATUS: 'H',
    MEETING_HOST: String(author),
    MEETING: meeting(author),
    LOCATION: 'Переговорная',
    REMIND: [{ type: 'min', count: 15 }],
    COLOR: '#9dcf00',
    RRULE: weekly
      ? {
          FREQ: 'WEEKLY',
          BYDAY: { MO: 'MO' },
          INTERVAL: 1,
          UNTIL: '12/31/2026',
          '~UNTIL': '12/31/2026',
          UNTIL_TS: 1_798_675_200,
        }
      : null,
    // The third time was called off.
    EXDATE: weekly ? siteDate(from + 2 * week).slice(0, 10) : '',
    DAV_XML_ID: `${chance.hex(32)}@portal.example.com`,
    G_EVENT_ID: '',
    DAV_EXCH_LABEL: '',
    CAL_DAV_LABEL: '',
    VERSION: '1',
    ATTENDEES_CODES: [`U${author}`],
    RECURRENCE_ID: null,
    RELATIONS: null,
    SECTION_ID: String(sectionId),
    SYNC_STATUS: null,
    UF_CRM_CAL_EVENT: index % 4 === 1 ? ['C_1'] : null,
    UF_WEBDAV_CAL_EVENT: false,
    SECTION_DAV_XML_ID: null,
    DATE_FROM_FORMATTED: new Date(from).toUTCString(),
    DATE_TO_FORMATTED: new Date(from + hour).toUTCString(),
    SECT_ID: String(sectionId),
    ATTENDEE_LIST: [{ id: author, entryId: String(id), status: 'H' }],
    COLLAB_ID: null,
    '~RRULE_DESCRIPTION': weekly ? 'каждую неделю' : '',
    attendeesEntityList: [{ entityId: 'user', id: author }],
    '~DESCRIPTION': description,
    '~USER_OFFSET_FROM': 0,
    '~USER_OFFSET_TO': 0,
    _from: moment(from),
    _to: moment(weekly ? 1_798_675_200_000 : from + hour),
  };
  return { key: id, row };
}

function meeting(author: number): JsonObject {
  return {
    HOST_NAME: 'Ведущий встречи',
    NOTIFY: false,
    REINVITE: false,
    ALLOW_INVITE: false,
    HIDE_GUESTS: false,
    MEETING_CREATOR: author,
    LANGUAGE_ID: 'ru',
    MAIL_FROM: '',
  };
}

const notices: Row = {
  confirmationCounterDelay: 10_800,
  confirmationNotificationDelay: 86_400,
  confirmationNotificationRepetitions: null,
  confirmationNotificationRepetitionsInterval: 10_800,
  delayedCounterDelay: 300,
  delayedNotificationDelay: 300,
  infoNotificationDelay: null,
  isConfirmationNotificationOn: 'Y',
  isDelayedNotificationOn: 'Y',
  isFeedbackNotificationOn: 'N',
  isReminderNotificationOn: 'Y',
  reminderNotificationDelay: -1,
  templateTypeConfirmation: 'inanimate',
  templateTypeDelayed: 'inanimate',
  templateTypeFeedback: 'inanimate',
  templateTypeReminder: 'base',
};

const resources = ['Легковой автомобиль', 'Переговорная', 'Мастер Олег'];

const bookings: readonly Stock[] = [
  stock('bookingResourceType', fixed(2), ({ index }) => ({
    ...notices,
    id: index + 1,
    code: ['equipment', 'expert'][index] ?? '',
    name: ['Оборудование', 'Специалисты'][index] ?? '',
  })),
  stock('bookingResource', fixed(resources.length), ({ index }) => ({
    ...notices,
    id: index + 1,
    typeId: index === 2 ? 2 : 1,
    name: resources[index] ?? '',
    description: null,
    isMain: 'Y',
    isInfoNotificationOn: 'Y',
    templateTypeInfo: 'inanimate',
  })),
  stock(
    'booking',
    (plan) => Math.max(4, plan.counts.orders),
    ({ chance, index }) => {
      const from = Math.floor((lastMoment - chance.int(0, 60) * 24 * hour) / 1000);
      const timezone = 'Europe/Moscow';
      return {
        id: idAt(index, 15),
        name: `Запись ${index + 1}`,
        description: index % 3 === 0 ? 'Позвонить за час' : null,
        resourceIds: [(index % resources.length) + 1],
        datePeriod: { from: { timestamp: from, timezone }, to: { timestamp: from + 3600, timezone } },
        _from: from,
      };
    },
  ),
  {
    family: 'bookingClient',
    count: (plan) => Math.max(2, Math.floor(plan.counts.orders / 2)),
    make: ({ plan, index }) => {
      const [of, id] = index === 0 ? ['waitlist', idAt(0, 7)] : ['booking', idAt(index, 15)];
      const isCompany = index % 4 === 3;
      const client = idAt(index % (isCompany ? plan.counts.companies : plan.counts.contacts));
      const type = { code: isCompany ? 'COMPANY' : 'CONTACT', module: 'crm' };
      return { key: `${of}:${id}:${type.code}:${client}`, row: { id: client, type, _of: `${of}:${id}` } };
    },
  },
  {
    family: 'bookingLink',
    count: fixed(2),
    make: ({ plan, index }) => {
      const [of, id] = index === 0 ? ['waitlist', idAt(0, 7)] : ['booking', idAt(index, 15)];
      const value = String(idAt(index % plan.counts.deals, firstDealId));
      return {
        key: `${of}:${id}:${value}`,
        row: { entityTypeId: 'DEAL', moduleId: 'crm', value, _of: `${of}:${id}` },
      };
    },
  },
  stock('waitlist', fixed(3), ({ chance, index }) => ({
    id: idAt(index, 7),
    note: index === 0 ? null : 'Ждёт свободное место',
    _created: moment(past(chance, 60)),
  })),
];

export const calendarStock: readonly Stock[] = [
  stock('calendarSection', sections, ({ plan, index }) => section(plan, index), 'ID'),
  { family: 'calendarEvent', count: (plan) => Math.max(14, plan.counts.orders * 2), make: event },
  stock(
    'calendarResource',
    fixed(2),
    ({ index }) => ({ ID: String(198 + index), NAME: `Машина ${index + 1}`, CREATED_BY: '1' }),
    'ID',
  ),
  stock('resourceBooking', fixed(2), ({ chance, index }) => resourceBooking(chance.int(1, 60), index), 'ID'),
  ...bookings,
];

function resourceBooking(daysAgo: number, index: number): Row {
  const from = Math.floor((lastMoment - daysAgo * 24 * hour) / hour) * hour;
  const id = String(1408 + index);
  return {
    ID: id,
    PARENT_ID: id,
    DELETED: 'N',
    CAL_TYPE: 'resource',
    OWNER_ID: '0',
    NAME: 'Бронирование',
    ...times(from),
    TZ_FROM: 'Europe/Moscow',
    TZ_TO: 'Europe/Moscow',
    TZ_OFFSET_FROM: '10800',
    TZ_OFFSET_TO: '10800',
    DT_SKIP_TIME: 'N',
    DT_LENGTH: 3600,
    EVENT_TYPE: '#resourcebooking#',
    CREATED_BY: '1',
    DATE_CREATE: siteDate(from),
    TIMESTAMP_X: siteDate(from),
    DESCRIPTION: 'Услуга: доставка',
    IS_MEETING: false,
    MEETING_STATUS: 'Y',
    MEETING_HOST: '0',
    VERSION: '1',
    SECTION_ID: String(198 + (index % 2)),
    DATE_FROM_FORMATTED: new Date(from).toUTCString(),
    DATE_TO_FORMATTED: new Date(from + hour).toUTCString(),
    SECT_ID: String(198 + (index % 2)),
    RESOURCE_BOOKING_ID: String(10 + index),
  };
}
