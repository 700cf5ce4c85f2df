import { type Random, seeded } from '../../base/random.ts';

/** Choices of one record of a sample company: the same seed, label and index always choose the same. */
export class Chance {
  readonly #random: Random;

  constructor(seed: number, label: string, index: number) {
    this.#random = seeded(mix(seed, label, index));
  }

  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1));
  }

  /** True in `share` of the cases, 0 to 1. */
  yes(share: number): boolean {
    return this.#random() < share;
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.#random() * list.length)];
    if (chosen === undefined) throw new RangeError('nothing to choose from');
    return chosen;
  }

  /** `count` digits, the first of them not zero. */
  digits(count: number): string {
    let text = String(this.int(1, 9));
    while (text.length < count) text += String(this.int(0, 9));
    return text;
  }

  /** Lower-case hexadecimal digits. */
  hex(count: number): string {
    let text = '';
    while (text.length < count) text += this.int(0, 15).toString(16);
    return text;
  }
}

function mix(seed: number, label: string, index: number): number {
  let mixed = (seed ^ 0x9e3779b9) >>> 0;
  for (let at = 0; at < label.length; at += 1) mixed = Math.imul(mixed ^ label.charCodeAt(at), 0x01000193) >>> 0;
  mixed = Math.imul(mixed ^ (index >>> 0), 0x85ebca6b) >>> 0;
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed + (index >>> 0), 0xc2b2ae35) >>> 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
