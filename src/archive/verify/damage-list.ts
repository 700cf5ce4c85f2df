import type { Damage } from '../types.ts';

/** An archive can be damaged in a million places; so many are named, the rest counted. */
const NAMED = 1000;

export class DamageList {
  readonly items: Damage[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(damage: Damage): void {
    this.#count += 1;
    if (this.items.length < NAMED) this.items.push(damage);
  }
}
