/** What a line may need at once beside a body. */
const FIRST_BYTES = 1 << 20;
/** A larger memory than this, of one huge answer, is given back. */
const KEPT_BYTES = 1 << 25;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const PIECE_BYTES = 1 << 14;
/** A control character: `\u001f`. */
const LONGEST_ESCAPE = 6;
const LAST_CONTROL = 0x1f;

/** What follows the backslash for each byte that needs one; 0 for all others. */
const escapes = new Uint8Array(256);
for (let code = 0; code <= LAST_CONTROL; code++)
  escapes[code] = JSON.stringify(String.fromCharCode(code)).charCodeAt(2);
escapes[QUOTE] = QUOTE;
escapes[BACKSLASH] = BACKSLASH;
const LETTER_U = 0x75;

/** Copies bytes as they stand inside a JSON string, and says where they end. */
function copyEscaped(from: Uint8Array, to: Buffer, start: number): number {
  let at = start;
  for (let index = 0; index < from.length; index++) {
    const byte = from[index] ?? 0;
    if (byte !== QUOTE && byte !== BACKSLASH && byte > LAST_CONTROL) {
      to[at++] = byte;
      continue;
    }
    const escape = escapes[byte] ?? 0;
    if (escape === LETTER_U) at += to.write(JSON.stringify(String.fromCharCode(byte)).slice(1, -1), at, 'latin1');
    else {
      to[at++] = BACKSLASH;
      to[at++] = escape;
    }
  }
  return at;
}

/**
 * Lines of JSON on their way to the log. The same memory serves again and again: answers come by the gigabyte, and what is
 * made anew for each of them would have to be found and swept up.
 */
export class LineBuffer {
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;
  #spare: Buffer<ArrayBuffer> | undefined;

  get sizeBytes(): number {
    return this.#length;
  }

  write(text: string): void {
    this.#room(text.length * 3);
    this.#length += this.#bytes.write(text, this.#length, 'utf8');
  }

  /**
   * UTF-8 as a JSON string. Nothing but ASCII is ever escaped, so bytes are copied one by one: to make texts of megabytes for
   * it would cost twice the time, and leave them to be swept up.
   */
  writeQuoted(utf8: Uint8Array): void {
    this.#room(utf8.length + 2);
    this.#bytes[this.#length++] = QUOTE;
    for (let from = 0; from < utf8.length; from += PIECE_BYTES) {
      const piece = utf8.subarray(from, from + PIECE_BYTES);
      this.#room(piece.length * LONGEST_ESCAPE);
      this.#length = copyEscaped(piece, this.#bytes, this.#length);
    }
    this.#room(1);
    this.#bytes[this.#length++] = QUOTE;
  }

  #room(bytes: number): void {
    const needed = this.#length + bytes;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  /** All lines so far. They stay as they are until they are given back. */
  take(): Buffer<ArrayBuffer> {
    const lines = this.#bytes.subarray(0, this.#length);
    this.#bytes = this.#spare ?? Buffer.allocUnsafeSlow(FIRST_BYTES);
    this.#spare = undefined;
    this.#length = 0;
    return lines;
  }

  /** What was taken is used no more. */
  giveBack(lines: Buffer<ArrayBuffer>): void {
    if (lines.buffer.byteLength <= KEPT_BYTES) this.#spare = Buffer.from(lines.buffer);
  }
}
