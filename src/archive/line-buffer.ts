/** What a line may need at once beside a body. */
const FIRST_BYTES = 1 << 20;
/** A larger memory than this, of one huge answer, is given back. */
const KEPT_BYTES = 1 << 25;

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

  /** UTF-8 as a JSON string. Nothing but ASCII is ever escaped, so that a character may stand for each byte. */
  writeQuoted(utf8: Uint8Array): void {
    const bytes = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength);
    const quoted = JSON.stringify(bytes.toString('latin1'));
    this.#room(quoted.length);
    this.#length += this.#bytes.write(quoted, this.#length, 'latin1');
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
