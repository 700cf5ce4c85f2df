import { KIND_SHIFT } from './database.ts';

/** A set of record numbers at one bit each. */
export class RecordSet {
  readonly #kinds = new Map<number, Uint8Array>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add(number: number): void {
    const [kind, turn] = [Math.floor(number / KIND_SHIFT), number % KIND_SHIFT];
    let bytes = this.#kinds.get(kind) ?? new Uint8Array(1024);
    const at = turn >>> 3;
    if (at >= bytes.length) {
      const larger = new Uint8Array(Math.max(bytes.length * 2, at + 1));
      larger.set(bytes);
      bytes = larger;
    }
    this.#kinds.set(kind, bytes);
    const bit = 1 << (turn & 7);
    const byte = bytes[at] ?? 0;
    if ((byte & bit) !== 0) return;
    bytes[at] = byte | bit;
    this.#size += 1;
  }

  has(number: number): boolean {
    const byte = this.#kinds.get(Math.floor(number / KIND_SHIFT))?.[(number % KIND_SHIFT) >>> 3] ?? 0;
    return (byte & (1 << ((number % KIND_SHIFT) & 7))) !== 0;
  }
}
