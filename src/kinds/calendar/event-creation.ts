import { isObject, type JsonObject, textOf } from '../../base/json.ts';
import type { Text } from '../../base/text.ts';
import { type Creation, noParent, type There, type Unable } from '../creation.ts';
import { boundThere } from '../crm/item-values.ts';
import { elementsOf, objectsOf, textAt, words } from '../fields.ts';
import type { RecordLike } from '../kind.ts';
import { renamed } from './creation.ts';
import { eventSaid } from './event-said.ts';

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
