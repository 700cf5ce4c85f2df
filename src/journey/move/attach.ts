import { isList, isObject, type Json, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Answer, Call } from '../../bitrix24/port.ts';
import type { ArchivedFile, RecordKey } from '../../archive/types.ts';
import { stopsEverything } from '../export/reasons.ts';
import { markOf, withBytes } from './files.ts';
import type { MoveOptions } from './move.ts';
import { largeIn, uploadLarge } from './upload.ts';

/** Files that were laid on the Drive to be attached, and the folders they lie in: in the map beside the real kinds. */
export const attachedFile = 'attached-file';
const folderKind = 'attached-folder';
const top = 'bye24';

export const attachedKey = ({ kind, id }: RecordKey, fileId: string): RecordKey => ({
  kind: attachedFile,
  id: `${kind}:${id}:${fileId}`,
});

/**
 * Lays the files of tasks and comments on the common drive, in a folder for each record: the portal attaches what lies
 * there. Each is on the map before its request leaves; what was made and never answered is found by its name.
 */
export class Attachments {
  readonly #options: Pick<MoveOptions, 'portal' | 'archive' | 'map' | 'signal'>;
  #root: string | undefined;

  constructor(options: Pick<MoveOptions, 'portal' | 'archive' | 'map' | 'signal'>) {
    this.#options = options;
  }

  /** Lays them all down; the number of those that can't be. */
  async lay(owner: RecordKey, slot: string): Promise<number> {
    const { archive, map } = this.#options;
    const files = [...archive.files(owner)].filter((file) => file.slot === slot);
    if (files.length === 0) return 0;
    const able = files.filter(({ blob }) => blob !== undefined);
    if (able.every(({ fileId }) => map.id(attachedKey(owner, fileId)) !== undefined)) return files.length - able.length;
    try {
      return files.length - able.length + (await this.#layAll(owner, able));
    } catch (error) {
      // No common drive, or no right to write there: the record is made without them.
      if (!(error instanceof PortalError) || stopsEverything(error)) throw error;
      return files.length;
    }
  }

  async #layAll(owner: RecordKey, able: readonly ArchivedFile[]): Promise<number> {
    const { signal } = this.#options;
    const drive = await this.#drive();
    if (drive === '') return able.length;
    const all = await this.#folder({ kind: folderKind, id: top }, drive, top);
    const name = `${owner.kind}-${owner.id.replaceAll(':', '-')}`;
    const folder = await this.#folder({ kind: folderKind, id: `${owner.kind}:${owner.id}` }, all, name);
    const names = new Set<string>();
    for (const file of able) {
      signal?.throwIfAborted();
      // Two of one name can't lie in one folder.
      const own = names.has(file.name) ? `${file.fileId} ${file.name}` : file.name;
      names.add(own);
      await this.#upload(attachedKey(owner, file.fileId), folder, own, file);
    }
    return 0;
  }

  async #drive(): Promise<string> {
    if (this.#root !== undefined) return this.#root;
    const { portal, signal } = this.#options;
    const params = { filter: { ENTITY_TYPE: 'common' } };
    const { result } = await portal.call({ method: 'disk.storage.getlist', params }, signal);
    const row = isList(result) ? result.find(isObject) : undefined;
    this.#root = textOf(row?.['ROOT_OBJECT_ID']);
    return this.#root;
  }

  #folder(key: RecordKey, parent: string, name: string): Promise<string> {
    return this.#ensure(key, parent, name, {
      method: 'disk.folder.addsubfolder',
      params: { id: Number(parent), data: { NAME: name } },
      effect: 'write',
    });
  }

  #upload(key: RecordKey, folder: string, name: string, { blob }: ArchivedFile): Promise<string> {
    const bytes = blob === undefined ? '' : markOf(blob);
    return this.#ensure(key, folder, name, {
      method: 'disk.folder.uploadfile',
      params: { id: Number(folder), data: { NAME: name }, fileContent: [name, bytes] },
      effect: 'write',
    });
  }

  async #ensure(key: RecordKey, parent: string, name: string, call: Call): Promise<string> {
    const { map } = this.#options;
    const known = map.id(key);
    if (known !== undefined) return known;
    let id = map.pending(key.kind).has(key.id) ? await this.#find(parent, name) : undefined;
    if (id === undefined) {
      await map.tried([key]);
      try {
        const { result } = await this.#send(call);
        id = isObject(result) ? textOf(result['ID']) : '';
      } catch (error) {
        // It is there by that name, or no answer came: what stands there tells.
        if (!(error instanceof PortalError) || (error.kind !== 'refused' && !error.outcomeUnknown)) throw error;
        id = await this.#find(parent, name);
        if (id === undefined) throw error;
      }
    }
    await map.placed('made', [{ key, id }]);
    return id;
  }

  async #send(call: Call): Promise<Answer> {
    const { portal, archive, signal } = this.#options;
    const large = largeIn(call);
    if (large !== undefined) return uploadLarge(this.#options, call, large);
    const params = await withBytes(archive, call.params as Json);
    return portal.call({ ...call, params: isObject(params) ? params : {} }, signal);
  }

  async #find(parent: string, name: string): Promise<string | undefined> {
    const { portal, signal } = this.#options;
    const params = { id: Number(parent), filter: { NAME: name } };
    const { result } = await portal.call({ method: 'disk.folder.getchildren', params }, signal);
    const row = (isList(result) ? result : []).find((each) => isObject(each) && each['NAME'] === name);
    return isObject(row) ? textOf(row['ID']) : undefined;
  }
}
