import type { Disk } from '../../base/disk.ts';
import { at, isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Database } from '../database.ts';
import { type Layout, segmentName, segmentNumber } from '../layout.ts';
import { RecordSet } from '../record-set.ts';
import { AnswerPages, type PlacedPage } from './answer-pages.ts';
import type { DamageList } from './damage-list.ts';
import { ownFingerprint } from './own-fingerprint.ts';
import { bodyOf, parseLine } from './raw-line.ts';
import { rawLines } from './raw-lines.ts';
import { recall } from './recall.ts';

export interface RawCheckOptions {
  /** Part of the records to compare, 1 for all. */
  readonly sample: number;
  readonly onBytes: (count: number) => void;
  readonly onRecord: () => void;
  readonly signal?: AbortSignal | undefined;
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
  }

  async run(disk: Disk, layout: Layout): Promise<void> {
    this.#readKinds();
    const names = (await disk.list(layout.raw)).filter((name) => segmentNumber(name) !== undefined);
    const pages = new AnswerPages({
      recall: (answer) => recall(disk, layout, this.#database, answer),
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

  #readKinds(): void {
    for (const { kind, volatile } of this.#database.all('SELECT kind, volatile FROM kinds')) {
      const names = namesIn(String(volatile));
      this.#volatile.set(String(kind), new Set(names));
      if (names !== undefined) continue;
      const message = `its fields of ${String(kind)} are no list`;
      this.#damage.add({ code: 'INDEX_DAMAGED', path: 'data/archive.sqlite', message });
    }
  }

  #damaged(segment: string, message: string): void {
    this.#damage.add({ code: 'RAW_DAMAGED', path: `data/raw/${segment}`, message });
  }

  /** Why a line can't be used; undefined when all is well with it. */
  async #line(text: string, segment: string, pages: AnswerPages): Promise<string | undefined> {
    const line = parseLine(text);
    if (line === undefined) return 'a line is none that bye24 writes';
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

  #pages(pages: readonly PlacedPage[], body: Json | undefined, reason: string): void {
    this.#options.signal?.throwIfAborted();
    if (body === undefined) {
      for (const segment of new Set(pages.map((page) => page.segment))) this.#damaged(segment, reason);
      return;
    }
    for (const { line } of pages) {
      const rows = at(body, line.pointer);
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
    if (!sampled(number, this.#options.sample)) return;
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
    for (const row of this.#database.iterate('SELECT answer, segment FROM answers ORDER BY answer')) {
      const [answer, segment] = [Number(row['answer']), Number(row['segment'])];
      if (!this.#answers.has(answer)) bySegment.set(segment, (bySegment.get(segment) ?? 0) + 1);
    }
    for (const [segment, count] of bySegment) {
      const path = `data/raw/${segmentName(segment)}`;
      this.#damage.add({ code: 'RAW_MISSING', path, message: `${count} answers are not there any more` });
    }
  }

  #missingRecords(): void {
    const records = this.#database.iterate(
      'SELECT r.number, k.kind, r.id FROM records r JOIN kinds k ON k.code = r.kind ORDER BY r.number',
    );
    for (const { number, kind, id } of records) {
      if (this.compared.has(Number(number))) continue;
      const key = { kind: String(kind), id: String(id) };
      this.#damage.add({ code: 'RECORD_CHANGED', key, message: 'no raw answer holds it in this state' });
    }
  }
}

/** Names in a list, as the database keeps them; undefined when it is none. */
function namesIn(text: string): readonly string[] | undefined {
  try {
    return (JSON.parse(text) as Json[]).map(String);
  } catch {
    return undefined;
  }
}

/** Whether a number belongs to a sample; the same numbers each time, and every one to a sample of all (1). */
export function sampled(number: number, part: number): boolean {
  return (Math.imul(number >>> 0, 0x9e3779b1) >>> 0) / 4294967296 < part;
}

/** The row at a place: of a list, of an object of rows, or the object itself when it is the one row (always at -1). */
function placed(rows: Json | undefined, place: number): JsonObject | undefined {
  if (place === -1) return isObject(rows) ? rows : undefined;
  const row = rowsIn(rows)[place];
  return isObject(row) ? row : undefined;
}

function rowsIn(rows: Json | undefined): readonly Json[] {
  if (isList(rows)) return rows;
  if (!isObject(rows)) return [];
  const inside = Object.values(rows);
  return inside.length > 0 && inside.every(isObject) ? inside : [rows];
}
