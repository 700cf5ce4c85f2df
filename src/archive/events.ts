import { z } from 'zod';

import type { Json } from '../base/json.ts';

const id = z.string();
const whole = z.number().int();
const reason = z.object({ code: z.string(), message: z.string() });

const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('run'), run: whole, connection: z.string(), portal: z.string(), at: whole }),
  z.object({ type: z.literal('kind'), kind: id, volatile: z.array(z.string()) }),
  z.object({
    type: z.literal('answer'),
    answer: whole,
    run: whole,
    connection: z.string(),
    method: z.string(),
    api: z.enum(['v2', 'v3']),
    params: z.json(),
    at: whole,
    /** The body of the answer as text; `base64` where it was no UTF-8. */
    body: z.string(),
    base64: z.literal(true).optional(),
  }),
  z.object({
    type: z.literal('page'),
    page: whole,
    answer: whole,
    kind: id,
    pointer: z.array(z.string()),
    /** Place among the page's rows (-1: the one row itself), kind, id, and the parent that the exporter knows of. */
    rows: z.array(z.union([z.tuple([whole, id, id]), z.tuple([whole, id, id, id, id])])),
  }),
  z.object({ type: z.literal('seen'), run: whole, at: whole, kind: id, ids: z.array(id) }),
  z.object({
    type: z.literal('file'),
    kind: id,
    id,
    slot: z.string(),
    fileId: z.string(),
    name: z.string(),
    sizeBytes: whole.optional(),
    contentType: z.string().optional(),
    blob: z.object({ sha512: z.string().regex(/^[0-9a-f]{128}$/u), sizeBytes: whole }).optional(),
    missing: reason.optional(),
  }),
  z.object({
    type: z.literal('missing'),
    run: whole,
    kind: id,
    id: id.optional(),
    what: z.enum(['kind', 'list', 'record', 'file']),
    code: z.string(),
    message: z.string(),
  }),
  z.object({
    type: z.literal('count'),
    run: whole,
    kind: id,
    portal: whole.optional(),
    seen: whole,
    kept: whole,
    state: z.enum(['complete', 'incomplete', 'running']),
  }),
  z.object({ type: z.literal('cursor'), name: z.string(), value: z.string().nullable() }),
  z.object({ type: z.literal('finish'), run: whole, at: whole, state: z.enum(['complete', 'incomplete']) }),
]);

/**
 * A line of the raw log. The log is all that an archive knows, in the order in which it learnt it; the database is
 * derived from it, by the same code, while an export runs and when it is rebuilt.
 */
export type ArchiveEvent = z.infer<typeof eventSchema>;
export type EventOf<T extends ArchiveEvent['type']> = Extract<ArchiveEvent, { type: T }>;

/** An event without what the database does not keep: the body of an answer stays in the raw log alone. */
export type DerivedEvent = Exclude<ArchiveEvent, { type: 'answer' }> | AnswerHead;
export type AnswerHead = Omit<EventOf<'answer'>, 'body' | 'base64'>;

export function parseEvent(line: string): ArchiveEvent {
  return eventSchema.parse(JSON.parse(line));
}

/** The body of an answer as the JSON that it holds. */
export function bodyOf(event: EventOf<'answer'>): Json {
  return JSON.parse(event.base64 === true ? Buffer.from(event.body, 'base64').toString('utf8') : event.body) as Json;
}
