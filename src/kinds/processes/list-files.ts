import { textOf } from '../../base/json.ts';
import { fileOfPath } from '../../markup/addresses.ts';
import { attachmentOf } from '../drive/download.ts';
import { elementsOf, textAt } from '../fields.ts';
import type { FileSource } from '../kind.ts';
import { ofList } from './of-list.ts';

/** Types of properties that hold files: "File", and "File (Drive)". */
const fileTypes = new Set(['F', 'S:DiskFile']);

/**
 * Files in a list's fields. Their addresses are asked for field by field; a file of the Drive is told by its attachment,
 * which has a link that works by itself, a plain one only by a page for browsers
 * (api-reference/lists/elements/lists-element-get-file-url.md).
 */
export const listFiles: FileSource = {
  slot: 'fields',
  fieldsBy: {
    kind: 'list-field',
    field: (row) => (fileTypes.has(textAt(row, 'TYPE')) ? textAt(row, 'FIELD_ID') : undefined),
  },
  files: (row, _portal, fields = []) =>
    fields.flatMap((field) =>
      elementsOf(row[field]).map((value, index) => ({
        fileId: `${field}:${index}:${textOf(value)}`,
        name: `${field}-${textOf(value)}`,
      })),
    ),
  refresh: {
    call: ({ id, parent }, { fileId }) => ({
      method: 'lists.element.get.file.url',
      params: { ...ofList(parent?.id), ELEMENT_ID: Number(id), FIELD_ID: Number(/\d+/u.exec(fileId)?.[0]) },
    }),
    read: (result, { fileId }) => {
      const url = textOf(elementsOf(result)[Number(fileId.split(':')[1])]);
      const file = fileOfPath(url);
      if (file?.to === 'attachment') return attachmentOf(file.id);
      return url === '' ? undefined : { url };
    },
  },
};
