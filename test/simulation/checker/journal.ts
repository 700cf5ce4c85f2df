import { hash } from 'node:crypto';

/** A line of a journal as a stranger reads it: nothing here comes from the journey. */
export interface Line {
  readonly n: number;
  readonly group: number;
  readonly left: number;
  readonly event: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface Reading {
  readonly lines: readonly Line[];
  /** The text of all whole commits. */
  readonly good: string;
  /** What is wrong with the part that should be whole. */
  readonly wrong: readonly string[];
}

const NOTHING: Reading & { readonly hash: string } = { lines: [], good: '', wrong: [], hash: '0'.repeat(64) };

/**
 * Reads a journal by its own rules: numbers, commits, the chain over the very text. A torn end is no fault. Each journal
 * of an exit begins with the one before: what was read of that and found whole is not read again.
 */
export class JournalReader {
  #last = NOTHING;
  #lastText = '';

  read(text: string): Reading {
    if (text === this.#lastText) return this.#last;
    const goesOn = this.#last.wrong.length === 0 && text.startsWith(this.#last.good);
    this.#last = readOn(text, goesOn ? this.#last : NOTHING);
    this.#lastText = text;
    return this.#last;
  }
}

/** Reads one journal by its own rules. */
export function readJournal(text: string): Reading {
  return readOn(text, NOTHING);
}

function readOn(text: string, before: typeof NOTHING): typeof NOTHING {
  const lines = [...before.lines];
  const wrong: string[] = [];
  let previous = before.hash;
  let good = { at: before.good.length, lines: lines.length, hash: previous };
  for (let at = good.at; at < text.length;) {
    const end = text.indexOf('\n', at);
    if (end === -1) break;
    const line = parse(text.slice(at, end));
    if (line === undefined) break;
    const cut = line.text.lastIndexOf(',"hash":"');
    const own = hash('sha256', previous + line.text.slice(0, cut));
    if (line.text.slice(cut) !== `,"hash":"${own}"}`)
      wrong.push(`I8 line ${lines.length + 1} is not chained to the one before`);
    if (line.n !== lines.length + 1) wrong.push(`I8 line ${lines.length + 1} has the number ${line.n}`);
    previous = own;
    lines.push(line);
    at = end + 1;
    if (line.left === 0) good = { at, lines: lines.length, hash: own };
  }
  return { lines: lines.slice(0, good.lines), good: text.slice(0, good.at), wrong, hash: good.hash };
}

function parse(text: string): Line | undefined {
  try {
    const event = JSON.parse(text) as Record<string, unknown>;
    return { n: Number(event['n']), group: Number(event['group']), left: Number(event['left']), event, text };
  } catch {
    return undefined;
  }
}

/** `contact 5` for a line about a record. */
export function recordOf({ event }: Line): string | undefined {
  return typeof event['kind'] === 'string' && typeof event['id'] === 'string' && 'step' in event
    ? `${event['kind']} ${event['id']}`
    : undefined;
}

/** Records whose intent stands with no word of what came of it, and the commit of each intent. */
export function openIntents(
  lines: readonly Line[],
): ReadonlyMap<string, { readonly group: number; readonly line: Line }> {
  const open = new Map<string, { group: number; line: Line }>();
  for (const line of lines) {
    const record = recordOf(line);
    if (record === undefined) continue;
    if (line.event['type'] === 'intent') open.set(record, { group: line.group, line });
    else if (line.event['type'] === 'outcome' || line.event['type'] === 'found') open.delete(record);
  }
  return open;
}
