import type { JsonObject } from '../../base/json.ts';
import { textAt } from '../fields.ts';

/** A list's key: methods of lists want its type beside its number, and rows of its elements tell neither. */
export function keyOfList(row: JsonObject): string {
  return `${textAt(row, 'IBLOCK_TYPE_ID')}:${textAt(row, 'ID')}`;
}

/** By what the methods of lists know a list, read from its key: `lists:47`. */
export function ofList(key: string | undefined): { readonly IBLOCK_TYPE_ID: string; readonly IBLOCK_ID: number } {
  const [type = '', number = ''] = (key ?? '').split(':');
  return { IBLOCK_TYPE_ID: type, IBLOCK_ID: Number(number) };
}
