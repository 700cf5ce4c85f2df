import { type JsonObject, textOf } from '../../../base/json.ts';
import type { PortalCore } from '../../core.ts';
import type { Where } from '../../query.ts';
import { tables, versionsTable } from '../../tables.ts';

/** Conditions and walks over the Drive's tree of folders; rights are not looked at here. */
export function inFolder(folderId: number | string): Where {
  return { field: { path: 'PARENT_ID', type: 'text' }, is: '=', value: String(folderId) };
}

/** An object and everything below it, parents before children. */
export function* below(core: PortalCore, object: JsonObject): Generator<JsonObject> {
  yield object;
  if (object['TYPE'] !== 'folder') return;
  const table = core.store.table(tables.diskObject);
  for (const child of table.select({ where: [inFolder(textOf(object['ID']))] })) yield* below(core, child);
}

/** Removes an object for good, with all below it, their versions, and the places where they are attached. */
export function removeTree(core: PortalCore, object: JsonObject): void {
  const objects = core.store.table(tables.diskObject);
  const versions = core.store.table(versionsTable);
  const attached = core.store.table(tables.attachedObject);
  for (const each of below(core, object)) {
    const where: readonly Where[] = [
      { field: { path: 'OBJECT_ID', type: 'text' }, is: '=', value: textOf(each['ID']) },
    ];
    for (const version of versions.ids({ where })) versions.remove(version);
    for (const link of attached.ids({ where })) attached.remove(link);
    objects.remove(Number(each['ID']));
  }
}

/** A storage goes only with what it belongs to: a group, for one. */
export function removeStorage(core: PortalCore, entityType: string, entityId: string): void {
  const storages = core.store.table(tables.storage);
  const where: readonly Where[] = [
    { field: { path: 'ENTITY_TYPE', type: 'text' }, is: '=', value: entityType },
    { field: { path: 'ENTITY_ID', type: 'text' }, is: '=', value: entityId },
  ];
  for (const storage of storages.select({ where })) {
    const root = core.store.table(tables.diskObject).get(Number(storage['ROOT_OBJECT_ID']));
    if (root !== undefined) removeTree(core, root);
    storages.remove(Number(storage['ID']));
  }
}

/** Names on the way from the root (left out) to the object, both ends included. */
export function pathOf(core: PortalCore, object: JsonObject): readonly string[] {
  const names: string[] = [];
  let here: JsonObject | undefined = object;
  for (let depth = 0; here !== undefined && depth < 1000; depth += 1) {
    const parent = textOf(here['PARENT_ID']);
    if (parent === '' || parent === '0') break;
    names.unshift(textOf(here['NAME']));
    here = core.store.table(tables.diskObject).get(Number(parent));
  }
  return names;
}
