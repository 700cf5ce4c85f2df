import { at, isObject, type JsonObject, textOf } from '../../base/json.ts';
import { elementsOf } from '../fields.ts';
import type { FileHint, FileSource, RecordLike } from '../kind.ts';
import type { ItemAddress } from './item-parts.ts';

function hintsOf(row: JsonObject): readonly FileHint[] {
  // Nearly all rows are without files, and hold a few lists: names are looked up for those alone.
  const values = Object.values(row);
  const hints: FileHint[] = [];
  for (const [place, value] of values.entries()) {
    if (typeof value !== 'object' || value === null) continue;
    const files = isObject(value) && Object.hasOwn(value, 'urlMachine') ? [value] : elementsOf(value);
    for (const file of files) {
      const url = isObject(file) ? textOf(file['urlMachine']) : '';
      if (!isObject(file) || url === '') continue;
      const field = Object.keys(row)[place] ?? '';
      const id = textOf(file['id']);
      hints.push({ fileId: `${field}:${id}`, name: textOf(file['name']) || `${field}-${id}`, url });
    }
  }
  return hints;
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
