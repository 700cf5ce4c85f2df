import { hash } from 'node:crypto';

import { z } from 'zod';

import type { Clock } from '../clock.ts';
import type { AppendFile, Disk } from '../disk.ts';
import { Bye24Error } from '../error.ts';
import { linesOf } from '../lines.ts';

/**
 * A journal that only grows and is hash-chained (I8), for any kind of event: the exit of a portal has one, the uninstall
 * of a server another. An event with its place: `n` counts lines from 1, `group` counts commits, `left` how many lines of
 * the same commit still follow: so a reader can tell an unfinished last commit from damage in the middle.
 */
export interface ChainedLine<Event> {
  readonly n: number;
  readonly atMs: number;
  readonly group: number;
  readonly left: number;
  readonly event: Event;
  /** Chained over the line before. */
  readonly hash: string;
}

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
function encode(
  line: Omit<ChainedLine<object>, 'hash'>,
  previous: string,
): { readonly text: string; readonly hash: string } {
  const { n, atMs, group, left, event } = line;
  const body = JSON.stringify({ n, at: atMs, group, left, ...event }).slice(0, -1);
  const own = hash('sha256', `${previous}${body}`);
  return { text: `${body},"hash":"${own}"}`, hash: own };
}

/** Undefined when the text is not a journal line. */
export function decodeLine<Event>(text: string, events: z.ZodType<Event>): ChainedLine<Event> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const frame = envelope.safeParse(value);
  const event = events.safeParse(value);
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
export function follows(head: ChainHead, line: Omit<ChainedLine<unknown>, 'atMs'>, text: string): boolean {
  const inPlace =
    head.left > 0 ? line.group === head.group && line.left === head.left - 1 : line.group === head.group + 1;
  if (!inPlace || line.n !== head.n + 1) return false;
  const body = text.slice(0, -`,"hash":"${line.hash}"}`.length);
  return `${body},"hash":"${line.hash}"}` === text && hash('sha256', `${head.hash}${body}`) === line.hash;
}

/** The lines of one commit, chained onto `head`. */
export function chainOn(
  head: ChainHead,
  events: readonly { readonly atMs: number; readonly event: object }[],
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
export async function* readCommits<Event>(
  disk: Disk,
  path: string,
  events: z.ZodType<Event>,
): AsyncGenerator<readonly ChainedLine<Event>[], JournalEnd, void> {
  if (((await disk.sizeBytes(path)) ?? 0) === 0) return { head: EMPTY_CHAIN, goodBytes: 0, tornBytes: 0 };
  let head = EMPTY_CHAIN;
  let good = EMPTY_CHAIN;
  let goodBytes = 0;
  let end = 0;
  let commit: ChainedLine<Event>[] = [];
  let bad: { readonly line: number; readonly byte: number } | undefined;
  for await (const { text, start, end: lineEnd, whole } of linesOf(disk.chunks(path))) {
    end = lineEnd;
    const line = whole ? decodeLine(text, events) : undefined;
    if (line === undefined) bad ??= { line: head.n + 1, byte: start };
    if (bad !== undefined) {
      // Behind a lost line feed a good line may hide at the end of a bad one.
      const later = line ?? decodeLine(text.slice(text.lastIndexOf('{"n":')), events);
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

/** An open journal. One process at a time: whoever opens it holds a lock (lock.ts). */
export interface OpenJournal<Event> {
  readonly path: string;
  /** Lines so far; 0 for a new one. */
  readonly lines: number;
  /** Hash of the last durable line. */
  readonly head: string;
  /** Bytes of an unfinished last commit that were cut when it was opened. */
  readonly cutBytes: number;
  /** Notes an event; durable only after `commit`. */
  note(event: Event): void;
  /** Everything noted so far is durable when this returns: one write and one sync, however many events. */
  commit(): Promise<void>;
  close(): Promise<void>;
}

class DiskJournal<Event extends object> implements OpenJournal<Event> {
  readonly path: string;
  readonly cutBytes: number;
  readonly #file: AppendFile;
  readonly #clock: Clock;
  #chain: ChainHead;
  #noted: { readonly atMs: number; readonly event: Event }[] = [];
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

  note(event: Event): void {
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
 * Opens a journal to go on with it: checks the whole chain, hands every line to `visit` on the way, cuts a torn tail. All
 * of it is durable when this returns: what an earlier process wrote and could not sync may lie in the system's memory
 * alone, and a power cut must not take back what is acted on.
 * @throws Bye24Error JOURNAL_DAMAGED when the inside is damaged
 */
export async function openChained<Event extends object>(options: {
  readonly disk: Disk;
  readonly path: string;
  readonly clock: Clock;
  readonly events: z.ZodType<Event>;
  readonly visit?: (line: ChainedLine<Event>) => void;
}): Promise<OpenJournal<Event>> {
  const { disk, path, clock, events, visit } = options;
  const commits = readCommits(disk, path, events);
  let step = await commits.next();
  for (; step.done !== true; step = await commits.next()) for (const line of step.value) visit?.(line);
  const { head, goodBytes, tornBytes } = step.value;
  const file = await disk.append(path, { from: goodBytes });
  try {
    if (goodBytes + tornBytes > 0) await file.sync();
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
  return new DiskJournal(path, file, clock, head, tornBytes);
}
