import {
  type ChainHead,
  chainOn as chain,
  decodeLine as decode,
  follows as doesFollow,
} from '../../base/journal/journal.ts';
import { type JournalEvent, journalEvent, type JournalLine } from './events.ts';

export { type ChainHead, EMPTY_CHAIN, GENESIS } from '../../base/journal/journal.ts';

/** Undefined when the text is not a journal line. */
export function decodeLine(text: string): JournalLine | undefined {
  return decode(text, journalEvent);
}

/** Whether a line follows from `head`: its number, its place in its commit, and its hash over the very bytes. */
export function follows(head: ChainHead, line: JournalLine, text: string): boolean {
  return doesFollow(head, line, text);
}

/** The lines of one commit, chained onto `head`. */
export function chainOn(
  head: ChainHead,
  events: readonly { readonly atMs: number; readonly event: JournalEvent }[],
): { readonly text: string; readonly head: ChainHead } {
  return chain(head, events);
}
