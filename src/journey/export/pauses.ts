import type { WireEvent } from '../../bitrix24/ask.ts';

/** What a method has taken of its operating time, since it was first called, up to the first window. */
export interface Spent {
  readonly sinceMs: number;
  readonly calls: number;
  readonly seconds: number;
}

/** Which methods have had to rest because their operating time was spent, until when, and what their calls cost. */
export class Pauses {
  readonly #until = new Map<string, number>();
  readonly #spent = new Map<string, Spent>();
  #calls = 0;
  #seconds = 0;

  /** To be handed the events of the wire. */
  readonly note = (event: WireEvent): void => {
    if (event.is === 'spent') this.#spend(event.method.toLowerCase(), event.seconds, event.atMs);
    if (event.is !== 'paused' || event.why !== 'budget') return;
    const method = event.method.toLowerCase();
    this.#until.set(method, Math.max(event.untilMs, this.#until.get(method) ?? 0));
  };

  #spend(method: string, seconds: number, atMs: number): void {
    const before = this.#spent.get(method) ?? { sinceMs: atMs, calls: 0, seconds: 0 };
    // Answers of several requests come in any order: the running sum is the highest that was told.
    const highest = Math.max(before.seconds, seconds);
    this.#spent.set(method, { ...before, calls: before.calls + 1, seconds: highest });
    this.#calls += 1;
    this.#seconds += highest - before.seconds;
  }

  /** The end of a method's last rest; undefined when it never had to. */
  untilMs(method: string): number | undefined {
    return this.#until.get(method.toLowerCase());
  }

  /** What a method has taken so far; undefined before its first answer. */
  spent(method: string): Spent | undefined {
    return this.#spent.get(method.toLowerCase());
  }

  /** Operating seconds of a call, over all methods. */
  secondsPerCall(): number {
    return this.#calls === 0 ? 0 : this.#seconds / this.#calls;
  }
}
