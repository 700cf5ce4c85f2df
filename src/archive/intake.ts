import { isList, isObject, at, type Json, type JsonObject } from '../base/json.ts';
import type { RawAnswer } from '../bitrix24/port.ts';
import { ArchiveError } from './error.ts';
import type { EventOf } from './events.ts';
import { scrub, SCRUBBED } from './scrub.ts';
import type { PageOfRecords } from './types.ts';

/** A raw answer on its way in: its number, and its parsed body where the rows must be taken from it again. */
export interface TakenAnswer {
  readonly answer: number;
  readonly scrubbed: Json | undefined;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decoded(body: Uint8Array): string | undefined {
  try {
    return strict.decode(body);
  } catch {
    return undefined;
  }
}

/** The event that keeps an answer, with every secret taken out of it (I11). */
export function answerEvent(
  raw: RawAnswer,
  numbers: { readonly answer: number; readonly run: number; readonly connection: string },
  secretFields: readonly string[],
): { readonly event: EventOf<'answer'>; readonly taken: TakenAnswer } {
  const text = decoded(raw.body);
  const clean = text === undefined ? undefined : scrub(text, secretFields);
  const event: EventOf<'answer'> = {
    type: 'answer',
    ...numbers,
    method: raw.method,
    api: raw.api,
    params: JSON.parse(scrub(JSON.stringify(raw.params), secretFields)) as EventOf<'answer'>['params'],
    at: raw.atMs,
    ...(clean === undefined
      ? { body: Buffer.from(raw.body).toString('base64'), base64: true as const }
      : { body: clean }),
  };
  // Where a secret was struck out, here or on the way, the rows that we were given may still hold it.
  const scrubbed = clean === undefined || !clean.includes(SCRUBBED) ? undefined : (JSON.parse(clean) as Json);
  return { event, taken: { answer: numbers.answer, scrubbed } };
}

/**
 * The row at a place of an answer: an element of a list, a member of an object of rows, or the object itself when it
 * is a row.
 */
export function rowAt(body: Json, pointer: readonly string[], place: number): JsonObject | undefined {
  const rows = at(body, pointer);
  if (isList(rows)) return objectOrNone(rows[place]);
  if (!isObject(rows)) return undefined;
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
