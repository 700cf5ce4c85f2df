import { isList, isObject, type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import { integerOf } from '../../params.ts';
import { Refusal } from '../../refusal.ts';
import type { Where } from '../../query.ts';
import { talkShelves } from '../../shelves/talk.ts';
import { tables } from '../../tables.ts';

/** read: see it; add: put something into it; full: change or delete it. */
export type Right = 'read' | 'add' | 'full';

export const denied = (): Refusal => new Refusal('ACCESS_DENIED', 'Access denied');
export const notFound = (id: number): Refusal =>
  new Refusal('ERROR_NOT_FOUND', `Could not find entity with id \`${id}\``);
export const sameName = (what: 'Файл' | 'Папка'): Refusal =>
  new Refusal('DISK_OBJ_22000', `${what} с таким именем уже есть`);
export const rootFolder = (verb: 'delete' | 'move'): Refusal =>
  new Refusal(verb === 'delete' ? 'DISK_OBJ_22000' : '', `Could not ${verb} root folder`);
export const locked = (): Refusal => new Refusal('DISK_FILE_22007', 'Exclusive lock');

/** The number under `name`; the portal names a wrong one by its place. */
/** Pages tell the parameter by its place, one by its name. */
export function numberOf(context: Context, name = 'id', place: number | 'named' = 0): number {
  const given = context.params.get(name);
  const number = integerOf(given);
  if (number === undefined || !/^\d+$/u.test(textOf(given))) {
    const which = place === 'named' ? `\`${name}\`` : `{Parameter #${place}}`;
    throw new Refusal('ERROR_ARGUMENT', `Invalid value of parameter ${which}`);
  }
  return number;
}

function isMember({ core, caller }: Context, groupId: string): boolean {
  const where: readonly Where[] = [
    { field: { path: 'GROUP_ID', type: 'text' }, is: '=', value: groupId },
    { field: { path: 'USER_ID', type: 'text' }, is: '=', value: String(caller.userId) },
  ];
  return core.store.table(tables.groupMember).count(where) > 0;
}

/** Everybody reads the common storage, members their group's, and a personal one its owner alone: not even an administrator. */
export function readsStorage(context: Context, storage: JsonObject): boolean {
  switch (storage['ENTITY_TYPE']) {
    case 'common':
      return true;
    case 'group':
      return context.caller.isAdmin || isMember(context, textOf(storage['ENTITY_ID']));
    default:
      return textOf(storage['ENTITY_ID']) === String(context.caller.userId);
  }
}

/** Full access: to all that is one's own, and for an administrator to the common and the groups' storages. */
export function has(context: Context, right: Right, storage: JsonObject, object?: JsonObject): boolean {
  if (!readsStorage(context, storage)) return false;
  if (right !== 'full' || context.caller.isAdmin || storage['ENTITY_TYPE'] === 'user') return true;
  return textOf(object?.['CREATED_BY']) === String(context.caller.userId);
}

export function storageOf(context: Context, id: number, right: Right): JsonObject {
  const storage = context.core.store.table(tables.storage).get(id);
  if (storage === undefined) throw notFound(id);
  if (!has(context, right, storage)) throw denied();
  return storage;
}

/** A folder or file by its id, with the storage that it is in; what lies in the trash is not found. */
export function objectOf(
  context: Context,
  id: number,
  type: 'file' | 'folder',
  right: Right,
): { readonly object: JsonObject; readonly storage: JsonObject } {
  const object = context.core.store.table(tables.diskObject).get(id);
  const storage = context.core.store.table(tables.storage).get(Number(object?.['STORAGE_ID']));
  if (object === undefined || storage === undefined || object['TYPE'] !== type) throw notFound(id);
  if (!has(context, right, storage, object) && !(right === 'read' && wasSent(context, id))) throw denied();
  return { object, storage };
}

/** Every file that was sent to chats, and the chats. */
function sentFiles({ core }: Context): ReadonlyMap<string, ReadonlySet<number>> {
  const table = core.store.table(talkShelves.dialogMessage.table);
  return table.digest('sent files', () => {
    const sent = new Map<string, Set<number>>();
    const field = { path: 'params.FILE_ID', type: 'list' } as const;
    for (const { chat_id, params } of table.select({ where: [{ field, is: '!empty' }] })) {
      const files = isObject(params) ? params['FILE_ID'] : undefined;
      for (const file of isList(files) ? files : []) {
        const chats = sent.get(textOf(file)) ?? new Set();
        sent.set(textOf(file), chats.add(Number(chat_id)));
      }
    }
    return sent;
  });
}

/** A file that was sent to a chat is read by whoever is in it, wherever it lies. */
function wasSent(context: Context, fileId: number): boolean {
  const chats = context.core.store.table(talkShelves.chat.table);
  return [...(sentFiles(context).get(String(fileId)) ?? [])].some((chat) => {
    const members = chats.get(chat)?.['_members'];
    return isList(members) && members.includes(context.caller.userId);
  });
}

export function isRoot(object: JsonObject): boolean {
  return ['', '0'].includes(textOf(object['PARENT_ID']));
}

/** Somebody else has the file open for editing. */
export function checkLock(context: Context, object: JsonObject): void {
  const by = textOf(object['LOCKED_BY']);
  if (by !== '' && by !== String(context.caller.userId)) throw locked();
}
