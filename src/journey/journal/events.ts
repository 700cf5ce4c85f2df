import { z } from 'zod';

import type { ChainedLine } from '../../base/journal/journal.ts';
import type { Step } from '../types.ts';

const text = z.string();
const count = z.int().nonnegative();
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const action = z.enum(['delete', 'cascade', 'binOff', 'deactivate', 'hand', 'scrub']);
/**
 * What every event about a record carries: an export of the journal needs no other file to be read. `through`: the connection,
 * where it is not the one that carries the plan out.
 */
const record = { step: count, kind: text, id: text, through: text.optional() };
/** Of a hand-over: who is to stand in which fields. Ids of people only. */
const hand = z.object({
  from: text,
  to: text,
  fields: z.array(z.object({ field: text, was: z.array(text), becomes: z.array(text) })),
});

/**
 * What a journal can say. Ids and codes only, never a name or a value of the portal's data: the proof for a
 * data-protection office can be made from it without spreading what was erased.
 */
export const journalEvent = z.discriminatedUnion('type', [
  /** The first line: which plan, of which portal and archive (I10). */
  z.object({
    type: z.literal('begun'),
    plan: hash,
    portal: text,
    sealRoot: text,
    steps: count,
    attended: z.boolean(),
  }),
  /** A later run of the same plan. `cutBytes`: what a torn tail lost; `tookOver`: whose lock was taken over. */
  z.object({ type: z.literal('resumed'), cutBytes: count, tookOver: text.optional() }),
  /** What the plan means to do, in numbers; told once, after `begun`. */
  z.object({ type: z.literal('planned'), kind: text, action, fate: text.optional(), binDays: count.optional(), count }),
  z.object({ type: z.literal('kept'), kind: text, reason: text, count }),
  z.object({
    type: z.literal('byHand'),
    number: count,
    kind: text,
    id: text.optional(),
    check: z.enum(['api', 'person']),
  }),
  /** Who looks: a connection that sees less proves nothing by seeing nothing. */
  z.object({
    type: z.literal('witness'),
    when: z.enum(['before', 'after']),
    user: text.optional(),
    administrator: z.boolean().optional(),
  }),
  /** The portal's own count of a kind. */
  z.object({ type: z.literal('counted'), when: z.enum(['before', 'after']), kind: text, total: count }),
  /** About to be sent, or (`with`) about to go along with another step. Durable before the request leaves (I3). */
  z.object({
    type: z.literal('intent'),
    ...record,
    action,
    fingerprint: hash,
    method: text.optional(),
    fate: z.enum(['gone', 'bin']).optional(),
    binDays: count.optional(),
    with: count.optional(),
    hand: hand.optional(),
    scrub: z.array(text).optional(),
  }),
  /** What the portal answered. `notSent`: certainly not executed. */
  z.object({
    type: z.literal('outcome'),
    ...record,
    is: z.enum(['acknowledged', 'refused', 'unknown', 'notSent']),
    code: text.optional(),
  }),
  /** What a read showed. check: before sending; probe: after a lost answer; canary; prove: the independent re-read. */
  z.object({
    type: z.literal('found'),
    ...record,
    state: z.enum([
      'absent',
      'present',
      'changed',
      'childAppeared',
      'inactive',
      'handed',
      'scrubbed',
      'binOff',
      'unreadable',
      'unreachable',
    ]),
    by: z.enum(['check', 'probe', 'canary', 'prove']),
    code: text.optional(),
    child: text.optional(),
    hand: hand.optional(),
    scrub: z.array(text).optional(),
  }),
  /** Records that changed since the export are about to be taken home once more: the seal comes off the archive. */
  z.object({ type: z.literal('bringing'), sealRoot: text, records: count }),
  /** From here on the step means this version of its record: kept beside the one before, read again and verified (I1). */
  z.object({ type: z.literal('broughtHome'), ...record, was: hash, fingerprint: hash }),
  /** The archive is sealed anew and stands for the planned one (I10): it holds every step that is open as the step says. */
  z.object({ type: z.literal('resealed'), from: text, to: text, records: count }),
  /** A by-hand step that is done: a read showed it (`api`), or a person says so by name. */
  z.object({ type: z.literal('confirmed'), number: count, by: text }),
  /** The end of an archive: what there was, then each part that was removed and seen gone. */
  z.object({ type: z.literal('erasing'), portal: text, sealRoot: text, files: count, sizeBytes: count }),
  z.object({ type: z.literal('erased'), part: text, files: count, sizeBytes: count }),
  z.object({ type: z.literal('paused') }),
  z.object({ type: z.literal('stopped'), reason: text, unknown: count }),
  z.object({ type: z.literal('finished') }),
  z.object({ type: z.literal('proved'), looked: count }),
]);

export type JournalEvent = z.infer<typeof journalEvent>;
export type EventOf<Type extends JournalEvent['type']> = Extract<JournalEvent, { type: Type }>;

/** What every event about a step's record carries. */
export function recordOf({ number, key, through }: Pick<Step, 'number' | 'key' | 'through'>): {
  readonly step: number;
  readonly kind: string;
  readonly id: string;
  readonly through?: string;
} {
  return { step: number, kind: key.kind, id: key.id, ...(through === undefined ? {} : { through }) };
}

/** An event with its place in the journal. */
export type JournalLine = ChainedLine<JournalEvent>;
