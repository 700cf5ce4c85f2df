import type { Watch } from '../types.ts';
import { cloudPace, estimate, type Pace, type Range, remaining } from './eta.ts';

const everyMs = 1000;

export interface EtaOptions {
  readonly watch: Watch;
  /** From the inventory. */
  readonly requestsEstimate: Range;
  /** Requests asked so far, downloads left out: nobody knows beforehand how many files there are. */
  readonly requests: () => number;
  readonly now: () => number;
  readonly pace?: Pace;
}

/**
 * Adds to the progress, once a second, how long the export will still take: before anything is done from the counts and
 * the portal's limits, later more and more from the speed that was seen.
 */
export function withEta(options: EtaOptions): Watch {
  const { watch, requestsEstimate, requests, now, pace = cloudPace } = options;
  const startedMs = now();
  const before = estimate({ requests: requestsEstimate }, pace);
  let toldMs = -Infinity;
  return (progress) => {
    watch(progress);
    if (progress.type !== 'kind' || now() - toldMs < everyMs) return;
    toldMs = now();
    const elapsedMs = toldMs - startedMs;
    // The fewest requests that it may take, and the most.
    const least = remaining(before, requests(), Math.max(requestsEstimate.from, requests()), elapsedMs);
    const most = remaining(before, requests(), Math.max(requestsEstimate.to, requests()), elapsedMs);
    const fromMs = Math.min(least.from, most.from);
    watch({ type: 'eta', stage: progress.stage, fromMs, toMs: Math.max(fromMs, most.to, least.to) });
  };
}
