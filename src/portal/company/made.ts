import type { Json, JsonObject } from '../../base/json.ts';
import type { ShelfFamily } from '../shelves/index.ts';
import type { RecordId } from '../store.ts';
import type { FileContent } from './contents.ts';

/** The families of records that a company is made of, one table of the portal each. */
export type Family =
  | ShelfFamily
  | 'user'
  | 'profileField'
  | 'department'
  | 'group'
  | 'groupMember'
  | 'category'
  | 'status'
  | 'userField'
  | 'company'
  | 'contact'
  | 'lead'
  | 'deal'
  | 'activity'
  | 'timelineComment'
  | 'preset'
  | 'requisite'
  | 'bankDetail'
  | 'task'
  | 'checklistItem'
  | 'elapsedTime'
  | 'taskResult'
  | 'taskComment'
  | 'chatMessage'
  | 'storage'
  | 'diskObject'
  | 'attachedObject'
  | 'processTemplate'
  | 'workflow'
  | 'assignment';

/** One record of a sample company, in the shape in which the portal answers it. */
export interface Made {
  readonly family: Family;
  readonly row: JsonObject;
  /** Of a file: its versions, oldest first. The last one is what the file holds. */
  readonly versions?: readonly { readonly row: JsonObject; readonly content: FileContent }[];
  /** Of a row that does not show its number, or shows it under another name than `id` or `ID`. */
  readonly key?: RecordId;
  /** The one file that belongs to a record; the portal keeps it under `_blob`, and its size under `_size`. */
  readonly content?: FileContent;
  /** Further files of it, by the names under which the portal keeps them: `_pdf`. */
  readonly contents?: Readonly<Record<`_${string}`, FileContent>>;
}

export function made(family: Family, row: Readonly<Record<string, Json>>): Made {
  return { family, row };
}

/** The same under a key that the row itself need not show, with a file where it has one. */
export function keyed(family: Family, key: RecordId, row: JsonObject, content?: FileContent): Made {
  return content === undefined ? { family, row, key } : { family, row, key, content };
}
