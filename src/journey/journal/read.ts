import { Bye24Error } from '../../base/error.ts';
import type { Disk } from '../../base/disk.ts';
import { linesOf } from '../../base/lines.ts';
import { type ChainHead, decodeLine, EMPTY_CHAIN, follows } from './chain.ts';
import type { JournalLine } from './events.ts';

/** How a read ended: where the good part ends and how much of a torn last commit lies behind it. */
export interface JournalEnd {
  readonly head: ChainHead;
  /** Bytes up to the end of the last whole commit. */
  readonly goodBytes: number;
  readonly tornBytes: number;
}

/** The inside of a journal was changed or lost: nothing may lean on it (I8). */
export function damaged(path: string, line: number, byte: number): Bye24Error {
  return new Bye24Error('JOURNAL_DAMAGED', { path, line, byte });
}

/**
 * Walks a journal in flat memory, one commit at a time, checking the chain. A commit is all or nothing: the last one
 * counts as torn when it is cut or garbled and nothing of a later commit follows; it was never reported durable, so
 * nothing leaned on it. Anything else is damage.
 * @throws Bye24Error JOURNAL_DAMAGED
 */
export async function* readCommits(disk: Disk, path: string): AsyncGenerator<readonly JournalLine[], JournalEnd, void> {
  if (((await disk.sizeBytes(path)) ?? 0) === 0) return { head: EMPTY_CHAIN, goodBytes: 0, tornBytes: 0 };
  let head = EMPTY_CHAIN;
  let good = EMPTY_CHAIN;
  let goodBytes = 0;
  let end = 0;
  let commit: JournalLine[] = [];
  let bad: { readonly line: number; readonly byte: number } | undefined;
  for await (const { text, start, end: lineEnd, whole } of linesOf(disk.chunks(path))) {
    end = lineEnd;
    const line = whole ? decodeLine(text) : undefined;
    if (line === undefined) bad ??= { line: head.n + 1, byte: start };
    if (bad !== undefined) {
      // Behind a lost line feed a good line may hide at the end of a bad one.
      const later = line ?? decodeLine(text.slice(text.lastIndexOf('{"n":')));
      if (later !== undefined && later.group > good.group + 1) throw damaged(path, bad.line, bad.byte);
      continue;
    }
    if (line === undefined) continue;
    // A power loss garbles; it does not write good lines with other content.
    if (!follows(head, line, text)) throw damaged(path, head.n + 1, start);
    head = line;
    commit.push(line);
    if (head.left > 0) continue;
    good = head;
    goodBytes = lineEnd;
    yield commit;
    commit = [];
  }
  return { head: good, goodBytes, tornBytes: end - goodBytes };
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
