import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, type Reply, write } from '../../method.ts';
import { listOf, mapOf } from '../../params.ts';
import type { Where } from '../../query.ts';
import { Refusal } from '../../refusal.ts';
import { tables, versionsTable } from '../../tables.ts';
import {
  checkLock,
  denied,
  has,
  isRoot,
  notFound,
  numberOf,
  objectOf,
  rootFolder,
  sameName,
  storageOf,
} from './rights.ts';
import { rowMaker } from './rows.ts';
import { below, inFolder } from './tree.ts';

function taken(context: Context, folderId: string, name: string): boolean {
  const where: readonly Where[] = [inFolder(folderId), { field: { path: 'NAME', type: 'text' }, is: '=', value: name }];
  return context.core.store.table(tables.diskObject).count(where) > 0;
}

function free(context: Context, folderId: string, name: string): string {
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let turn = 1; ; turn += 1) {
    const next = `${stem} (${turn})${ending}`;
    if (!taken(context, folderId, next)) return next;
  }
}

function newObject(context: Context, folder: JsonObject, name: string, type: 'file' | 'folder'): Record<string, Json> {
  const now = context.core.zone.format(context.core.clock.now());
  const author = String(context.caller.userId);
  return {
    ID: '',
    NAME: name,
    CODE: null,
    STORAGE_ID: folder['STORAGE_ID'] ?? '',
    TYPE: type,
    PARENT_ID: folder['ID'] ?? '',
    DELETED_TYPE: '0',
    CREATE_TIME: now,
    UPDATE_TIME: now,
    DELETE_TIME: null,
    CREATED_BY: author,
    UPDATED_BY: author,
    DELETED_BY: '0',
  };
}

function nameOf(context: Context): string {
  const name = textOf(mapOf(context.params.get('data'))?.['NAME']);
  if (name === '')
    throw new Refusal('DISK_BASE_SERVICE_22001', 'Error: required parameter NAME (DISK_BASE_SERVICE_22001)');
  return name;
}

/** Fresh numbers are numbers in the answer that makes them, and text ever after. */
function addFolder(context: Context, folder: JsonObject): Reply {
  const name = nameOf(context);
  if (taken(context, textOf(folder['ID']), name)) throw sameName('Папка');
  const table = context.core.store.table(tables.diskObject);
  const id = table.add((made) => ({
    ...newObject(context, folder, name, 'folder'),
    ID: String(made),
    REAL_OBJECT_ID: String(made),
  }));
  const row = rowMaker(context)(table.get(id) ?? {});
  return { result: { ...row, ID: id, REAL_OBJECT_ID: id, DELETED_TYPE: 0, DELETED_BY: null } };
}

function bytesOf(context: Context): Uint8Array {
  const [, content] = listOf(context.params.get('fileContent')) ?? [];
  if (typeof content !== 'string') throw new Refusal('ERROR_COULD_NOT_SAVE_FILE', 'Could not save file');
  return Buffer.from(content, 'base64');
}

function addVersion(context: Context, file: JsonObject, blob: number, size: number): void {
  context.core.store.table(versionsTable).add((id) => ({
    ID: String(id),
    OBJECT_ID: file['ID'] ?? '',
    SIZE: String(size),
    NAME: file['NAME'] ?? '',
    GLOBAL_CONTENT_VERSION: file['GLOBAL_CONTENT_VERSION'] ?? '1',
    CREATE_TIME: file['UPDATE_TIME'] ?? '',
    CREATED_BY: String(context.caller.userId),
    BLOB: blob,
  }));
}

/** The file in the request, or, without one, the address that it may be sent to. */
function addFile(context: Context, folder: JsonObject): Reply {
  const { core, params } = context;
  if (!params.has('fileContent')) {
    return { result: { field: 'file', uploadUrl: core.links.upload(context, Number(textOf(folder['ID']))) } };
  }
  const asked = nameOf(context);
  const bytes = bytesOf(context);
  const folderId = textOf(folder['ID']);
  const name =
    taken(context, folderId, asked) && params.flag('generateUniqueName') ? free(context, folderId, asked) : asked;
  if (taken(context, folderId, name)) throw sameName('Файл');
  const blob = core.blobs.add(bytes);
  const table = core.store.table(tables.diskObject);
  const content = { GLOBAL_CONTENT_VERSION: '1', FILE_ID: String(blob), SIZE: String(bytes.byteLength) };
  const id = table.add((made) => ({ ...newObject(context, folder, name, 'file'), ID: String(made), ...content }));
  const file = table.get(id) ?? {};
  addVersion(context, file, blob, bytes.byteLength);
  const fresh = { ID: id, DELETED_TYPE: 0, GLOBAL_CONTENT_VERSION: 1, FILE_ID: blob, DELETED_BY: null };
  return { result: { ...rowMaker(context)(file), ...fresh } };
}

function uploadVersion(context: Context): Reply {
  const { core } = context;
  const { object } = objectOf(context, numberOf(context), 'file', 'full');
  checkLock(context, object);
  const bytes = bytesOf(context);
  const blob = core.blobs.add(bytes);
  const number = Number(textOf(object['GLOBAL_CONTENT_VERSION'])) + 1;
  const file = {
    ...object,
    FILE_ID: String(blob),
    SIZE: String(bytes.byteLength),
    GLOBAL_CONTENT_VERSION: String(number),
    UPDATE_TIME: core.zone.format(core.clock.now()),
  };
  core.store.table(tables.diskObject).put(Number(textOf(object['ID'])), file);
  addVersion(context, file, blob, bytes.byteLength);
  return { result: { ...rowMaker(context)(file), GLOBAL_CONTENT_VERSION: number } };
}

function rootOf(context: Context): JsonObject {
  const storage = storageOf(context, numberOf(context), 'add');
  const root = context.core.store.table(tables.diskObject).get(Number(storage['ROOT_OBJECT_ID']));
  if (root === undefined) throw notFound(Number(storage['ID']));
  return root;
}

function folderOf(context: Context): JsonObject {
  return objectOf(context, numberOf(context, 'id', 1), 'folder', 'add').object;
}

function move(context: Context, type: 'file' | 'folder'): Reply {
  const { core } = context;
  const place = type === 'file' ? 0 : 1;
  const { object } = objectOf(context, numberOf(context, 'id', place), type, 'full');
  const target = objectOf(context, numberOf(context, 'targetFolderId', place), 'folder', 'add');
  if (!has(context, 'add', target.storage)) throw denied();
  if (isRoot(object)) throw rootFolder('move');
  if (type === 'file') checkLock(context, object);
  const targetId = textOf(target.object['ID']);
  if (taken(context, targetId, textOf(object['NAME']))) throw sameName(type === 'file' ? 'Файл' : 'Папка');
  const inside = [...below(core, object)];
  if (inside.some((each) => textOf(each['ID']) === targetId)) throw denied();
  const objects = core.store.table(tables.diskObject);
  for (const each of inside) objects.patch(Number(each['ID']), { STORAGE_ID: target.object['STORAGE_ID'] ?? '' });
  const id = Number(textOf(object['ID']));
  objects.patch(id, { PARENT_ID: targetId });
  return { result: { ...rowMaker(context)(objects.get(id) ?? {}), PARENT_ID: Number(targetId) } };
}

function rename(context: Context, type: 'file' | 'folder'): Reply {
  const { core, params } = context;
  const { object } = objectOf(context, numberOf(context, 'id', type === 'file' ? 0 : 1), type, 'full');
  const name = params.text('newName');
  if (name === '') throw new Refusal('0', 'Empty name');
  if (taken(context, textOf(object['PARENT_ID']), name)) throw sameName(type === 'file' ? 'Файл' : 'Папка');
  const id = Number(textOf(object['ID']));
  core.store.table(tables.diskObject).patch(id, { NAME: name, UPDATE_TIME: core.zone.format(core.clock.now()) });
  return { result: rowMaker(context)(core.store.table(tables.diskObject).get(id) ?? {}) };
}

/** Putting things on the Drive and moving them (https://apidocs.bitrix24.ru/api-reference/disk/). */
export const driveWrites: readonly Method[] = [
  write('disk.storage.addFolder', 'disk', (context) => addFolder(context, rootOf(context))),
  write('disk.storage.uploadFile', 'disk', (context) => addFile(context, rootOf(context))),
  write('disk.folder.addSubFolder', 'disk', (context) => addFolder(context, folderOf(context))),
  write('disk.folder.uploadFile', 'disk', (context) => addFile(context, folderOf(context))),
  write('disk.file.uploadVersion', 'disk', uploadVersion),
  write('disk.file.moveTo', 'disk', (context) => move(context, 'file')),
  write('disk.folder.moveTo', 'disk', (context) => move(context, 'folder')),
  write('disk.file.rename', 'disk', (context) => rename(context, 'file')),
  write('disk.folder.rename', 'disk', (context) => rename(context, 'folder')),
];
