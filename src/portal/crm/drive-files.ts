import type { Caller } from '../method.ts';
import type { PortalCore } from '../core.ts';
import { tables } from '../tables.ts';

/**
 * Puts a file that came with a comment or an activity on the Drive, outside all folders, as the product does: its number
 * leads to disk.file.get, which gives a link that needs no session. Everybody who may read the common storage may read it.
 */
export function keepOnDrive(core: PortalCore, caller: Caller, name: string, bytes: Uint8Array): number {
  const field = { path: 'ENTITY_TYPE', type: 'text' } as const;
  const [storage] = core.store.table(tables.storage).ids({ where: [{ field, is: '=', value: 'common' }], limit: 1 });
  const now = core.zone.format(core.clock.now());
  const by = String(caller.userId);
  return core.store.table(tables.diskObject).add((id) => ({
    ID: String(id),
    NAME: name,
    CODE: null,
    STORAGE_ID: String(storage ?? 0),
    TYPE: 'file',
    REAL_OBJECT_ID: String(id),
    PARENT_ID: '0',
    DELETED_TYPE: '0',
    GLOBAL_CONTENT_VERSION: '1',
    FILE_ID: String(core.blobs.add(bytes)),
    SIZE: String(bytes.byteLength),
    CREATE_TIME: now,
    UPDATE_TIME: now,
    DELETE_TIME: null,
    CREATED_BY: by,
    UPDATED_BY: by,
    DELETED_BY: '0',
  }));
}
