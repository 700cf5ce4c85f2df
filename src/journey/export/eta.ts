/** From the least to the most that something may take. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The portal's leaky bucket: so many requests at once, then so many a second. */
interface BucketLimits {
  readonly burst: number;
  readonly perSecond: number;
}

export interface Work {
  readonly requests: Range;
  /** Bytes of files to fetch. */
  readonly bytes?: Range;
}

export interface Pace {
  readonly limits: BucketLimits;
  /** What one request takes from asking to answer; the slower of this and the bucket decides. */
  readonly requestMs: Range;
  /** Requests that are on their way at the same time. */
  readonly atOnce: number;
  readonly bytesPerSecond: Range;
}

/** Cloud plans below Enterprise (settings/performance/limits.md). */
export const cloudPace: Pace = {
  limits: { burst: 50, perSecond: 2 },
  requestMs: { from: 150, to: 2500 },
  atOnce: 4,
  bytesPerSecond: { from: 1_000_000, to: 20_000_000 },
};

/** A portal without limits on this computer. */
export const localPace: Pace = {
  limits: { burst: Number.MAX_SAFE_INTEGER, perSecond: Number.MAX_SAFE_INTEGER },
  requestMs: { from: 5, to: 200 },
  atOnce: 4,
  bytesPerSecond: { from: 50_000_000, to: 500_000_000 },
};

/** A hundred years: longer than anybody waits, and still a date that computers can show. */
const longestMs = 100 * 365 * 86_400_000;

function clamp(value: number, most: number): number {
  if (Number.isNaN(value) || value <= 0) return 0;
  return Math.min(value, most);
}

/** How long `requests` take at one pace: whichever is slower, the bucket or the answers. */
function requestsMs(requests: number, limits: BucketLimits, requestMs: number, atOnce: number): number {
  const count = clamp(requests, Number.MAX_SAFE_INTEGER);
  const perSecond = clamp(limits.perSecond, 1e6);
  const waiting = Math.max(0, count - clamp(limits.burst, 1e6));
  const bucket = waiting === 0 ? 0 : perSecond === 0 ? longestMs : (waiting / perSecond) * 1000;
  return Math.max(bucket, (count * clamp(requestMs, longestMs)) / Math.max(1, clamp(atOnce, 1e6)));
}

/** The time that work will take, as a range in milliseconds: 0 ≤ from ≤ to ≤ a hundred years, never NaN. */
export function estimate(work: Work, pace: Pace): Range {
  const bytes = work.bytes ?? { from: 0, to: 0 };
  const at = (count: number, size: number, requestMs: number, speed: number): number => {
    const download = size > 0 ? (clamp(size, Number.MAX_SAFE_INTEGER) / Math.max(1, clamp(speed, 1e12))) * 1000 : 0;
    // Files and lists travel side by side: the longer of the two is what a person waits for.
    return clamp(Math.max(requestsMs(count, pace.limits, requestMs, pace.atOnce), download), longestMs);
  };
  const quick = at(work.requests.from, bytes.from, pace.requestMs.from, pace.bytesPerSecond.to);
  const slow = at(work.requests.to, bytes.to, pace.requestMs.to, pace.bytesPerSecond.from);
  return { from: Math.min(quick, slow), to: Math.max(quick, slow) };
}

/**
 * What is left, from what was seen so far: the more of the work is done, the more its own speed counts against the
 * estimate made before. `done` and `total` in the same unit (requests, records).
 */
export function remaining(before: Range, done: number, total: number, elapsedMs: number): Range {
  const whole = Math.max(clamp(total, Number.MAX_SAFE_INTEGER), clamp(done, Number.MAX_SAFE_INTEGER));
  const share = whole === 0 ? 0 : clamp(done, Number.MAX_SAFE_INTEGER) / whole;
  const elapsed = clamp(elapsedMs, longestMs);
  if (share === 0) return ordered(before.from - elapsed, before.to - elapsed);
  const seen = (elapsed / share) * (1 - share);
  const mix = (value: number): number => value * (1 - share) ** 2 + seen * (1 - (1 - share) ** 2);
  return ordered(mix(Math.max(0, before.from - elapsed)) * 0.9, mix(Math.max(0, before.to - elapsed)) * 1.1);
}

function ordered(a: number, b: number): Range {
  const one = clamp(a, longestMs);
  const other = clamp(b, longestMs);
  return { from: Math.min(one, other), to: Math.max(one, other) };
}
