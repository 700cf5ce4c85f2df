import { at, isObject, type JsonObject, textOf } from '../../base/json.ts';
import { elementsOf } from '../fields.ts';
import type { FileHint, FileSource, RecordLike } from '../kind.ts';
import type { ItemAddress } from './item-parts.ts';

function hintsOf(row: JsonObject): readonly FileHint[] {
  return Object.entries(row).flatMap(([field, value]) => {
    const files = isObject(value) && Object.hasOwn(value, 'urlMachine') ? [value] : elementsOf(value);
    return files.filter(isObject).flatMap((file) => {
      const id = textOf(file['id']);
      const url = textOf(file['urlMachine']);
      return url === '' ? [] : [{ fileId: `${field}:${id}`, name: textOf(file['name']) || `${field}-${id}`, url }];
    });
  });
}

/**
 * Files in the fields of an element: photo, logo, and every custom field of the type "file". They come as
 * `{id, url, urlMachine}`; `url` needs a browser session, `urlMachine` carries its own token and soon expires, so an
 * expired one is asked for again with the whole element (api-reference/crm/universal/object-fields.md).
 */
export function itemFiles(address: (record: RecordLike) => ItemAddress): FileSource {
  return {
    slot: 'fields',
    files: hintsOf,
    refresh: {
      call: (record) => ({ method: 'crm.item.get', params: address(record) }),
      read: (result, { fileId }) => {
        const item = at(result, ['item']);
        const url = isObject(item) ? hintsOf(item).find((hint) => hint.fileId === fileId)?.url : undefined;
        return url === undefined ? undefined : { url };
      },
    },
  };
}
