import type { KindId } from '../../kinds/kind.ts';
import { cloudPace, estimate, type Range, remaining } from '../export/eta.ts';
import { type Ledger, SAID_DONE } from '../journal/ledger.ts';
import type { PlanEntry } from '../plan/entry.ts';
import type { ApplyOptions, StopReason } from './options.ts';
import { type Target, WINDOW } from './target.ts';

const everyMs = 1000;

type Options = Pick<ApplyOptions, 'caps' | 'controls' | 'clock' | 'watch' | 'pace'>;

/** Between two requests: whether to go on, how far, and what to tell. */
export class Pace {
  readonly #options: Options;
  readonly #ledger: Ledger;
  readonly #startedAtMs: number;
  /** Steps of each kind, in all, and how many of them are done; known from the beginning. */
  #totals: ReadonlyMap<KindId, number> = new Map();
  readonly #done = new Map<KindId, number>();
  /** Steps of each kind that still wait for their turn. */
  readonly #open = new Map<KindId, number>();
  #steps = 0;
  /** Steps that have had their turn, before this run and in it: done, refused or left alone. */
  #turnsBefore = 0;
  #turns = 0;
  #before: Range = { from: 0, to: 0 };
  #etaToldAtMs = -Infinity;

  constructor(options: Options, ledger: Ledger) {
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

  /** Looks through the plan once: how many steps each kind has, and how many were done before. */
  async begin(entries: AsyncIterable<PlanEntry>): Promise<void> {
    const totals = new Map<KindId, number>();
    for await (const entry of entries) {
      if (entry.type !== 'step') continue;
      const { key, number } = entry.step;
      totals.set(key.kind, (totals.get(key.kind) ?? 0) + 1);
      const state = this.#ledger.states.get(number);
      if (SAID_DONE.has(state)) this.#done.set(key.kind, (this.#done.get(key.kind) ?? 0) + 1);
      this.#steps += 1;
      if (state === 'planned') this.#open.set(key.kind, (this.#open.get(key.kind) ?? 0) + 1);
      else this.#turnsBefore += 1;
    }
    this.#totals = totals;
    const requests = Math.ceil((this.#steps - this.#turnsBefore) / WINDOW);
    this.#before = estimate({ requests: { from: requests, to: requests * 3 } }, this.#options.pace ?? cloudPace);
    for (const kind of totals.keys()) this.#tellKind(kind);
  }

  /** Tells how far each kind of these has come: what was acknowledged counts, not what was tried. */
  tell(targets: readonly Target[]): void {
    const steps = targets.flatMap(({ step, along }) => [step, ...along.map((each) => each.step)]);
    for (const [kind, group] of Map.groupBy(steps, ({ key }) => key.kind)) {
      const acknowledged = group.filter(({ number }) => SAID_DONE.has(this.#ledger.states.get(number))).length;
      this.#done.set(kind, (this.#done.get(kind) ?? 0) + acknowledged);
      this.#open.set(kind, (this.#open.get(kind) ?? 0) - group.length);
      this.#tellKind(kind);
    }
    this.#turns += steps.length;
    this.#tellEta();
  }

  #tellKind(kind: KindId): void {
    const [done, total = 0] = [this.#done.get(kind) ?? 0, this.#totals.get(kind)];
    const state = (this.#open.get(kind) ?? 0) > 0 ? 'running' : 'finished';
    this.#options.watch?.({ type: 'kind', stage: 'apply', kind, done: Math.min(done, total), total, state });
  }

  #tellEta(): void {
    const now = this.#options.clock.now();
    if (now - this.#etaToldAtMs < everyMs) return;
    this.#etaToldAtMs = now;
    const left = remaining(this.#before, this.#turns, this.#steps - this.#turnsBefore, now - this.#startedAtMs);
    this.#options.watch?.({ type: 'eta', stage: 'apply', fromMs: left.from, toMs: left.to });
  }
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal === undefined) return;
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
