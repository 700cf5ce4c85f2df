import type { Json } from '../../base/json.ts';

/**
 * Reads what PHP's serialize() wrote, by its published format; undefined when the text is anything else, cut or followed
 * by more. Objects become their members: no class is ever looked for, nothing of the data is run. Lists become lists.
 */
export function unserialize(bytes: Buffer): Json | undefined {
  const reader = new Reader(bytes);
  try {
    const value = reader.value();
    return reader.isAtEnd ? value : undefined;
  } catch (error) {
    if (error instanceof NotSerialized) return undefined;
    throw error;
  }
}

class NotSerialized extends Error {}

/** Deeper than any setting; a text that only opens brackets must not fill the stack. */
const deepest = 200;

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #depth = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  #until(end: string): string {
    const found = this.#bytes.indexOf(end, this.#at, 'latin1');
    if (found === -1) throw new NotSerialized();
    const text = this.#bytes.toString('latin1', this.#at, found);
    this.#at = found + end.length;
    return text;
  }

  #expect(text: string): void {
    if (this.#bytes.toString('latin1', this.#at, this.#at + text.length) !== text) throw new NotSerialized();
    this.#at += text.length;
  }

  #count(end: string): number {
    const text = this.#until(end);
    if (!/^\d{1,9}$/u.test(text)) throw new NotSerialized();
    return Number(text);
  }

  #text(): string {
    const length = this.#count(':');
    this.#expect('"');
    if (this.#at + length > this.#bytes.length) throw new NotSerialized();
    const text = this.#bytes.toString('utf8', this.#at, this.#at + length);
    this.#at += length;
    this.#expect('"');
    return text;
  }

  #members(): Json {
    const count = this.#count(':');
    this.#expect('{');
    this.#depth += 1;
    if (this.#depth > deepest) throw new NotSerialized();
    const members: [string, Json][] = [];
    for (let index = 0; index < count; index++) {
      const key = this.value();
      if (typeof key !== 'string' && typeof key !== 'number') throw new NotSerialized();
      members.push([String(key), this.value()]);
    }
    this.#depth -= 1;
    this.#expect('}');
    const isList = members.every(([key], index) => key === String(index));
    return isList ? members.map(([, value]) => value) : Object.fromEntries(members);
  }

  value(): Json {
    const type = this.#bytes.toString('latin1', this.#at, this.#at + 2);
    this.#at += 2;
    switch (type) {
      case 'N;':
        return null;
      case 'b:':
        return this.#until(';') === '1';
      case 'i:':
      case 'd:': {
        const text = this.#until(';');
        const number = Number(text);
        // Larger than our numbers hold, or INF: as it is written.
        if (!/^-?[\d.]+(?:E[+-]?\d+)?$/iu.test(text)) {
          if (['INF', '-INF', 'NAN'].includes(text)) return text;
          throw new NotSerialized();
        }
        return type === 'd:' || Number.isSafeInteger(number) ? number : text;
      }
      case 's:': {
        const text = this.#text();
        this.#expect(';');
        return text;
      }
      case 'a:':
        return this.#members();
      case 'O:':
        this.#text();
        this.#expect(':');
        return this.#members();
      default:
        throw new NotSerialized();
    }
  }
}
