import { at, isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { putCrm } from '../company/load-crm.ts';
import type { Family } from '../company/made.ts';
import { type PortalCore, usersTable } from '../core.ts';
import {
  activityExtrasTable,
  addressesTable,
  itemsTable,
  presetsTable,
  requisitesTable,
  bankDetailsTable,
  statusesTable,
  typesTable,
} from '../crm/tables.ts';
import type { TableSpec } from '../store.ts';
import { tables, versionsTable } from '../tables.ts';
import { upper } from './spelling.ts';

/**
 * Puts one archived row where the portal keeps such records, in the form in which it keeps them.
 * `parentId` is of the record in whose list it came; some rows do not say it themselves.
 */
export type Place = (core: PortalCore, row: JsonObject, parentId: string) => void;

/** A table whose records are kept as they are answered, under their number. */
function plain(table: TableSpec, ...made: readonly string[]): Place {
  return (core, row) => {
    core.store.table(table).put(Number(row['ID'] ?? row['id']), without(row, made));
  };
}

function crm(family: Family): Place {
  return (core, row) => {
    putCrm(core, { family, row });
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
  const BLOB = 1_000_000_000 + Number(row['ID']);
  madeBlob(core, BLOB, row);
  core.store.table(versionsTable).put(Number(row['ID']), { ...without(row, ['DOWNLOAD_URL']), BLOB });
}

function putAddress(core: PortalCore, row: JsonObject): void {
  const id = ['TYPE_ID', 'ENTITY_TYPE_ID', 'ENTITY_ID'].map((name) => textOf(row[name])).join(':');
  core.store.table(addressesTable).put(id, row);
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

function elementsOf(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** A group is answered in one spelling and kept in another, without what is made for the answer. */
function putGroup(core: PortalCore, row: JsonObject): void {
  const kept = without(row, ['additionalData', 'imageId', 'avatarType', 'avatar', 'type', 'dialogId']);
  const group = Object.fromEntries(Object.entries(kept).map(([name, value]) => [upper(name), value]));
  core.store.table(tables.group).put(Number(row['id']), group);
}

/** Where each kind goes. A kind that is not here is not on a loaded portal. */
export const places: Readonly<Record<string, Place>> = {
  user: plain(usersTable),
  'user-field': plain(tables.profileField),
  department: plain(tables.department),
  workgroup: putGroup,
  'group-member': (core, row, parentId) => {
    core.store.table(tables.groupMember).add(() => ({ GROUP_ID: parentId, ...row }));
  },
  lead: crm('lead'),
  deal: crm('deal'),
  contact: crm('contact'),
  company: crm('company'),
  quote: plain(itemsTable(7)),
  'smart-invoice': plain(itemsTable(31)),
  'smart-process-type': plain(typesTable),
  'smart-process-item': (core, row, parentId) => {
    plain(itemsTable(Number(row['entityTypeId'])))(core, row, parentId);
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
  status: plain(statusesTable),
  task: putTask,
  'checklist-item': plain(tables.checklistItem),
  'elapsed-time': plain(tables.elapsedTime),
  'task-result': plain(tables.taskResult),
  'task-comment': (core, row, parentId) => {
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
