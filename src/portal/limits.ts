import type { Clock } from '../base/clock.ts';

/** How hard the portal holds its callers back. */
export interface Limits {
  /** Leaky bucket of requests: `burst` at once, `perSecond` for long. Absent: no limit. */
  readonly bucket?: { readonly burst: number; readonly perSecond: number };
  /** Seconds of one method in ten minutes; beyond them the method answers 429. Absent: no limit, and no account of it. */
  readonly operatingSeconds?: number;
  /** Every request takes at least so long. */
  readonly latencyMs?: number;
  /** Every list, alone or in a batch, takes so long. */
  readonly listCostMs?: number;
}

/** The vendor's published numbers (https://apidocs.bitrix24.ru/limits.html). */
export const limitsOf = {
  cloud: { bucket: { burst: 50, perSecond: 2 }, operatingSeconds: 480 },
  enterprise: { bucket: { burst: 250, perSecond: 5 }, operatingSeconds: 480 },
  none: {},
} as const satisfies Readonly<Record<string, Limits>>;

/** Requests fill it, time drains it. */
export class Bucket {
  readonly #clock: Clock;
  readonly #burst: number;
  readonly #perSecond: number;
  #level = 0;
  #atMs: number;

  constructor(clock: Clock, rule: { readonly burst: number; readonly perSecond: number }) {
    this.#clock = clock;
    this.#burst = rule.burst;
    this.#perSecond = rule.perSecond;
    this.#atMs = clock.now();
  }

  /** False when the request is one too many; a refused request does not fill the bucket. */
  take(): boolean {
    const now = this.#clock.now();
    this.#level = Math.max(0, this.#level - ((now - this.#atMs) / 1000) * this.#perSecond);
    this.#atMs = now;
    if (this.#level + 1 > this.#burst) return false;
    this.#level++;
    return true;
  }
}

/** What a method has used up: the running sum in seconds, and when (epoch seconds) its oldest part falls out. */
export interface Spent {
  readonly operating: number;
  readonly resetAt: number;
}

const minuteMs = 60_000;
const windowMinutes = 10;

/** Seconds that each method of each connection worked, in a sliding window of ten one-minute parts. */
export class Operating {
  readonly #clock: Clock;
  readonly #parts = new Map<string, Map<number, number>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Adds a call's seconds and tells the sum. */
  add(key: string, seconds: number): Spent {
    const minute = Math.floor(this.#clock.now() / minuteMs);
    const parts = this.#live(key, minute);
    parts.set(minute, (parts.get(minute) ?? 0) + seconds);
    return this.#tell(parts, minute);
  }

  /** The sum so far. */
  read(key: string): Spent {
    const minute = Math.floor(this.#clock.now() / minuteMs);
    return this.#tell(this.#live(key, minute), minute);
  }

  #live(key: string, minute: number): Map<number, number> {
    const parts = this.#parts.get(key) ?? new Map<number, number>();
    for (const old of parts.keys()) if (old <= minute - windowMinutes) parts.delete(old);
    this.#parts.set(key, parts);
    return parts;
  }

  #tell(parts: ReadonlyMap<number, number>, minute: number): Spent {
    const oldest = Math.min(minute, ...parts.keys());
    const operating = [...parts.values()].reduce((sum, seconds) => sum + seconds, 0);
    return { operating, resetAt: (oldest + windowMinutes) * 60 };
  }
}
