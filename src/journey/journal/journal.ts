import type { Clock } from '../../base/clock.ts';
import type { AppendFile, Disk } from '../../base/disk.ts';
import { chainOn, type ChainHead } from './chain.ts';
import type { JournalEvent, JournalLine } from './events.ts';
import { readCommits } from './read.ts';

/** An open journal. One process at a time: whoever opens it holds the lock (lock.ts). */
export interface Journal {
  readonly path: string;
  /** Lines so far; 0 for a new one. */
  readonly lines: number;
  /** Hash of the last durable line. */
  readonly head: string;
  /** Bytes of an unfinished last commit that were cut when it was opened. */
  readonly cutBytes: number;
  /** Notes an event; durable only after `commit`. */
  note(event: JournalEvent): void;
  /** Everything noted so far is durable when this returns: one write and one sync, however many events. */
  commit(): Promise<void>;
  close(): Promise<void>;
}

class DiskJournal implements Journal {
  readonly path: string;
  readonly cutBytes: number;
  readonly #file: AppendFile;
  readonly #clock: Clock;
  #chain: ChainHead;
  #noted: { readonly atMs: number; readonly event: JournalEvent }[] = [];
  #failed: unknown;

  constructor(path: string, file: AppendFile, clock: Clock, chain: ChainHead, cutBytes: number) {
    this.path = path;
    this.cutBytes = cutBytes;
    this.#file = file;
    this.#clock = clock;
    this.#chain = chain;
  }

  get lines(): number {
    return this.#chain.n;
  }

  get head(): string {
    return this.#chain.hash;
  }

  note(event: JournalEvent): void {
    this.#noted.push({ atMs: this.#clock.now(), event });
  }

  async commit(): Promise<void> {
    // After a failed write nobody knows what the file holds; only a fresh read can tell.
    if (this.#failed !== undefined) throw this.#failed;
    if (this.#noted.length === 0) return;
    const { text, head } = chainOn(this.#chain, this.#noted);
    try {
      await this.#file.write(text);
      await this.#file.sync();
    } catch (error) {
      this.#failed = error;
      throw error;
    }
    this.#chain = head;
    this.#noted = [];
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

/**
 * Opens a journal to go on with it: checks the whole chain, hands every line to `visit` on the way, cuts a torn tail.
 * @throws Bye24Error JOURNAL_DAMAGED when the inside is damaged
 */
export async function openJournal(options: {
  readonly disk: Disk;
  readonly path: string;
  readonly clock: Clock;
  readonly visit?: (line: JournalLine) => void;
}): Promise<Journal> {
  const { disk, path, clock, visit } = options;
  const commits = readCommits(disk, path);
  let step = await commits.next();
  for (; step.done !== true; step = await commits.next()) for (const line of step.value) visit?.(line);
  const { head, goodBytes, tornBytes } = step.value;
  const file = await disk.append(path, { from: goodBytes });
  return new DiskJournal(path, file, clock, head, tornBytes);
}
