import type { Disk } from '../../base/disk.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import type { Database } from '../database.ts';
import { type Layout, segmentName, segmentNumber } from '../layout.ts';
import { RecordSet } from '../record-set.ts';
import { AnswerPages, type PageLine, type PlacedPage } from './answer-pages.ts';
import type { DamageList } from './damage-list.ts';
import { ownFingerprint } from './own-fingerprint.ts';
import { rawLines } from './raw-lines.ts';

interface AnswerLine {
  readonly type: 'answer';
  readonly answer: number;
  readonly body: string;
  readonly base64?: true;
}
type RawLine = AnswerLine | PageLine | { readonly type: 'other' };

export interface RawCheckOptions {
  /** Part of the records to compare, 1 for all. */
  readonly sample: number;
  readonly onBytes: (count: number) => void;
  readonly onRecord: () => void;
  readonly signal?: AbortSignal;
}

/** Reads the whole raw log again and holds every record of the database against the answer that it came with. */
export class RawCheck {
  readonly #database: Database;
  readonly #damage: DamageList;
  readonly #options: RawCheckOptions;
  readonly #volatile = new Map<string, ReadonlySet<string>>();
  readonly #forms = new Map<number, string>();
  readonly #answers = new RecordSet();
  /** Records that are what the portal said. */
  readonly whole = new RecordSet();
  /** Records that were compared, whole or not. */
  readonly compared = new RecordSet();

  constructor(database: Database, damage: DamageList, options: RawCheckOptions) {
    this.#database = database;
    this.#damage = damage;
    this.#options = options;
    for (const { kind, volatile } of database.all('SELECT kind, volatile FROM kinds')) {
      this.#volatile.set(String(kind), new Set(JSON.parse(String(volatile)) as string[]));
    }
  }

  async run(disk: Disk, layout: Layout): Promise<void> {
    const names = (await disk.list(layout.raw)).filter((name) => segmentNumber(name) !== undefined);
    const pages = new AnswerPages({
      recall: (answer) => this.#recall(answer, disk, layout),
      check: (placed, body, reason) => this.#pages(placed, body, reason),
    });
    for (const name of names) {
      for await (const line of rawLines(disk, layout, name, this.#options.onBytes)) {
        this.#options.signal?.throwIfAborted();
        const reason = typeof line === 'string' ? await this.#line(line, name, pages) : line.unreadable;
        if (reason !== undefined) {
          this.#damaged(name, reason);
          break;
        }
      }
    }
    await pages.finish();
    this.#missingAnswers();
    if (this.#options.sample >= 1) this.#missingRecords();
  }

  #damaged(segment: string, message: string): void {
    this.#damage.add({ code: 'RAW_DAMAGED', path: `data/raw/${segment}`, message });
  }

  /** Why a line can't be used; undefined when all is well with it. */
  async #line(text: string, segment: string, pages: AnswerPages): Promise<string | undefined> {
    let line: RawLine;
    try {
      line = JSON.parse(text) as RawLine;
    } catch {
      return 'a line is no JSON';
    }
    if (line.type === 'answer') {
      this.#answers.add(line.answer);
      await pages.addAnswer(line.answer, bodyOf(line));
    }
    if (line.type !== 'page') return undefined;
    const { page, answer } = line;
    if (!this.#answers.has(answer)) return `page ${page} speaks of answer ${answer}, which is not before it`;
    await pages.addPage({ line, segment });
    return undefined;
  }

  /** The database's word for an answer's place is only a hint; where it is wrong the whole segment is looked through. */
  async #recall(answer: number, disk: Disk, layout: Layout): Promise<string | undefined> {
    const place = this.#database.get('SELECT segment, offset FROM answers WHERE answer = ?', answer);
    if (place === undefined) return undefined;
    const name = segmentName(Number(place['segment']));
    for (const from of [Number(place['offset']), 0]) {
      for await (const text of rawLines(disk, layout, name, () => {}, from)) {
        if (typeof text !== 'string') break;
        if (text.startsWith(`{"type":"answer","answer":${answer},`)) return bodyOf(JSON.parse(text) as AnswerLine);
      }
    }
    return undefined;
  }

  #pages(pages: readonly PlacedPage[], body: Json | undefined, reason: string): void {
    this.#options.signal?.throwIfAborted();
    if (body === undefined) {
      for (const segment of new Set(pages.map((page) => page.segment))) this.#damaged(segment, reason);
      return;
    }
    for (const { line } of pages) {
      let rows: Json | undefined = body;
      for (const step of line.pointer) rows = member(rows, step);
      for (const [place, kind, id] of line.rows) this.#row(line.page, place, kind, id, placed(rows, place));
    }
  }

  #row(page: number, place: number, kind: string, id: string, row: JsonObject | undefined): void {
    const held = this.#database.get(
      `SELECT number, fingerprint, form, row, page, place FROM records
        WHERE kind = (SELECT code FROM kinds WHERE kind = ?) AND id = ?`,
      kind,
      id,
    );
    const key = { kind, id };
    if (held === undefined) {
      this.#damage.add({ code: 'RECORD_MISSING', key, message: 'the raw answers hold it, the database does not' });
      return;
    }
    // An earlier state, or one that a later page brought again unchanged: the database speaks of another page.
    if (held['page'] !== page || held['place'] !== place) return;
    const number = Number(held['number']);
    if (this.#options.sample < 1 && !sampled(number, this.#options.sample)) return;
    this.compared.add(number);
    this.#options.onRecord();
    const fingerprint = Buffer.from(held['fingerprint'] as Uint8Array).toString('hex');
    if (
      row !== undefined &&
      this.#isHeld(row, held['form'], held['row']) &&
      ownFingerprint(row, this.#volatile.get(kind) ?? new Set()) === fingerprint
    ) {
      this.whole.add(number);
      return;
    }
    this.#damage.add({ code: 'RECORD_CHANGED', key, message: 'the database and the raw answer disagree' });
  }

  /** Whether the database holds these very fields, in this order, with these values. */
  #isHeld(row: JsonObject, form: unknown, text: unknown): boolean {
    if (form === null) return JSON.stringify(row) === text;
    return (
      JSON.stringify(Object.keys(row)) === this.#keysOf(Number(form)) && JSON.stringify(Object.values(row)) === text
    );
  }

  #keysOf(form: number): string {
    const known = this.#forms.get(form);
    if (known !== undefined) return known;
    const keys = String(this.#database.get('SELECT keys FROM forms WHERE form = ?', form)?.['keys']);
    this.#forms.set(form, keys);
    return keys;
  }

  #missingAnswers(): void {
    const bySegment = new Map<number, number>();
    let after = 0;
    for (;;) {
      const rows = this.#database.all(
        'SELECT answer, segment FROM answers WHERE answer > ? ORDER BY answer LIMIT 1000',
        after,
      );
      for (const { answer, segment } of rows) {
        after = Number(answer);
        if (!this.#answers.has(after)) bySegment.set(Number(segment), (bySegment.get(Number(segment)) ?? 0) + 1);
      }
      if (rows.length === 0) break;
    }
    for (const [segment, count] of bySegment) {
      const path = `data/raw/${segmentName(segment)}`;
      this.#damage.add({ code: 'RAW_MISSING', path, message: `${count} answers are not there any more` });
    }
  }

  #missingRecords(): void {
    let after = 0;
    for (;;) {
      const rows = this.#database.all(
        `SELECT r.number, k.kind, r.id FROM records r JOIN kinds k ON k.code = r.kind
          WHERE r.number > ? ORDER BY r.number LIMIT 1000`,
        after,
      );
      for (const { number, kind, id } of rows) {
        after = Number(number);
        if (this.compared.has(after)) continue;
        const key = { kind: String(kind), id: String(id) };
        this.#damage.add({ code: 'RECORD_CHANGED', key, message: 'no raw answer holds it in this state' });
      }
      if (rows.length === 0) return;
    }
  }
}

function bodyOf({ body, base64 }: AnswerLine): string {
  return base64 === true ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Whether a number belongs to a sample; the same numbers each time. */
export function sampled(number: number, part: number): boolean {
  return (Math.imul(number >>> 0, 0x9e3779b1) >>> 0) / 4294967296 < part;
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return (value as readonly Json[])[Number(name)];
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value as Json | undefined;
}

/** The row at a place: of a list, of an object of rows, or the object itself when it is the one row. */
function placed(rows: Json | undefined, place: number): JsonObject | undefined {
  if (typeof rows !== 'object' || rows === null) return undefined;
  const list = Object.values(rows as Readonly<Record<string, Json>>);
  const several =
    Array.isArray(rows) || list.every((each) => typeof each === 'object' && !Array.isArray(each) && each !== null);
  const row = several && list.length > 0 ? list[place] : place === 0 ? rows : undefined;
  return typeof row === 'object' && row !== null && !Array.isArray(row) ? (row as JsonObject) : undefined;
}
