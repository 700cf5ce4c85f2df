import { at, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { elementsOf } from '../../kinds/fields.ts';
import type { KindId } from '../../kinds/kind.ts';
import { putCrm } from '../company/load-crm.ts';
import type { Family } from '../company/made.ts';
import { type PortalCore, usersTable } from '../core.ts';
import {
  activityExtrasTable,
  addressesTable,
  itemsTable,
  productRowsTable,
  presetsTable,
  requisitesTable,
  bankDetailsTable,
  statusesTable,
  typesTable,
} from '../crm/tables.ts';
import { type ShelfFamily, shelves } from '../shelves/index.ts';
import { ownerOfLetter } from '../methods/crm-productrow.ts';
import type { TableSpec } from '../store.ts';
import { tables, versionsTable } from '../tables.ts';
import { appPlaces } from './apps.ts';
import { calendarPlaces } from './calendar.ts';
import { versionBlob, withItemFiles } from './contents.ts';
import { partPlaces } from './parts.ts';
import type { Place } from './place.ts';
import { shelved } from './shelved.ts';
import { upper } from './spelling.ts';
import { talkPlaces } from './talk.ts';

/** A table whose records are kept as they are answered, under their number. */
function plain(table: TableSpec, ...made: readonly string[]): Place {
  return (core, row) => {
    core.store.table(table).put(Number(row['ID'] ?? row['id']), without(row, made));
  };
}

function crm(family: Family): Place {
  return (core, row) => {
    putCrm(core, { family, row: withItemFiles(core, row) });
  };
}

/** What a portal makes anew for each answer is not kept. */
function without(row: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function putActivity(core: PortalCore, row: JsonObject): void {
  const { FILES = [], ...rest } = row;
  const own: Json = { OWNER_TYPE_ID: row['OWNER_TYPE_ID'] ?? '', OWNER_ID: row['OWNER_ID'] ?? '' };
  putCrm(core, { family: 'activity', row: { BINDINGS: [own], ...rest } });
  const { COMMUNICATIONS = [] } = row;
  core.store.table(activityExtrasTable).put(Number(row['ID']), { COMMUNICATIONS, FILES });
}

/** Bytes are not needed to delete a file: the portal makes some of the right size under the number that the row names. */
function madeBlob(core: PortalCore, number: number, row: JsonObject): void {
  core.store
    .prepare('INSERT OR IGNORE INTO blob (id, size, seed) VALUES (?, ?, ?)')
    .run(number, Number(row['SIZE'] ?? 0), number);
}

function putFile(core: PortalCore, row: JsonObject): void {
  madeBlob(core, Number(row['FILE_ID']), row);
  core.store.table(tables.diskObject).put(Number(row['ID']), without(row, ['DOWNLOAD_URL', 'DETAIL_URL']));
}

function putVersion(core: PortalCore, row: JsonObject): void {
  const BLOB = versionBlob(row);
  madeBlob(core, BLOB, row);
  core.store.table(versionsTable).put(Number(row['ID']), { ...without(row, ['DOWNLOAD_URL']), BLOB });
}

function putAddress(core: PortalCore, row: JsonObject): void {
  const id = ['TYPE_ID', 'ENTITY_TYPE_ID', 'ENTITY_ID'].map((name) => textOf(row[name])).join(':');
  core.store.table(addressesTable).put(id, row);
}

/** Whose row it is, the portal keeps in one word: `2:15`. */
function putProductRow(core: PortalCore, row: JsonObject): void {
  const owner = `${ownerOfLetter(textOf(row['ownerType'])) ?? 0}:${textOf(row['ownerId'])}`;
  core.store.table(productRowsTable).put(Number(row['id']), { ...row, owner });
}

/** A task is kept without the cards of its people and group, which every answer draws anew. */
function putTask(core: PortalCore, row: JsonObject): void {
  const kept = Object.entries(row).filter(
    ([name, value]) =>
      !(isObject(value) && ['creator', 'responsible', 'group'].includes(name)) && !name.endsWith('Data'),
  );
  const tags = elementsOf(row['tags']).map((tag) => textOf(at(tag, ['title'])));
  core.store.table(tables.task).put(Number(row['id']), { ...Object.fromEntries(kept), tags });
}

/** A group is answered in one spelling and kept in another, without what is made for the answer. */
function putGroup(core: PortalCore, row: JsonObject): void {
  const kept = without(row, ['additionalData', 'imageId', 'avatarType', 'avatar', 'type', 'dialogId']);
  const group = Object.fromEntries(Object.entries(kept).map(([name, value]) => [upper(name), value]));
  core.store.table(tables.group).put(Number(row['id']), group);
}

/** Shelves keep records as they are answered, under the id that the archive knows. */
function onShelf(family: ShelfFamily): Place {
  const { table } = shelves[family];
  return (core, row, { id }) => {
    core.store.table(table).put(table.id === 'text' ? id : Number(row['ID'] ?? row['id']), row);
  };
}

/**
 * The same where the portal remembers beside a record under which other one it lies: by a number, which the archive
 * writes with the type before it where numbers hold only within a type (`lists_socnet:53`).
 */
function under(family: ShelfFamily, field: string): Place {
  const place = onShelf(family);
  return (core, row, seen) => {
    const { id, parentId } = seen;
    const parent = Number(parentId.split(':').at(-1));
    place(core, { ...row, [field]: parent }, { ...seen, id: id.replace(parentId, String(parent)) });
  };
}

/** Where each kind goes. A kind that is not here is not on a loaded portal. */
export const places: Readonly<Record<KindId, Place>> = {
  ...Object.fromEntries(Object.entries(shelved).map(([kind, family]) => [kind, onShelf(family)])),
  ...appPlaces,
  ...calendarPlaces,
  ...talkPlaces,
  ...partPlaces,
  user: plain(usersTable),
  'user-field': plain(tables.profileField),
  department: plain(tables.department),
  workgroup: putGroup,
  'group-member': (core, row, { parentId }) => {
    core.store.table(tables.groupMember).add(() => ({ GROUP_ID: parentId, ...row }));
  },
  list: onShelf('list'),
  'list-field': under('listField', '_list'),
  'list-section': under('listSection', '_list'),
  'list-element': under('listElement', '_list'),
  'rpa-item': under('rpaItem', '_type'),
  'requisite-preset-field': under('presetField', '_preset'),
  'requisite-link': onShelf('requisiteLink'),
  'order-link': (core, row) => {
    core.store.table(shelves.orderLink.table).add(() => row);
  },
  'product-row': putProductRow,
  lead: crm('lead'),
  deal: crm('deal'),
  contact: crm('contact'),
  company: crm('company'),
  quote: plain(itemsTable(7)),
  'smart-invoice': plain(itemsTable(31)),
  'smart-process-type': plain(typesTable),
  'smart-process-item': (core, row, seen) => {
    plain(itemsTable(Number(row['entityTypeId'])))(core, withItemFiles(core, row), seen);
  },
  activity: putActivity,
  'timeline-comment': crm('timelineComment'),
  requisite: plain(requisitesTable),
  'bank-detail': plain(bankDetailsTable),
  address: putAddress,
  'requisite-preset': plain(presetsTable),
  funnel: (core, row) => {
    putCrm(core, { family: 'category', row: { entityTypeId: 2, ...row } });
  },
  'smart-process-funnel': (core, row) => {
    putCrm(core, { family: 'category', row });
  },
  status: plain(statusesTable),
  task: putTask,
  'checklist-item': plain(tables.checklistItem),
  'elapsed-time': plain(tables.elapsedTime),
  'task-result': plain(tables.taskResult),
  'task-comment': (core, row, { parentId }) => {
    core.store.table(tables.taskComment).put(Number(row['ID']), { ...row, TASK_ID: parentId });
  },
  'disk-storage': plain(tables.storage),
  'disk-folder': plain(tables.diskObject, 'DETAIL_URL'),
  'disk-file': putFile,
  'disk-version': putVersion,
  'bp-template': plain(tables.processTemplate),
  'bp-instance': (core, row) => {
    core.store.table(tables.workflow).put(textOf(row['ID']), row);
  },
  'bp-assignment': plain(tables.assignment),
};

/** Kinds that look up records of others when they are put: they come after those. */
export const late: ReadonlySet<KindId> = new Set([
  'agreement-text',
  'call-transcript',
  'deal-delivery',
  'deal-payment',
  'note-tree',
  'open-line-message',
]);
