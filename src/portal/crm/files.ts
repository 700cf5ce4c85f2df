import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { PortalCore } from '../core.ts';
import type { Context } from '../method.ts';
import { integerOf, listOf, mapOf } from '../params.ts';
import { itemFilesTable } from './tables.ts';

/**
 * Reads a file that a request brings, `{"fileData": ["name.ext", "<base64>"]}`, into the portal; the item keeps its
 * number. `{"id": 5}` keeps a file that is there (https://apidocs.bitrix24.ru/api-reference/files/how-to-update-files.html).
 */
export function readFileValue(core: PortalCore, owner: string, value: Json): Json {
  const map = mapOf(value);
  const [name, content] = listOf(map?.['fileData']) ?? [];
  if (content === undefined) return map?.['id'] === undefined ? null : { id: integerOf(map['id']) ?? 0 };
  const blob = core.blobs.add(Buffer.from(textOf(content), 'base64'));
  const id = core.store.table(itemFilesTable).add(() => ({ blob, name: textOf(name), owner }));
  return { id };
}

/** Whether any item of a type has a file: if none has, items can be shown as they are stored. */
export function hasFiles(core: PortalCore, entityTypeId: number): boolean {
  const where = [{ field: { path: 'owner', type: 'text' }, is: 'like', value: `${entityTypeId}:%` }] as const;
  return core.store.table(itemFilesTable).count(where) > 0;
}

const isFile = (value: Json): value is JsonObject => isObject(value) && Object.keys(value).join() === 'id';

function shown(context: Context, entityTypeId: number, value: JsonObject, style: 'item' | 'old'): Json {
  const id = integerOf(value['id']) ?? 0;
  const file = context.core.store.table(itemFilesTable).get(id);
  if (file === undefined) return null;
  const page = `/bitrix/components/bitrix/crm.item/show_file.php?entityTypeId=${entityTypeId}&fileId=${id}`;
  if (style === 'old') return { id, showUrl: page, downloadUrl: `${page}&download=1` };
  const linked = { blob: integerOf(file['blob']) ?? 0, name: textOf(file['name']) };
  return { id, url: context.origin + page, urlMachine: context.core.links.machine(context, linked) };
}

/** The item with its files as links: `url` for a browser with a session, `urlMachine` for a client with a token. */
export function withFileLinks(context: Context, item: JsonObject, style: 'item' | 'old'): JsonObject {
  const entityTypeId = integerOf(item['entityTypeId']) ?? 0;
  const changes: Record<string, Json> = {};
  for (const [name, value] of Object.entries(item)) {
    if (isFile(value)) changes[name] = shown(context, entityTypeId, value, style);
    else if (Array.isArray(value) && value.length > 0 && (value as readonly Json[]).every(isFile)) {
      changes[name] = (value as readonly JsonObject[]).map((each) => shown(context, entityTypeId, each, style));
    }
  }
  return { ...item, ...changes };
}
