import { isUtf8 } from 'node:buffer';

import { isList, isObject, at, type Json, type JsonObject } from '../base/json.ts';
import type { RawAnswer } from '../bitrix24/port.ts';
import { ArchiveError } from './error.ts';
import type { AnswerHead, EventOf } from './events.ts';
import { mayNeedScrub, scrub, SCRUBBED } from './scrub.ts';
import type { PageOfRecords } from './types.ts';

/** A raw answer on its way in: its number, and its parsed body where the rows must be taken from it again. */
export interface TakenAnswer {
  readonly answer: number;
  readonly scrubbed: Json | undefined;
}

/** A body of UTF-8 without secrets: the very bytes where there were none. */
function cleanBody(body: Uint8Array, secretFields: readonly string[]): Uint8Array {
  if (!mayNeedScrub(body, secretFields)) return body;
  return Buffer.from(scrub(bytesOf(body).toString('utf8'), secretFields));
}

function bytesOf(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

export interface AnswerTaken {
  readonly event: AnswerHead;
  readonly body: Uint8Array;
  /** False for a body that is no UTF-8. */
  readonly isText: boolean;
  readonly taken: TakenAnswer;
}

/** The event that keeps an answer, and its body with every secret taken out of it (I11). */
export function answerEvent(
  raw: RawAnswer,
  numbers: { readonly answer: number; readonly run: number; readonly connection: string },
  secretFields: readonly string[],
): AnswerTaken {
  const isText = isUtf8(raw.body);
  const body = isText ? cleanBody(raw.body, secretFields) : raw.body;
  const event: AnswerHead = {
    type: 'answer',
    ...numbers,
    method: raw.method,
    api: raw.api,
    params: JSON.parse(scrub(JSON.stringify(raw.params), secretFields)) as AnswerHead['params'],
    at: raw.atMs,
  };
  // Where a secret was struck out, here or on the way, the rows that we were given may still hold it.
  const isScrubbed = isText && bytesOf(body).includes(SCRUBBED);
  const scrubbed = isScrubbed ? (JSON.parse(bytesOf(body).toString('utf8')) as Json) : undefined;
  return { event, body, isText, taken: { answer: numbers.answer, scrubbed } };
}

/**
 * The row at a place of an answer: an element of a list, a member of an object of rows, or, at the place -1, the object
 * itself. (Older pages say 0 of one that is the row itself: then its members are no objects.)
 */
export function rowAt(body: Json, pointer: readonly string[], place: number): JsonObject | undefined {
  const rows = at(body, pointer);
  if (isList(rows)) return objectOrNone(rows[place]);
  if (!isObject(rows)) return undefined;
  if (place === -1) return rows;
  const members = Object.values(rows);
  if (members.length > 0 && members.every(isObject)) return objectOrNone(members[place]);
  return place === 0 ? rows : undefined;
}

function objectOrNone(value: Json | undefined): JsonObject | undefined {
  return isObject(value) ? value : undefined;
}

/** The page's rows as the archive keeps them. */
export function keptRows(page: PageOfRecords, taken: TakenAnswer): readonly JsonObject[] {
  const { scrubbed } = taken;
  if (scrubbed === undefined) return page.rows.map(({ row }) => row);
  return page.rows.map(({ index, key }) => {
    const row = rowAt(scrubbed, page.pointer, index);
    if (row === undefined) throw new ArchiveError('ARCHIVE_BAD_PAGE', { kind: key.kind, id: key.id, index });
    return row;
  });
}

/** The event that says which records a page holds. */
export function pageEvent(page: PageOfRecords, number: number, answer: number): EventOf<'page'> {
  return {
    type: 'page',
    page: number,
    answer,
    kind: page.kind,
    pointer: [...page.pointer],
    rows: page.rows.map(({ index, key, parent }) =>
      parent === undefined ? [index, key.kind, key.id] : [index, key.kind, key.id, parent.kind, parent.id],
    ),
  };
}
