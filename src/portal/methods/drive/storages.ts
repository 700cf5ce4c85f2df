import type { PortalCore } from '../../core.ts';
import { tables } from '../../tables.ts';

/** Gives the company, a person or a group a drive with an empty root folder. */
export function addStorage(
  core: PortalCore,
  entityType: 'common' | 'user' | 'group',
  entityId: string,
  name: string,
): void {
  const now = core.zone.format(core.clock.now());
  const storageId = core.store.table(tables.storage).nextId();
  const root = core.store.table(tables.diskObject).add((id) => ({
    ID: String(id),
    NAME: name,
    CODE: null,
    STORAGE_ID: String(storageId),
    TYPE: 'folder',
    REAL_OBJECT_ID: String(id),
    PARENT_ID: null,
    DELETED_TYPE: '0',
    CREATE_TIME: now,
    UPDATE_TIME: now,
    DELETE_TIME: null,
    CREATED_BY: '1',
    UPDATED_BY: '1',
    DELETED_BY: '0',
  }));
  core.store.table(tables.storage).insert(storageId, {
    ID: String(storageId),
    NAME: name,
    CODE: null,
    MODULE_ID: 'disk',
    ENTITY_TYPE: entityType,
    ENTITY_ID: entityId,
    ROOT_OBJECT_ID: String(root),
  });
}
