import { type JsonObject, textOf } from '../../../base/json.ts';
import { type Context, type Method, type Reply, write } from '../../method.ts';
import { tables } from '../../tables.ts';
import { checkLock, denied, has, isRoot, notFound, numberOf, objectOf, rootFolder } from './rights.ts';
import { rowMaker } from './rows.ts';
import { below, removeTree } from './tree.ts';

function removeFile(context: Context): Reply {
  const { object } = objectOf(context, numberOf(context), 'file', 'full');
  checkLock(context, object);
  removeTree(context.core, object);
  return { result: true };
}

function removeFolder(context: Context): Reply {
  const { object } = objectOf(context, numberOf(context, 'id', 1), 'folder', 'full');
  if (isRoot(object)) throw rootFolder('delete');
  removeTree(context.core, object);
  return { result: true };
}

/** Marks of the trash: 3 for what was thrown away, 4 for what was inside it. */
function toTrash(context: Context, type: 'file' | 'folder'): Reply {
  const { core, caller } = context;
  const { object } = objectOf(context, numberOf(context, 'id', type === 'file' ? 0 : 1), type, 'full');
  if (isRoot(object)) throw rootFolder('delete');
  if (type === 'file') checkLock(context, object);
  const now = core.clock.now();
  const marks = { DELETE_TIME: core.zone.format(now), DELETED_BY: String(caller.userId) };
  const row = rowMaker(context)({ ...object, ...marks, DELETED_TYPE: type === 'file' ? '3' : 3 });
  const objects = core.store.table(tables.diskObject);
  for (const each of below(core, object)) {
    const id = Number(each['ID']);
    objects.patch(id, { ...marks, DELETED_TYPE: each === object ? '3' : '4' });
    core.store.toBin(tables.diskObject, id, now);
  }
  return { result: row };
}

function trashed(context: Context): ReadonlyMap<string, JsonObject> {
  const binned = context.core.store.binned(tables.diskObject);
  return new Map(binned.map(({ id, record }) => [String(id), record]));
}

/** Only by an id that was kept: the trash has no list. A file by an editor, a folder by an administrator. */
function restore(context: Context, type: 'file' | 'folder'): Reply {
  const { core } = context;
  const id = numberOf(context, 'id', type === 'file' ? 0 : 1);
  const bin = trashed(context);
  const object = bin.get(String(id));
  if (object === undefined || object['TYPE'] !== type) throw notFound(id);
  const storage = core.store.table(tables.storage).get(Number(object['STORAGE_ID']));
  const may =
    storage !== undefined && (type === 'folder' ? context.caller.isAdmin : has(context, 'full', storage, object));
  if (!may) throw denied();
  const objects = core.store.table(tables.diskObject);
  const back = (each: JsonObject): void => {
    const own = Number(each['ID']);
    core.store.fromBin(tables.diskObject, own, 'table');
    objects.patch(own, { DELETED_TYPE: '0', UPDATE_TIME: core.zone.format(core.clock.now()) });
    for (const child of bin.values())
      if (textOf(child['PARENT_ID']) === String(own) && child['DELETED_TYPE'] === '4') back(child);
  };
  back(object);
  return { result: rowMaker(context)({ ...objects.get(id), DELETED_TYPE: 0 }) };
}

/** Deleting on the Drive: for good, into the trash, and back (https://apidocs.bitrix24.ru/api-reference/disk/). */
export const driveTrash: readonly Method[] = [
  write('disk.file.delete', 'disk', removeFile),
  write('disk.folder.deleteTree', 'disk', removeFolder),
  write('disk.file.markDeleted', 'disk', (context) => toTrash(context, 'file')),
  write('disk.folder.markDeleted', 'disk', (context) => toTrash(context, 'folder')),
  write('disk.file.restore', 'disk', (context) => restore(context, 'file')),
  write('disk.folder.restore', 'disk', (context) => restore(context, 'folder')),
];
