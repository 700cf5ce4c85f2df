import type { Json } from '../../base/json.ts';
import type { PageLine } from './raw-line.ts';

/** How much text of answers is kept at hand for the pages that speak of them. */
const KEPT_CHARACTERS = 12_000_000;
/** So many rows may wait for answers that had to make room before all of their pages came. */
const WAITING_ROWS = 50_000;

/** A page and the segment of the raw log that it stands in. */
export interface PlacedPage {
  readonly line: PageLine;
  readonly segment: string;
}

export interface AnswerPagesParts {
  /** Reads the text of an answer again from the disk; undefined when it is not to be found. */
  readonly recall: (answer: number) => Promise<string | undefined>;
  /** The pages of an answer with its body; undefined when that can't be read, with the reason. */
  readonly check: (pages: readonly PlacedPage[], body: Json | undefined, reason: string) => void;
  readonly keptCharacters?: number;
  readonly waitingRows?: number;
}

/**
 * Brings answers and their pages together. Lists that are read side by side come in turns, page by page, while an
 * answer is megabytes: each is parsed once for as many of its pages as possible, and memory stays flat.
 */
export class AnswerPages {
  readonly #parts: AnswerPagesParts;
  readonly #bodies = new Map<number, string>();
  readonly #pages = new Map<number, PlacedPage[]>();
  #keptCharacters = 0;
  #lateRows = 0;

  constructor(parts: AnswerPagesParts) {
    this.#parts = parts;
  }

  async addAnswer(answer: number, text: string): Promise<void> {
    const { keptCharacters = KEPT_CHARACTERS } = this.#parts;
    this.#bodies.set(answer, text);
    this.#keptCharacters += text.length;
    for (const oldest of this.#bodies.keys()) {
      if (this.#keptCharacters <= keptCharacters || oldest === answer) break;
      await this.#check(oldest);
      this.#drop(oldest);
    }
  }

  async addPage(page: PlacedPage): Promise<void> {
    const { answer, rows } = page.line;
    const waiting = this.#pages.get(answer);
    if (waiting === undefined) this.#pages.set(answer, [page]);
    else waiting.push(page);
    if (this.#bodies.has(answer)) return;
    this.#lateRows += rows.length;
    if (this.#lateRows < (this.#parts.waitingRows ?? WAITING_ROWS)) return;
    for (const late of this.#pages.keys()) if (!this.#bodies.has(late)) await this.#check(late);
    this.#lateRows = 0;
  }

  /** What still waits. */
  async finish(): Promise<void> {
    for (const answer of this.#pages.keys()) await this.#check(answer);
  }

  #drop(answer: number): void {
    this.#keptCharacters -= this.#bodies.get(answer)?.length ?? 0;
    this.#bodies.delete(answer);
  }

  async #check(answer: number): Promise<void> {
    const pages = this.#pages.get(answer);
    if (pages === undefined) return;
    this.#pages.delete(answer);
    const text = this.#bodies.get(answer) ?? (await this.#parts.recall(answer));
    if (text === undefined) return this.#parts.check(pages, undefined, `answer ${answer} can't be found again`);
    let body: Json;
    try {
      body = JSON.parse(text) as Json;
    } catch {
      return this.#parts.check(pages, undefined, `answer ${answer} is no JSON`);
    }
    this.#parts.check(pages, body, '');
  }
}
