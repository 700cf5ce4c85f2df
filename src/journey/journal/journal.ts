import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import { openChained, type OpenJournal } from '../../base/journal/journal.ts';
import { type JournalEvent, journalEvent, type JournalLine } from './events.ts';

/** The open journal of an exit. */
export type Journal = OpenJournal<JournalEvent>;

/**
 * Opens a journal to go on with it: checks the whole chain, hands every line to `visit` on the way, cuts a torn tail.
 * @throws Bye24Error JOURNAL_DAMAGED when the inside is damaged
 */
export function openJournal(options: {
  readonly disk: Disk;
  readonly path: string;
  readonly clock: Clock;
  readonly visit?: (line: JournalLine) => void;
}): Promise<Journal> {
  return openChained({ ...options, events: journalEvent });
}
