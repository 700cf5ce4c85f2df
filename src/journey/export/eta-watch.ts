import type { Watch } from '../types.ts';
import { cloudPace, type Pace } from './eta.ts';
import type { Left } from './outlook.ts';

const everyMs = 1000;
/** How far back the portal's own pace is looked at. */
const windowMs = 120_000;

interface EtaOptions {
  readonly watch: Watch;
  /** What there is still to do, as far as it is known now. */
  readonly left: (nowMs: number) => Left;
  /** Requests asked so far, downloads among them. */
  readonly requests: () => number;
  readonly now: () => number;
  readonly pace?: Pace;
}

/**
 * Adds to the progress, once a second, how long the export will still take: what is left to ask for at the pace that the
 * portal allows, or the rest of the one kind that must wait longest for its method. A range: wide at first, because
 * files and folders are counted by nobody until they are met, and narrower as they are.
 */
export function withEta(options: EtaOptions): Watch {
  const { watch, left, requests, now, pace = cloudPace } = options;
  const startedMs = now();
  const seen: { readonly atMs: number; readonly requests: number }[] = [];
  let toldMs = -Infinity;

  /** Requests a second that the portal takes: what it is known to allow, or more where it has taken more. */
  const perSecond = (nowMs: number, done: number): number => {
    while ((seen[1]?.atMs ?? Infinity) <= nowMs - windowMs) seen.shift();
    const [first] = seen;
    const took =
      first === undefined || nowMs - first.atMs < windowMs ? 0 : (done - first.requests) / (nowMs - first.atMs);
    return Math.max(pace.limits.perSecond, took * 1000);
  };

  return (progress) => {
    watch(progress);
    if (progress.type !== 'kind' || now() - toldMs < everyMs) return;
    const nowMs = now();
    toldMs = nowMs;
    const done = requests();
    if (nowMs - (seen.at(-1)?.atMs ?? -Infinity) >= everyMs * 10) seen.push({ atMs: nowMs, requests: done });
    const { requests: more, slowestMs } = left(nowMs);
    const elapsedMs = nowMs - startedMs;
    const rate = perSecond(nowMs, done);
    // What the bucket still takes at once.
    const spare = Math.max(0, pace.limits.burst - Math.max(0, done - (elapsedMs / 1000) * rate));
    const atBucketMs = (Math.max(0, more - spare) / rate) * 1000;
    const atAnswersMs = (more * pace.requestMs.from) / pace.atOnce;
    const likelyMs = Math.max(atBucketMs, atAnswersMs, slowestMs);
    // How far along it is: what is done counts for more than what was only counted.
    const doubt = 0.1 + 0.4 * Math.max(0, 1 - (4 * elapsedMs) / (elapsedMs + likelyMs + 1));
    watch({ type: 'eta', stage: progress.stage, fromMs: likelyMs * (1 - doubt), toMs: likelyMs * (1 + doubt) });
  };
}
