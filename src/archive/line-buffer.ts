/** What a line may need at once beside a body. */
const FIRST_BYTES = 1 << 20;
/** A larger memory than this, of one huge answer, is given back. */
const KEPT_BYTES = 1 << 25;

/** What stands behind the backslash of each byte that JSON escapes; `u` where four digits follow, 0 for all others. */
const ESCAPES = escapes();

function escapes(): Uint8Array {
  const table = new Uint8Array(256);
  table.fill(letter('u'), 0, 32);
  for (const [byte, sign] of [
    [8, 'b'],
    [9, 't'],
    [10, 'n'],
    [12, 'f'],
    [13, 'r'],
    [34, '"'],
    [92, '\\'],
  ] as const) {
    table[byte] = letter(sign);
  }
  return table;
}

function letter(sign: string): number {
  return sign.charCodeAt(0);
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

  /** UTF-8 as a JSON string. Nothing but ASCII is ever escaped, so that bytes need not become characters. */
  writeQuoted(utf8: Uint8Array): void {
    let mostBytes = utf8.length + 2;
    for (const byte of utf8) {
      const escape = ESCAPES[byte];
      if (escape !== 0) mostBytes += escape === 117 ? 5 : 1;
    }
    this.#room(mostBytes);
    const into = this.#bytes;
    let at = this.#length;
    into[at++] = 34;
    for (const byte of utf8) {
      const escape = ESCAPES[byte] ?? 0;
      if (escape === 0) {
        into[at++] = byte;
        continue;
      }
      into[at++] = 92;
      into[at++] = escape;
      if (escape === 117) at += into.write(byte.toString(16).padStart(4, '0'), at, 'latin1');
    }
    into[at++] = 34;
    this.#length = at;
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
