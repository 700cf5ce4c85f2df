import type { ListRequest } from '../../bitrix24/port.ts';
import { crmObjects } from '../codes.ts';
import { textAt } from '../fields.ts';
import type { Kind, RecordLike } from '../kind.ts';

interface Of {
  readonly kind: 'booking' | 'booking-waitlist';
  /** How the methods call it, and the parameter and the refusal of theirs that name it. */
  readonly word: 'booking' | 'waitlist';
  readonly param: 'bookingId' | 'waitListId';
  readonly missing: '1021' | '1040';
}

const booking: Of = { kind: 'booking', word: 'booking', param: 'bookingId', missing: '1021' };
const waitlist: Of = { kind: 'booking-waitlist', word: 'waitlist', param: 'waitListId', missing: '1040' };

type Facts = Pick<Kind, 'id' | 'title' | 'key' | 'name' | 'calledBy' | 'references' | 'columns'>;

function part({ kind, param, missing }: Of, method: string, page: string, rows: string, facts: Facts): Kind {
  const list = (id: string): ListRequest => ({
    method,
    params: { [param]: Number(id) },
    rows: [rows],
    idField: '',
    pager: { by: 'none' },
  });
  return {
    ...facts,
    group: 'calendar',
    scope: 'booking',
    docs: [`api-reference/booking/${page}`],
    take: { how: 'each', moves: 'nothing', parent: kind, request: ({ id }) => list(id) },
    personal: {},
    people: [],
    look: {
      by: 'siblings',
      request: ({ parent }: RecordLike) => list(parent?.id ?? '0'),
      absent: [{ code: missing }],
    },
    deletion: { how: 'withParent' },
  };
}

/** Who comes: a contact or a company of the CRM. */
const clients = (of: Of, id: string, title: Kind['title']): Kind =>
  part(
    of,
    `booking.v1.${of.word}.client.list`,
    `${of.word}/client/booking-v1-${of.word}-client-list.md`,
    of.word === 'booking' ? 'bookingClient' : 'waitListClient',
    {
      id,
      title,
      key: (row, parent) => `${parent?.id ?? ''}:${textAt(row, 'type.code')}:${textAt(row, 'id')}`,
      name: (row) => `${textAt(row, 'type.code')} ${textAt(row, 'id')}`,
      calledBy: ['id'],
      references: (['contact', 'company'] as const).map((to) => ({
        field: 'id',
        to,
        when: (row) => textAt(row, 'type.code') === to.toUpperCase(),
      })),
      columns: [
        { field: 'type.code', title: { ru: 'Кто', en: 'Who' }, type: 'text', codes: crmObjects },
        { field: 'id', title: { ru: 'Имя', en: 'Name' }, type: 'reference' },
      ],
    },
  );

/** What it is about: a deal, or a record of another system. */
const links = (of: Of, id: string, title: Kind['title']): Kind =>
  part(
    of,
    `booking.v1.${of.word}.externalData.list`,
    `${of.word}/external-data/booking-v1-${of.word}-externaldata-list.md`,
    'externalData',
    {
      id,
      title,
      key: (row, parent) =>
        [parent?.id ?? '', ...['moduleId', 'entityTypeId', 'value'].map((field) => textAt(row, field))].join(':'),
      name: (row) => `${textAt(row, 'entityTypeId')} ${textAt(row, 'value')}`,
      calledBy: ['value'],
      references: [
        {
          field: 'value',
          to: 'deal',
          when: (row) => textAt(row, 'moduleId') === 'crm' && textAt(row, 'entityTypeId') === 'DEAL',
        },
      ],
      columns: [
        { field: 'entityTypeId', title: { ru: 'Вид', en: 'Type' }, type: 'text', codes: crmObjects },
        { field: 'value', title: { ru: 'С чем', en: 'With what' }, type: 'reference' },
      ],
    },
  );

export const bookingClient = clients(booking, 'booking-client', {
  one: { ru: 'Клиент бронирования', en: 'Client of a booking' },
  many: { ru: 'Клиенты бронирований', en: 'Clients of bookings' },
});
export const bookingLink = links(booking, 'booking-link', {
  one: { ru: 'Связь бронирования', en: 'Link of a booking' },
  many: { ru: 'Связи бронирований', en: 'Links of bookings' },
});
export const waitlistClient = clients(waitlist, 'waitlist-client', {
  one: { ru: 'Клиент листа ожидания', en: 'Client of a waitlist entry' },
  many: { ru: 'Клиенты листов ожидания', en: 'Clients of waitlists' },
});
export const waitlistLink = links(waitlist, 'waitlist-link', {
  one: { ru: 'Связь записи листа ожидания', en: 'Link of a waitlist entry' },
  many: { ru: 'Связи листов ожидания', en: 'Links of waitlists' },
});
