import type { Clock } from '../base/clock.ts';
import { abortable } from './abort.ts';
import type { OnEvent } from './ask.ts';

/** How many requests at once, and how many a second after that. */
export interface Pace {
  readonly burst: number;
  readonly perSecond: number;
}

/** limits.md of the vendor's documentation, kept a little below: packets that bunch on their way must not spill. */
export const cloudPace: Pace = { burst: 48, perSecond: 2 };
const enterprisePace: Pace = { burst: 245, perSecond: 5 };

interface BucketOptions {
  readonly clock: Clock;
  /** Where to begin. */
  readonly pace?: Pace;
  /** Whether to find out if the portal takes more (the Enterprise plan) once the usual pace has held us back for long. */
  readonly probe?: boolean;
  readonly onEvent?: OnEvent;
}

/** Two minutes at the usual limit without a refusal before a quicker pace is tried, and how it is tried. */
const sustainedMs = 120_000;
const probePace: Pace = { burst: 48, perSecond: 2.5 };
const probeMs = 30_000;

/**
 * The portal's leaky bucket, seen from our side: requests leave in the order in which they asked, as many as the
 * bucket takes. One for each portal's host in a process; whoever makes connections shares it among them.
 */
export class Bucket {
  readonly #clock: Clock;
  readonly #onEvent: OnEvent | undefined;
  #pace: Pace;
  #probe: boolean;
  #level = 0;
  #leakedAtMs: number;
  #tail: Promise<unknown> = Promise.resolve();
  /** Since when requests have had to wait without a break. */
  #heldSinceMs: number | undefined;

  constructor({ clock, pace = cloudPace, probe = true, onEvent }: BucketOptions) {
    this.#clock = clock;
    this.#pace = pace;
    this.#probe = probe;
    this.#onEvent = onEvent;
    this.#leakedAtMs = clock.now();
  }

  get pace(): Pace {
    return this.#pace;
  }

  /** Resolves when a request may leave. Rejects with the signal's reason, and then takes nothing. */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.#tail.then(() => this.#waitForRoom(signal));
    this.#tail = turn.catch(() => undefined);
    return abortable(turn, signal);
  }

  async #waitForRoom(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    this.#leak();
    if (this.#level + 1 > this.#pace.burst) this.#held();
    else if (this.#level + 2 < this.#pace.burst) this.#heldSinceMs = undefined;
    while (this.#level + 1 > this.#pace.burst + 1e-9) {
      const room = this.#level + 1 - this.#pace.burst;
      await this.#clock.sleep(Math.max(1, Math.ceil((room / this.#pace.perSecond) * 1000)), signal);
      this.#leak();
    }
    this.#level += 1;
    this.#considerMore();
  }

  #held(): void {
    if (this.#heldSinceMs !== undefined) return;
    const now = this.#clock.now();
    this.#heldSinceMs = now;
    const waitMs = ((this.#level + 1 - this.#pace.burst) / this.#pace.perSecond) * 1000;
    this.#onEvent?.({ is: 'paused', method: '*', untilMs: now + waitMs, why: 'bucket' });
  }

  #leak(): void {
    const now = this.#clock.now();
    // A wall clock that was set back leaks nothing; one set forward costs a refusal at worst.
    const passedMs = Math.max(0, now - this.#leakedAtMs);
    this.#level = Math.max(0, this.#level - (passedMs / 1000) * this.#pace.perSecond);
    this.#leakedAtMs = now;
  }

  #considerMore(): void {
    if (!this.#probe || this.#heldSinceMs === undefined) return;
    const heldMs = this.#clock.now() - this.#heldSinceMs;
    if (this.#pace === cloudPace && heldMs >= sustainedMs) this.#setPace(probePace, 'limitRaised');
    else if (this.#pace === probePace && heldMs >= probeMs) this.#setPace(enterprisePace, 'limitRaised');
  }

  /** The portal said QUERY_LIMIT_EXCEEDED: the bucket there is full, whoever filled it. No quicker pace is tried again. */
  refused(): void {
    this.#leak();
    this.#probe = false;
    if (this.#pace !== cloudPace && this.#pace.perSecond > cloudPace.perSecond)
      this.#setPace(cloudPace, 'limitLowered');
    this.#level = this.#pace.burst;
    this.#heldSinceMs = undefined;
  }

  #setPace(pace: Pace, is: 'limitRaised' | 'limitLowered'): void {
    this.#pace = pace;
    this.#heldSinceMs = is === 'limitRaised' ? this.#clock.now() : undefined;
    this.#onEvent?.({ is, perSecond: pace.perSecond, burst: pace.burst });
  }
}
