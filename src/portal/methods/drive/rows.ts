import { type Json, type JsonObject, textOf } from '../../../base/json.ts';
import type { Context } from '../../method.ts';
import { tables } from '../../tables.ts';
import { isRoot } from './rights.ts';
import { pathOf } from './tree.ts';

function place(storage: JsonObject | undefined): string {
  const id = textOf(storage?.['ENTITY_ID']);
  if (storage?.['ENTITY_TYPE'] === 'user') return `/company/personal/user/${id}/disk`;
  return storage?.['ENTITY_TYPE'] === 'group' ? `/workgroups/group/${id}/disk` : '/docs';
}

/** Makes the public rows of one answer; paths of folders are found once. */
export function rowMaker(context: Context): (object: JsonObject) => JsonObject {
  const folders = new Map<string, string>();
  const folderPath = (id: string): string => {
    const known = folders.get(id);
    if (known !== undefined) return known;
    const folder = context.core.store.table(tables.diskObject).get(Number(id));
    const path =
      folder === undefined
        ? ''
        : pathOf(context.core, folder)
            .map((name) => `${name}/`)
            .join('');
    folders.set(id, path);
    return path;
  };
  return (object) => {
    const isFile = object['TYPE'] === 'file';
    const storage = context.core.store.table(tables.storage).get(Number(object['STORAGE_ID']));
    const own = isRoot(object) ? '' : folderPath(textOf(object['PARENT_ID'])) + textOf(object['NAME']);
    const { LOCKED_BY: _lock, ...shown } = object;
    const link: Record<string, Json> = isFile ? { DOWNLOAD_URL: downloadUrl(context, object) } : {};
    return { ...shown, ...link, DETAIL_URL: `${context.origin}${place(storage)}/${isFile ? 'file' : 'path'}/${own}` };
  };
}

function downloadUrl(context: Context, file: JsonObject): string {
  return context.core.links.download(context, { blob: Number(file['FILE_ID']), name: textOf(file['NAME']) });
}

/** A version as the portal shows it: where its bytes lie stays inside. */
export function versionRow(context: Context, version: JsonObject): JsonObject {
  const { BLOB, ...shown } = version;
  const url = context.core.links.download(context, { blob: Number(BLOB), name: textOf(version['NAME']) });
  return { ...shown, DOWNLOAD_URL: url };
}
