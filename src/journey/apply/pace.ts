import type { KindId } from '../../kinds/kind.ts';
import type { Ledger } from '../journal/ledger.ts';
import type { ApplyOptions, StopReason } from './options.ts';
import type { Target } from './target.ts';

/** Between two requests: whether to go on, how far, and what to tell. */
export class Pace {
  readonly #options: Pick<ApplyOptions, 'caps' | 'controls' | 'clock' | 'watch'>;
  readonly #ledger: Ledger;
  readonly #startedAtMs: number;
  readonly #done = new Map<KindId, number>();

  constructor(options: Pick<ApplyOptions, 'caps' | 'controls' | 'clock' | 'watch'>, ledger: Ledger) {
    this.#options = options;
    this.#ledger = ledger;
    this.#startedAtMs = options.clock.now();
  }

  /** Waits while paused; a reason when the run must end here. Nothing is in flight. */
  async mayGoOn(acknowledged: number): Promise<StopReason | undefined> {
    const { caps = {}, controls = {}, clock, watch } = this.#options;
    for (let paused = controls.paused?.(); paused !== undefined; paused = controls.paused?.()) {
      watch?.({ type: 'pause', reason: 'user' });
      this.#ledger.note({ type: 'paused' });
      await this.#ledger.commit();
      await Promise.race([paused, aborted(controls.signal)]);
      if (controls.signal?.aborted === true) break;
    }
    if (controls.signal?.aborted === true || controls.hard?.aborted === true) return 'cancelled';
    if (caps.maxDelete !== undefined && acknowledged >= caps.maxDelete) return 'maxDelete';
    const minutes = (clock.now() - this.#startedAtMs) / 60_000;
    return caps.maxMinutes !== undefined && minutes >= caps.maxMinutes ? 'maxMinutes' : undefined;
  }

  /** How many more may be sent under the cap. */
  allowance(acknowledged: number): number {
    const { maxDelete } = this.#options.caps ?? {};
    return maxDelete === undefined ? Number.POSITIVE_INFINITY : Math.max(0, maxDelete - acknowledged);
  }

  /** Tells how far each kind of these has come: what was acknowledged counts, not what was tried. */
  tell(targets: readonly Target[]): void {
    for (const [kind, group] of Map.groupBy(targets, (target) => target.kind.id)) {
      const acknowledged = group.filter(({ step }) => {
        const state = this.#ledger.states.get(step.number);
        return (
          state === 'acknowledged' ||
          state === 'absent' ||
          state === 'inactive' ||
          state === 'handed' ||
          state === 'scrubbed'
        );
      }).length;
      const done = (this.#done.get(kind) ?? 0) + acknowledged;
      this.#done.set(kind, done);
      this.#options.watch?.({ type: 'kind', stage: 'apply', kind, done, state: 'running' });
    }
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined) return;
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
