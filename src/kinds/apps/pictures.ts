import { isObject, type JsonObject, textOf } from '../../base/json.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { FileHint, FileSource } from '../kind.ts';

/** A file of a storage is told by its whole address; one that is told otherwise can't be had, and is named as missing. */
function hintOf(field: string, address: string): readonly FileHint[] {
  if (address === '') return [];
  if (!/^https?:/u.test(address)) return [{ fileId: `${field}:${address}`, name: `${field}-${address}` }];
  const plain = address.split(/[?#]/u)[0] ?? address;
  return [
    { fileId: `${field}:${plain}`, name: decodeURIComponent(plain.split('/').at(-1) ?? '') || field, url: address },
  ];
}

/** Pictures of an item or a section. */
export function pictures(...fields: readonly string[]): FileSource {
  return { slot: 'pictures', files: (row) => fields.flatMap((field) => hintOf(field, textAt(row, field))) };
}

const valuesOf = (row: JsonObject, field: string): readonly string[] => {
  const { PROPERTY_VALUES: values } = row;
  const value = isObject(values) ? values[field] : undefined;
  return (textOf(value) === '' ? elementsOf(value).map(textOf) : [textOf(value)]).filter((text) => text !== '');
};

/** Files in an item's own properties: the properties of its storage say which of them hold files. */
export const propertyFiles: FileSource = {
  slot: 'properties',
  fieldsBy: {
    kind: 'app-storage-property',
    field: (row) => (textAt(row, 'TYPE') === 'F' ? textAt(row, 'PROPERTY') : undefined),
  },
  files: (row, _portal, fields = []) =>
    fields.flatMap((field) => valuesOf(row, field).flatMap((address) => hintOf(field, address))),
};
