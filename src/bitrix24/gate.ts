import { abortable } from './abort.ts';

/** Lets so many in at once, in the order in which they came. */
export class Gate {
  #places: number;
  #inside = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(places: number) {
    this.#places = places;
  }

  get places(): number {
    return this.#places;
  }

  /** Those inside stay when there are fewer places now; nobody follows them until there is room. */
  set places(places: number) {
    this.#places = Math.max(1, places);
    this.#letIn();
  }

  get inside(): number {
    return this.#inside;
  }

  /** Resolves inside, with the way out, which may be taken more than once. Rejects with the signal's reason. */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#inside < this.#places && this.#waiting.length === 0) this.#inside += 1;
    else await this.#wait(signal);
    let isInside = true;
    return () => {
      if (!isInside) return;
      isInside = false;
      this.#inside -= 1;
      this.#letIn();
    };
  }

  async #wait(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    let isCalled = false;
    const call = (): void => {
      isCalled = true;
      this.#inside += 1;
      resolve();
    };
    this.#waiting.push(call);
    try {
      await abortable(promise, signal);
    } catch (error) {
      const place = this.#waiting.indexOf(call);
      if (place !== -1) this.#waiting.splice(place, 1);
      if (isCalled) {
        this.#inside -= 1;
        this.#letIn();
      }
      throw error;
    }
  }

  #letIn(): void {
    while (this.#inside < this.#places) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      next();
    }
  }
}
