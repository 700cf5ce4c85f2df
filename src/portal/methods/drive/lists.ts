import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type FieldLookup, parseFilter, parseOrder } from '../../filter.ts';
import { listPage } from '../../listing.ts';
import { type Context, type Method, read, type Reply } from '../../method.ts';
import type { Where } from '../../query.ts';
import { tables, versionsTable } from '../../tables.ts';
import { denied, has, notFound, numberOf, objectOf, readsStorage, storageOf } from './rights.ts';
import { rowMaker, versionRow } from './rows.ts';
import { inFolder } from './tree.ts';
import { seenTask } from '../tasks/task-access.ts';

/** Without a prefix, `%` in a value makes it a pattern. */
function patterns(filter: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(filter).map(([key, value]) => [
      /^\w/u.test(key) && textOf(value).includes('%') ? `=%${key}` : key,
      value,
    ]),
  );
}

const storageFields: FieldLookup = (name) => {
  if (name === 'ID') return { path: 'ID', type: 'id' };
  return /^(?:NAME|CODE|MODULE_ID|ENTITY_TYPE|ENTITY_ID|ROOT_OBJECT_ID)$/u.test(name)
    ? { path: name, type: 'text' }
    : undefined;
};

const objectFields: FieldLookup = (name) => {
  if (name === 'ID') return { path: 'ID', type: 'id' };
  if (/^(?:CREATE|UPDATE|DELETE)_TIME$/u.test(name)) return { path: name, type: 'datetime' };
  return /^(?:NAME|CODE|TYPE|STORAGE_ID|PARENT_ID|CREATED_BY|UPDATED_BY|FILE_ID|GLOBAL_CONTENT_VERSION)$/u.test(name)
    ? { path: name, type: 'text' }
    : undefined;
};

const versionFields: FieldLookup = (name) => (name === 'SIZE' ? { path: 'SIZE', type: 'text' } : objectFields(name));

function storages(context: Context): Reply {
  const { core, params, start } = context;
  const table = core.store.table(tables.storage);
  const visible = table
    .select()
    .filter((storage) => readsStorage(context, storage))
    .map((storage) => Number(storage['ID']));
  const where: readonly Where[] = [
    { field: { path: 'ID', type: 'id' }, is: 'in', values: visible },
    ...parseFilter(patterns(params.map('filter')), { fields: storageFields, zone: core.zone }),
  ];
  return listPage({
    table,
    selection: { where, order: parseOrder(params.map('order'), { fields: storageFields }) },
    start,
  });
}

function children(context: Context, folderId: string): Reply {
  const { core, params, start } = context;
  return listPage({
    table: core.store.table(tables.diskObject),
    selection: {
      where: [
        inFolder(folderId),
        ...parseFilter(patterns(params.map('filter')), { fields: objectFields, zone: core.zone }),
      ],
      order: parseOrder(params.map('order'), { fields: objectFields }),
    },
    start,
    row: rowMaker(context),
  });
}

/** What lies in the root of a storage that the caller can't read is simply not shown. */
function storageChildren(context: Context): Reply {
  const id = numberOf(context);
  const storage = context.core.store.table(tables.storage).get(id);
  if (storage === undefined) throw notFound(id);
  if (!readsStorage(context, storage)) return { result: [], total: 0 };
  return children(context, textOf(storage['ROOT_OBJECT_ID']));
}

function folderChildren(context: Context): Reply {
  const id = numberOf(context, 'id', 1);
  const folder = context.core.store.table(tables.diskObject).get(id);
  const storage = context.core.store.table(tables.storage).get(Number(folder?.['STORAGE_ID']));
  if (folder === undefined || storage === undefined || folder['TYPE'] !== 'folder') throw notFound(id);
  if (!readsStorage(context, storage)) return { result: [], total: 0 };
  return children(context, String(id));
}

function versions(context: Context): Reply {
  const { core, params, start } = context;
  const id = numberOf(context);
  objectOf(context, id, 'file', 'read');
  return listPage({
    table: core.store.table(versionsTable),
    selection: {
      where: [
        { field: { path: 'OBJECT_ID', type: 'text' }, is: '=', value: String(id) },
        ...parseFilter(patterns(params.map('filter')), { fields: versionFields, zone: core.zone }),
      ],
      order: [{ field: { path: 'ID', type: 'id' }, descending: true }],
    },
    start,
    row: (version) => versionRow(context, version),
  });
}

function version(context: Context): Reply {
  const id = numberOf(context, 'id', 'named');
  const found = context.core.store.table(versionsTable).get(id);
  if (found === undefined) throw notFound(id);
  objectOf(context, Number(found['OBJECT_ID']), 'file', 'read');
  return { result: versionRow(context, found) };
}

/** A file by the place where it is attached; whoever sees the task sees its files. */
function attached(context: Context): Reply {
  const id = context.params.integer('id') ?? 0;
  const { core } = context;
  const link = core.store.table(tables.attachedObject).get(id);
  const file = core.store.table(tables.diskObject).get(Number(link?.['OBJECT_ID']));
  if (link === undefined || file === undefined) throw notFound(id);
  const storage = core.store.table(tables.storage).get(Number(file['STORAGE_ID'])) ?? {};
  const ofTask = link['ENTITY_TYPE'] === 'tasks_task' && seenTask(context, Number(link['ENTITY_ID'])) !== undefined;
  if (!ofTask && !has(context, 'read', storage)) throw denied();
  const url = core.links.download(context, { blob: Number(file['FILE_ID']), name: textOf(file['NAME']) });
  const row: Record<string, Json> = { ...link, DOWNLOAD_URL: url, NAME: file['NAME'] ?? '', SIZE: file['SIZE'] ?? '0' };
  return { result: row };
}

function one(context: Context, type: 'file' | 'folder', place: number): Reply {
  return { result: rowMaker(context)(objectOf(context, numberOf(context, 'id', place), type, 'read').object) };
}

/** Reading the Drive (https://apidocs.bitrix24.ru/api-reference/disk/). What lies in the trash is nowhere to be seen. */
export const driveReads: readonly Method[] = [
  read('disk.storage.getTypes', 'disk', () => ({ result: ['user', 'common', 'group'] })),
  read('disk.storage.getList', 'disk', storages),
  read('disk.storage.get', 'disk', (context) => ({ result: storageOf(context, numberOf(context), 'read') })),
  read('disk.storage.getChildren', 'disk', storageChildren),
  read('disk.folder.get', 'disk', (context) => one(context, 'folder', 1)),
  read('disk.folder.getChildren', 'disk', folderChildren),
  read('disk.file.get', 'disk', (context) => one(context, 'file', 0)),
  read('disk.file.getVersions', 'disk', versions),
  read('disk.version.get', 'disk', version),
  read('disk.attachedObject.get', 'disk', attached),
];
