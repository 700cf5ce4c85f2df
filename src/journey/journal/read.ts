import type { Disk } from '../../base/disk.ts';
import { type JournalEnd, readCommits as readChained } from '../../base/journal/journal.ts';
import { journalEvent, type JournalLine } from './events.ts';

export { damaged, type JournalEnd } from '../../base/journal/journal.ts';

/** The commits of an exit's journal, checked. @throws Bye24Error JOURNAL_DAMAGED */
export function readCommits(disk: Disk, path: string): AsyncGenerator<readonly JournalLine[], JournalEnd, void> {
  return readChained(disk, path, journalEvent);
}

/** Every line of a journal that nobody writes to. @throws Bye24Error JOURNAL_DAMAGED */
export async function* readJournal(disk: Disk, path: string): AsyncGenerator<JournalLine, JournalEnd, void> {
  const commits = readCommits(disk, path);
  for (;;) {
    const next = await commits.next();
    if (next.done === true) return next.value;
    yield* next.value;
  }
}
