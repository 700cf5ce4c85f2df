import { textAt } from '../fields.ts';
import type { FileSource } from '../kind.ts';

/**
 * A file that a row gives by a link for machines, which carries its own token. The link beside it, without "Machine",
 * needs a browser session (api-reference/crm/document-generator/documents/crm-document-generator-document-get.md).
 */
export function machineFile(
  slot: string,
  idField: string,
  urlField: string,
  nameField: string,
  ending = '',
): FileSource {
  return {
    slot,
    files: (row) => {
      const url = textAt(row, urlField);
      const fileId = textAt(row, idField) || textAt(row, 'id');
      return url === '' ? [] : [{ fileId, name: `${textAt(row, nameField) || fileId}${ending}`, url }];
    },
  };
}
