import type { Clock } from '../../src/base/clock.ts';

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

/** Time that stands still while anything can still happen, and then jumps to the next sleeper. */
export class SimClock implements Clock {
  #now: number;
  #sleepers: Sleeper[] = [];
  #scheduled = false;
  readonly #isBusy: () => boolean;

  /** `isBusy`: something real is still on its way (a disk), for which time must wait. */
  constructor(startMs = Date.UTC(2026, 10, 1), isBusy: () => boolean = () => false) {
    this.#now = startMs;
    this.#isBusy = isBusy;
  }

  now(): number {
    return this.#now;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error);
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        atMs: this.#now + Math.max(0, ms),
        wake: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
      };
      signal?.addEventListener('abort', stop, { once: true });
      const place = this.#sleepers.findLastIndex(({ atMs }) => atMs <= sleeper.atMs);
      this.#sleepers.splice(place + 1, 0, sleeper);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#isBusy()) return this.#schedule();
      const next = this.#sleepers.shift();
      if (next === undefined) return;
      this.#now = Math.max(this.#now, next.atMs);
      next.wake();
      this.#schedule();
    });
  }
}

/** Whether a file is being read or written just now. */
export function diskIsBusy(): boolean {
  return process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq') || name === 'ZlibContext');
}
