import { hash } from 'node:crypto';

import { z } from 'zod';

import { type JournalEvent, journalEvent, type JournalLine } from './events.ts';

/** What the first line is chained onto. */
export const GENESIS = '0'.repeat(64);

const envelope = z.object({
  n: z.int().positive(),
  at: z.int(),
  group: z.int().positive(),
  left: z.int().nonnegative(),
  hash: z.string(),
});

/**
 * The text of a line without its line feed. Its hash is SHA-256 over the hash of the line before and this line's own
 * text up to the hash, so a change anywhere shows in the very line that was changed.
 */
function encode(line: Omit<JournalLine, 'hash'>, previous: string): { readonly text: string; readonly hash: string } {
  const { n, atMs, group, left, event } = line;
  const body = JSON.stringify({ n, at: atMs, group, left, ...event }).slice(0, -1);
  const own = hash('sha256', `${previous}${body}`);
  return { text: `${body},"hash":"${own}"}`, hash: own };
}

/** Undefined when the text is not a journal line. */
export function decodeLine(text: string): JournalLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const frame = envelope.safeParse(value);
  const event = journalEvent.safeParse(value);
  if (!frame.success || !event.success) return undefined;
  const { n, at, group, left, hash: own } = frame.data;
  return { n, atMs: at, group, left, hash: own, event: event.data };
}

/** Where a chain has come to: everything that the next line must agree with. */
export interface ChainHead {
  readonly n: number;
  readonly group: number;
  readonly left: number;
  readonly hash: string;
}

export const EMPTY_CHAIN: ChainHead = { n: 0, group: 0, left: 0, hash: GENESIS };

/** Whether a line follows from `head`: its number, its place in its commit, and its hash over the very bytes. */
export function follows(head: ChainHead, line: JournalLine, text: string): boolean {
  const inPlace =
    head.left > 0 ? line.group === head.group && line.left === head.left - 1 : line.group === head.group + 1;
  if (!inPlace || line.n !== head.n + 1) return false;
  const body = text.slice(0, -`,"hash":"${line.hash}"}`.length);
  return `${body},"hash":"${line.hash}"}` === text && hash('sha256', `${head.hash}${body}`) === line.hash;
}

/** The lines of one commit, chained onto `head`. */
export function chainOn(
  head: ChainHead,
  events: readonly { readonly atMs: number; readonly event: JournalEvent }[],
): { readonly text: string; readonly head: ChainHead } {
  let { n, hash: previous } = head;
  const group = head.group + 1;
  let text = '';
  events.forEach(({ atMs, event }, index) => {
    n += 1;
    const line = encode({ n, atMs, group, left: events.length - index - 1, event }, previous);
    previous = line.hash;
    text += `${line.text}\n`;
  });
  return { text, head: { n, group, left: 0, hash: previous } };
}
