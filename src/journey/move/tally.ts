import type { Text } from '../../base/text.ts';

/** Records of a kind that could not be made, for one reason. */
export interface NotMade {
  readonly why: Text;
  readonly count: number;
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 20;

/** Reasons, counted, with a few of the records each. */
export class NotMadeTally {
  readonly #byText = new Map<string, { why: Text; count: number; examples: string[] }>();

  add(why: Text, id: string): void {
    const known = this.#byText.get(why.en) ?? { why, count: 0, examples: [] };
    this.#byText.set(why.en, known);
    known.count += 1;
    if (known.examples.length < MOST_EXAMPLES) known.examples.push(id);
  }

  get list(): readonly NotMade[] {
    return [...this.#byText.values()];
  }
}
