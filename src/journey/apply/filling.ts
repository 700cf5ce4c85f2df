import { batchLimit } from '../../bitrix24/batch.ts';
import type { KindId } from '../../kinds/kind.ts';
import { type Target, WINDOW } from './target.ts';

/** So many requests a window at most: what is looked at in one window goes in the next, and looks grow old. */
const REQUESTS = 3;

/** How many commands a window of these takes: what is sent for them, and what is asked about them. */
export type CommandsFor = (targets: readonly Target[]) => number;

/**
 * How many of a kind make a window whose commands fill whole requests. Each takes one of its own, and one more for
 * everything that can be asked for one record at a time only; the rest is asked for all of the window at once.
 */
export class Filling {
  readonly #commandsFor: CommandsFor;
  readonly #sizes = new Map<KindId, number>();

  constructor(commandsFor: CommandsFor) {
    this.#commandsFor = commandsFor;
  }

  /** The size of windows that begin with these, two at least of one kind. The first two of a kind speak for the others. */
  sizeFor(targets: readonly Target[]): number {
    const [first, second] = targets;
    if (first === undefined || second === undefined) return WINDOW;
    const known = this.#sizes.get(first.kind.id);
    if (known !== undefined) return known;
    const one = this.#commandsFor([first]);
    const each = Math.max(1, this.#commandsFor([first, second]) - one);
    const size = sizeOf(each, Math.max(0, one - each));
    this.#sizes.set(first.kind.id, size);
    return size;
  }
}

/** The size at which a request carries most. */
export function sizeOf(each: number, shared: number): number {
  let [size, least] = [1, Number.POSITIVE_INFINITY];
  for (let requests = 1; requests <= REQUESTS; requests++) {
    const most = Math.min(WINDOW, Math.floor((batchLimit * requests - shared) / each));
    if (most < 1 || requests / most >= least) continue;
    [size, least] = [most, requests / most];
  }
  return size;
}
