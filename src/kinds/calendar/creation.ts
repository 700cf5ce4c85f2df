import type { Json, JsonObject } from '../../base/json.ts';
import { isObject, textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { type Creation, noParent, only, type There, type Unable } from '../creation.ts';
import { boundThere } from '../crm/item-values.ts';
import { elementsOf, objectsOf, textAt, words } from '../fields.ts';
import type { RecordLike } from '../kind.ts';
import { timeOf } from './event-time.ts';

const dayMs = 86_400_000;

/** A calendar of a person or a group. The portal may have made one of the same name for them. */
export const calendarSectionCreation: Creation = {
  needs: ['user', 'workgroup'],
  row: ({ row }, there) => {
    const type = textAt(row, 'CAL_TYPE');
    const owner = there.id(type === 'group' ? 'workgroup' : 'user', textAt(row, 'OWNER_ID'));
    if (owner !== undefined) return { CAL_TYPE: type, OWNER_ID: owner, ...only(row, ['NAME']) };
    return { unable: { ru: 'хозяина календаря там нет', en: 'the owner of the calendar is not there' } };
  },
  call: (row, record) => ({
    method: 'calendar.section.add',
    params: {
      type: row['CAL_TYPE'] ?? '',
      ownerId: Number(row['OWNER_ID']),
      name: row['NAME'] ?? '',
      ...renamed(record.row, { DESCRIPTION: 'description', COLOR: 'color', TEXT_COLOR: 'text_color' }),
    },
    effect: 'write',
  }),
  newId: [],
  match: true,
  mark: (row) =>
    words('CAL_TYPE OWNER_ID NAME')
      .map((field) => textAt(row, field))
      .join('\n'),
};

/** Calendars of the company are made by people: no method for them is documented. */
export const companyCalendarCreation: Creation = {
  needs: [],
  row: ({ row }) => only(row, ['NAME']),
  match: true,
  mark: (row) => textAt(row, 'NAME'),
  absent: {
    ru: 'там нет календаря компании с таким названием: заведите его и повторите',
    en: 'the company has no calendar of this name there: make one and run the command again',
  },
};

function renamed(row: JsonObject, names: Readonly<Record<string, string>>): JsonObject {
  return Object.fromEntries(Object.entries(only(row, Object.keys(names))).map(([name, value]) => [names[name], value]));
}

const told = words('CAL_TYPE OWNER_ID SECTION_ID NAME DESCRIPTION LOCATION ACCESSIBILITY IMPORTANCE COLOR');

/** What a row says of an event, in words that two portals share: each writes its dates in a way of its own. */
function eventSaid(row: JsonObject): JsonObject {
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

const attendeesOf = (row: JsonObject): readonly string[] =>
  objectsOf(row['ATTENDEE_LIST']).map((each) => textOf(each['id']));

/** A room of the portal, which has another number there. */
const isRoom = (row: JsonObject): boolean => /^(?:calendar|ECMR)_\d+/u.test(textAt(row, 'LOCATION'));

function withPeople(row: JsonObject, there: There): string {
  const description = textAt(row, 'DESCRIPTION');
  const people = attendeesOf(row).flatMap((id) => there.personName(id) || []);
  if (people.length < 2) return description;
  return `${description}\n\nУчастники / Participants: ${people.join(', ')}`.trim();
}

const hidden: Unable = {
  unable: {
    ru: 'личное событие переносит только подключение его хозяина: остальным портал его не покажет',
    en: 'a private event takes its owner’s connection: the portal shows it to nobody else',
  },
};

function eventThere({ row, parent }: RecordLike, there: There): ReturnType<Creation['row']> {
  const section = parent === undefined ? undefined : there.id(parent.kind, parent.id);
  const type = textAt(row, 'CAL_TYPE');
  const owners = { user: 'user', group: 'workgroup' } as const;
  const ownerKind = type === 'user' || type === 'group' ? owners[type] : undefined;
  const owner = ownerKind === undefined ? undefined : there.id(ownerKind, textAt(row, 'OWNER_ID'));
  if (section === undefined || (ownerKind !== undefined && owner === undefined)) return noParent;
  const { from, bound: _bound, OWNER_ID: _owner, ...said } = eventSaid(row);
  if (from === undefined) {
    return { unable: { ru: 'дату события не удалось прочитать', en: 'the date of the event could not be read' } };
  }
  // It could be made, and nobody could see whether it was.
  if (type === 'user' && said['isPrivate'] === 'Y' && owner !== there.self) return hidden;
  const bound = elementsOf(row['UF_CRM_CAL_EVENT']).flatMap((value) => boundThere(textOf(value), there) ?? []);
  const description = withPeople(row, there);
  return {
    ...said,
    from,
    SECTION_ID: section,
    ...(owner === undefined ? {} : { OWNER_ID: owner }),
    ...(description === '' ? {} : { DESCRIPTION: description }),
    ...(isRoom(row) ? { LOCATION: '' } : {}),
    ...(bound.length === 0 ? {} : { bound }),
  };
}

const skipped: Text = {
  ru: 'отменённые и перенесённые дни серии снова стоят в ней: REST не умеет их пропускать',
  en: 'days that were called off or moved stand in the series again: REST has no word for them',
};
const uninvited: Text = {
  ru: 'участники записаны в описание: приглашения разослали бы всем уведомления',
  en: 'participants are named in the description: inviting them would notify everybody',
};
const unattached: Text = {
  ru: 'вложения: к событию их через REST не приложить',
  en: 'attachments: REST attaches none',
};
const unbooked: Text = {
  ru: 'бронь переговорной: у неё там другой номер',
  en: 'the booked room: it has another number',
};

/**
 * Events and series, each in the calendar that it lay in. A meeting would invite its participants anew, so each gets what
 * lay in their own calendar as an event of their own.
 */
export const calendarEventCreation: Creation = {
  needs: ['user', 'workgroup', 'calendar-section', 'company-calendar', 'company', 'contact', 'lead', 'deal'],
  row: eventThere,
  reads: eventSaid,
  call: (row) => {
    const { allDay, zone, from = '', to = '', isPrivate = 'N', rule, remind, bound } = row;
    return {
      method: 'calendar.event.add',
      params: {
        type: row['CAL_TYPE'] ?? '',
        ownerId: Number(row['OWNER_ID'] ?? 0),
        section: Number(row['SECTION_ID']),
        auto_detect_section: 'N',
        name: textAt(row, 'NAME') || '—',
        from,
        to,
        skip_time: allDay ?? 'N',
        ...(allDay === 'Y' ? {} : { timezone_from: zone ?? 'UTC', timezone_to: zone ?? 'UTC' }),
        private_event: isPrivate,
        is_meeting: 'N',
        ...renamed(row, {
          DESCRIPTION: 'description',
          LOCATION: 'location',
          ACCESSIBILITY: 'accessibility',
          IMPORTANCE: 'importance',
          COLOR: 'color',
        }),
        ...(rule === undefined ? {} : { rrule: rule }),
        ...(remind === undefined ? {} : { remind }),
        ...(bound === undefined ? {} : { crm_fields: bound }),
      },
      effect: 'write',
    };
  },
  newId: [],
  mark: (row) =>
    words('SECTION_ID NAME from')
      .map((field) => textAt(row, field))
      .join('\n'),
  loses: {
    ru: 'кто и когда создал событие, ответы участников',
    en: 'who made an event and when, the answers of participants',
  },
  losesOf: ({ row }) => [
    ...(isObject(row['RRULE']) && textAt(row, 'EXDATE') !== '' ? [skipped] : []),
    ...(attendeesOf(row).length > 1 ? [uninvited] : []),
    ...(elementsOf(row['UF_WEBDAV_CAL_EVENT']).length > 0 ? [unattached] : []),
    ...(isRoom(row) ? [unbooked] : []),
  ],
};
