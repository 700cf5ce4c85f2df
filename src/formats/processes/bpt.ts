import { deflateSync } from 'node:zlib';

import { phpSerialize } from './php.ts';
import type { Template } from './template.ts';

/**
 * A template as the designer of any Bitrix24 exports it and takes it in again: zlib around PHP's own notation. REST does
 * not tell the document's own fields, so DOCUMENT_FIELDS is empty: fields that the next portal lacks are made by hand.
 */
export function bptOf({ row }: Template): Buffer {
  const data = {
    VERSION: 2,
    TEMPLATE: row['TEMPLATE'] ?? [],
    PARAMETERS: row['PARAMETERS'] ?? [],
    VARIABLES: row['VARIABLES'] ?? [],
    CONSTANTS: row['CONSTANTS'] ?? [],
    DOCUMENT_FIELDS: [],
  };
  return deflateSync(phpSerialize(data), { level: 9 });
}
