import { type JsonObject, textOf } from '../../../src/base/json.ts';
import { usersTable } from '../../../src/portal/core.ts';
import { itemsTable, presetsTable } from '../../../src/portal/crm/tables.ts';
import { integerOf, listOf, mapOf } from '../../../src/portal/params.ts';
import type { LocalPortal } from '../../../src/portal/portal.ts';
import type { Shelf } from '../../../src/portal/shelf.ts';
import { stageHistory } from '../../../src/portal/shelves/crm.ts';
import { shelves } from '../../../src/portal/shelves/index.ts';
import { tables } from '../../../src/portal/tables.ts';
import { wanted } from './shelf-wanted.ts';
import { given } from './world.ts';

/** A row of the company again, with other values. */
function again(portal: LocalPortal, { table }: Shelf, key: number | string, values: JsonObject): void {
  const rows = portal.core.store.table(table);
  rows.put(key, { ...rows.select({ limit: 2 }).at(-1), ...values });
}

/** A list under the number and type of the example, with a field, a section and an element in it. */
function list(portal: LocalPortal, params: JsonObject): void {
  const id = integerOf(given(params, 'IBLOCK_ID')) ?? 89;
  const group = given(params, 'SOCNET_GROUP_ID');
  const of = { ID: String(id), IBLOCK_TYPE_ID: textOf(given(params, 'IBLOCK_TYPE_ID')) };
  again(portal, shelves.list, id, { ...of, SOCNET_GROUP_ID: group === undefined ? null : textOf(group) });
  const inside = { _list: id, _created: '2025-06-01T10:00:00+03:00' };
  const own = Object.fromEntries(
    Object.entries(wanted(params)).map(([name, value]) => [name, textOf(value).replaceAll('%', '')] as const),
  );
  const element = integerOf(given(params, 'ELEMENT_ID')) ?? 6999;
  const section = integerOf(given(params, 'SECTION_ID')) ?? integerOf(own['ID']) ?? 169;
  again(portal, shelves.listElement, element, { ...own, ...inside, ID: String(element) });
  again(portal, shelves.listSection, section, { ...own, ...inside, ID: String(section) });
  const field = textOf(given(params, 'FIELD_ID')) || 'NAME';
  const choice = portal.core.store
    .table(shelves.listField.table)
    .select()
    .find((row) => row['TYPE'] === 'L');
  const fields = portal.core.store.table(shelves.listField.table);
  fields.put(`${id}:${field}`, { ...choice, FIELD_ID: field, _list: id });
  // The number of a field means a file in it.
  if (!/^\d+$/u.test(field)) return;
  const code = `PROPERTY_${field}`;
  fields.put(`${id}:${code}`, { ...choice, FIELD_ID: code, TYPE: 'S:DiskFile', _list: id });
  again(portal, shelves.listElement, element, { ...own, ...inside, ID: String(element), [code]: { 1: '103' } });
}

function event(portal: LocalPortal, params: JsonObject): void {
  const section = listOf(given(params, 'section'))?.[0] ?? 1;
  const at = textOf(given(params, 'from')) || '2026-03-05';
  again(portal, shelves.calendarEvent, 9001, {
    ID: '9001',
    CAL_TYPE: textOf(given(params, 'type')),
    OWNER_ID: textOf(given(params, 'ownerId')),
    SECTION_ID: textOf(section),
    PRIVATE_EVENT: '',
    _from: `${at}T10:00:00+03:00`,
    _to: `${at}T11:00:00+03:00`,
  });
}

function bookings(portal: LocalPortal, params: JsonObject): void {
  const name = textOf(mapOf(given(params, 'filter'))?.['searchQuery']) || 'ресурс';
  again(portal, shelves.bookingResource, 90, { id: 90, name });
  again(portal, shelves.booking, 90, { id: 90, _from: 1_723_446_900 });
  again(portal, shelves.bookingResourceType, 90, { id: 90, name });
  again(portal, shelves.waitlist, 90, { id: 90, _created: '2025-04-05T10:00:00+03:00' });
  const [booking, entry] = [integerOf(given(params, 'bookingId')), integerOf(given(params, 'waitListId'))];
  if (booking !== undefined) again(portal, shelves.booking, booking, { id: booking });
  if (entry !== undefined) again(portal, shelves.waitlist, entry, { id: entry });
  const _of = booking === undefined ? `waitlist:${entry}` : `booking:${booking}`;
  again(portal, shelves.bookingClient, 'made', { _of });
  again(portal, shelves.bookingLink, 'made', { _of });
}

function people(portal: LocalPortal): void {
  for (const id of [1, 2, 3])
    portal.core.store.table(usersTable).put(id, { ID: String(id), ACTIVE: true, UF_DEPARTMENT: [1] });
}

function pages(portal: LocalPortal, params: JsonObject): void {
  const filter = mapOf(mapOf(given(params, 'params'))?.['filter']) ?? {};
  const site = integerOf(filter['SITE_ID']) ?? 157;
  const page = integerOf(given(params, 'lid')) ?? 573;
  again(portal, shelves.site, site, { ID: String(site), TYPE: 'PAGE' });
  again(portal, shelves.page, page, { ID: String(page), SITE_ID: String(site), DELETED: 'N' });
  again(portal, shelves.pageBlock, 28_181, { id: 28_181, lid: page });
}

function posts(portal: LocalPortal, params: JsonObject): void {
  const id = integerOf(given(params, 'POST_ID')) ?? 217;
  again(portal, shelves.feedPost, id, { ID: String(id), FILES: [505] });
}

function letters(portal: LocalPortal, params: JsonObject): void {
  const box = { name: textOf(given(params, 'name')), email: textOf(given(params, 'email')) };
  again(portal, shelves.mailbox, 1, { id: 1, ...box, _user: 1 });
  const ids = [integerOf(given(params, 'id')) ?? 15, ...(listOf(given(params, 'messageIds')) ?? []).map(Number)];
  const subject = textOf(given(params, 'searchQuery'));
  for (const id of ids) {
    again(portal, shelves.mailMessage, id, { id, mailboxId: 1, subject, hasAttachments: true, _user: 1 });
  }
}

function documents(portal: LocalPortal, params: JsonObject): void {
  const id = integerOf(given(params, 'collectionId'));
  if (id === undefined) return;
  again(portal, shelves.noteCollection, id, { id });
  again(portal, shelves.noteDocument, 901, { id: 901, collectionId: id, parentId: null });
  again(portal, shelves.noteDocument, 902, { id: 902, collectionId: id, parentId: 901 });
}

/** What else an example needs, by the beginning of its method. */
export const beside: readonly (readonly [method: string, make: (portal: LocalPortal, params: JsonObject) => void])[] = [
  [
    'catalog.price.add',
    (portal, params) => {
      const fields = mapOf(given(params, 'fields')) ?? {};
      const [product, type] = ['productId', 'catalogGroupId'].map((name) => integerOf(fields[name]) ?? 1);
      again(portal, shelves.product, product ?? 1, { id: product ?? 1 });
      again(portal, shelves.priceType, type ?? 1, { id: type ?? 1 });
    },
  ],
  [
    'crm.automatedsolution.list',
    (portal) => {
      // Every workplace has a smart process.
      const types = portal.core.store.table(shelves.smartType.table);
      for (const id of portal.core.store.table(shelves.automatedSolution.table).ids()) {
        types.put(Number(id) + 500, { ...types.select({ limit: 1 })[0], id: Number(id) + 500, customSectionId: id });
      }
    },
  ],
  [
    'crm.stagehistory',
    (portal, params) => {
      const { table } = stageHistory(integerOf(given(params, 'entityTypeId')) ?? 2);
      const [model = {}] = portal.core.store.table(shelves.dealHistory.table).select({ limit: 1 });
      portal.core.store.table(table).put(500, { ...model, ID: 500, ...wanted(params) });
    },
  ],
  [
    'crm.requisite.preset.field',
    (portal, params) => {
      const id = integerOf(mapOf(given(params, 'preset'))?.['ID']) ?? 1;
      portal.core.store.table(presetsTable).put(id, { ID: String(id) });
      const row = { ID: 1, FIELD_NAME: 'RQ_INN', FIELD_TITLE: '', IN_SHORT_LIST: 'Y', SORT: 510, _preset: id };
      portal.core.store.table(shelves.presetField.table).put(`${id}:1`, row);
    },
  ],
  [
    'crm.calllist.items',
    (portal, params) => {
      const list = integerOf(given(params, 'LIST_ID')) ?? 13;
      again(portal, shelves.callList, list, { ID: String(list) });
      const { STATUS = 'IN_WORK' } = mapOf(given(params, 'FILTER')) ?? {};
      portal.core.store.table(shelves.callListItem.table).put('made', { ID: 9, STATUS, ENTITY_TYPE: 3, _list: list });
    },
  ],
  [
    'crm.timeline',
    (portal, params) => {
      // The element of the example, with a message and a note.
      const type = integerOf(given(params, 'entityTypeId') ?? given(params, 'ownerTypeId')) ?? 1;
      const id = integerOf(given(params, 'entityId') ?? given(params, 'ownerId')) ?? 1;
      portal.core.store.table(itemsTable(type)).put(id, { id, entityTypeId: type });
      again(portal, shelves.logMessage, 42_074, { id: 42_074, _owner: `${type}:${id}` });
      const item = [given(params, 'itemType'), given(params, 'itemId')].map((value) => textOf(value ?? 1)).join(':');
      again(portal, shelves.timelineNote, item, {});
    },
  ],
  [
    'tasks.api.scrum',
    (portal, params) => {
      const id = integerOf(given(params, 'id')) ?? 1;
      const sprintId = integerOf(given(params, 'sprintId')) ?? 5;
      again(portal, shelves.scrumBacklog, 1, { id: 1, groupId: id });
      again(portal, shelves.sprint, sprintId, { id: sprintId });
      again(portal, shelves.sprintStage, 58, { id: '58', sprintId: String(sprintId) });
      again(portal, shelves.scrumTask, id, {});
      portal.core.store.table(tables.task).put(id, { id: String(id) });
    },
  ],
  [
    'vote.',
    (portal, params) => {
      const id = integerOf(given(params, 'attachId')) ?? 0;
      again(portal, shelves.poll, id, {});
    },
  ],
  [
    'calendar.resource.booking',
    (portal, params) => {
      const [id = 9002] = listOf(mapOf(given(params, 'filter'))?.['resourceIdList'])?.map(Number) ?? [];
      const at = { DATE_FROM_TS_UTC: String(Date.parse('2024-07-01T10:00:00Z') / 1000) };
      again(portal, shelves.resourceBooking, id, { ID: String(id), SECTION_ID: '10852', ...at });
    },
  ],
  ['lists.', list],
  [
    'catalog.productimage.add',
    (portal, params) => {
      const id = integerOf(mapOf(given(params, 'fields'))?.['productId']) ?? 1;
      again(portal, shelves.product, id, { id });
    },
  ],
  [
    'catalog.productproperty.add',
    (portal, params) => {
      const id = integerOf(mapOf(given(params, 'fields'))?.['iblockId']) ?? 1;
      again(portal, shelves.catalog, id, { id, iblockId: id });
    },
  ],
  [
    'catalog.productpropertyenum.add',
    (portal, params) => {
      const id = integerOf(mapOf(given(params, 'fields'))?.['propertyId']) ?? 1;
      again(portal, shelves.productProperty, id, { id, propertyType: 'L' });
    },
  ],
  [
    'calendar.event.add',
    (portal, params) => {
      const [id, owner] = [integerOf(given(params, 'section')) ?? 1, textOf(given(params, 'ownerId'))];
      again(portal, shelves.calendarSection, id, {
        ID: String(id),
        CAL_TYPE: textOf(given(params, 'type')),
        OWNER_ID: owner,
      });
    },
  ],
  ['calendar.event.get', event],
  ['booking.v1', bookings],
  ['im.', people],
  [
    'im.chat',
    (portal, params) => {
      const [id, user] = [integerOf(given(params, 'CHAT_ID')) ?? 1, integerOf(given(params, 'USER_ID')) ?? 2];
      again(portal, shelves.chat, id, { type: 'chat', _chat: id, _owner: 1, _members: [1, user] });
    },
  ],
  ['landing.', pages],
  ['log.blogpost', posts],
  ['mail.', letters],
  ['note.document', documents],
  [
    'call.followup',
    (portal) => again(portal, shelves.callFollowup, 12_345, { callId: 12_345, startDate: '2026-01-15T10:00:00+03:00' }),
  ],
];
