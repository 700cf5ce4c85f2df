import type { KindId } from '../../kinds/kind.ts';
import type { Progress, Watch } from '../types.ts';
import { cloudPace, estimate, type Pace, type Range, remaining } from './eta.ts';

const everyMs = 1000;

export interface EtaOptions {
  readonly watch: Watch;
  /** From the inventory: what each kind will take. */
  readonly requestsEstimate: ReadonlyMap<KindId, Range>;
  /** Requests asked so far, downloads left out: nobody knows beforehand how many files there are. */
  readonly requests: () => number;
  readonly now: () => number;
  readonly pace?: Pace;
}

/** How much of a kind is still to come, 0 to 1: where nobody counted it, all of it until it is finished. */
function openShare({ state, done, total }: Extract<Progress, { type: 'kind' }>): number {
  if (state !== 'running') return 0;
  return total === undefined || total <= 0 ? 1 : Math.max(0, 1 - done / total);
}

/**
 * Adds to the progress, once a second, how long the export will still take: before anything is done from the counts and
 * the portal's limits, later more and more from the speed that was seen. What a kind was feared to take is forgotten as
 * it comes home, so that the range narrows.
 */
export function withEta(options: EtaOptions): Watch {
  const { watch, requestsEstimate, requests, now, pace = cloudPace } = options;
  const startedMs = now();
  const open = new Map<KindId, number>();
  const left = (): Range => {
    let from = 0;
    let to = 0;
    for (const [kind, range] of requestsEstimate) {
      const share = open.get(kind) ?? 1;
      from += range.from * share;
      to += range.to * share;
    }
    return { from, to };
  };
  const before = estimate({ requests: left() }, pace);
  let toldMs = -Infinity;
  return (progress) => {
    watch(progress);
    if (progress.type !== 'kind') return;
    open.set(progress.kind, openShare(progress));
    if (now() - toldMs < everyMs) return;
    toldMs = now();
    const elapsedMs = toldMs - startedMs;
    const done = requests();
    const { from, to } = left();
    // The fewest requests that it may still take, and the most.
    const least = remaining(before, done, done + from, elapsedMs);
    const most = remaining(before, done, done + to, elapsedMs);
    const fromMs = Math.min(least.from, most.from);
    watch({ type: 'eta', stage: progress.stage, fromMs, toMs: Math.max(fromMs, most.to, least.to) });
  };
}
