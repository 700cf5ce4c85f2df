import type { Clock } from '../base/clock.ts';
import { at } from '../base/json.ts';
import type { Ask, OnEvent } from './ask.ts';
import { timeOf } from './envelope.ts';
import { PortalError } from './errors.ts';
import type { CallTime } from './port.ts';

interface BudgetOptions {
  readonly clock: Clock;
  /** Seconds of one method in ten minutes at which we stop it; the portal does at 480. */
  readonly pauseAtSeconds?: number;
  readonly onEvent?: OnEvent;
}

interface Spending {
  spentSeconds: number;
  /** What one call has cost lately: answers still on their way are counted with it. */
  eachSeconds: number;
  /** By our clock; the spent sum is void from then on. */
  resetAtMs: number;
  inFlight: number;
}

const windowMs = 600_000;

/**
 * The operating time that each method has left (limits.md): ten minutes' budget for each method, read from the
 * answers' `time.operating`, which is a running sum. A method that has spent it waits; the others go on.
 */
export class Budget {
  readonly #clock: Clock;
  readonly #pauseAt: number;
  readonly #onEvent: OnEvent | undefined;
  readonly #methods = new Map<string, Spending>();

  constructor({ clock, pauseAtSeconds = 400, onEvent }: BudgetOptions) {
    this.#clock = clock;
    this.#pauseAt = pauseAtSeconds;
    this.#onEvent = onEvent;
  }

  #of(method: string): Spending {
    const name = method.toLowerCase();
    let spending = this.#methods.get(name);
    if (spending === undefined) {
      spending = { spentSeconds: 0, eachSeconds: 0, resetAtMs: 0, inFlight: 0 };
      this.#methods.set(name, spending);
    }
    return spending;
  }

  /** Resolves when `count` more calls of the method may be sent, and counts them as sent; `returned` takes them back. */
  async reserve(method: string, count: number, signal?: AbortSignal): Promise<void> {
    const spending = this.#of(method);
    for (;;) {
      const now = this.#clock.now();
      if (now >= spending.resetAtMs) spending.spentSeconds = 0;
      const more = count * spending.eachSeconds;
      const isIdle = spending.inFlight === 0;
      if (spending.spentSeconds + spending.inFlight * spending.eachSeconds + more < this.#pauseAt) break;
      if (isIdle && spending.spentSeconds === 0) break;
      // Only calls in flight stand in the way: what they really cost is known soon.
      const untilMs = !isIdle && spending.spentSeconds + more < this.#pauseAt ? now + 1000 : spending.resetAtMs;
      if (untilMs > now + 1000) this.#onEvent?.({ is: 'paused', method, untilMs, why: 'budget' });
      await this.#clock.sleep(Math.max(1, untilMs - now), signal);
    }
    spending.inFlight += count;
  }

  returned(method: string, count: number): void {
    const spending = this.#of(method);
    spending.inFlight = Math.max(0, spending.inFlight - count);
  }

  note(method: string, time: CallTime): void {
    const { operatingSeconds, operatingResetAt, finishedAt } = time;
    if (operatingSeconds === undefined) return;
    const spending = this.#of(method);
    const cost = Math.min(time.durationSeconds, 60);
    spending.eachSeconds = spending.eachSeconds === 0 ? cost : (spending.eachSeconds * 3 + cost) / 4;
    const now = this.#clock.now();
    const inMs = operatingResetAt === undefined ? windowMs : (operatingResetAt - (finishedAt ?? now / 1000)) * 1000;
    this.#onEvent?.({ is: 'spent', method, seconds: operatingSeconds, atMs: now });
    spending.spentSeconds = operatingSeconds;
    spending.resetAtMs = now + Math.min(windowMs, Math.max(0, inMs));
  }

  /** The portal said OPERATION_TIME_LIMIT: the method waits until the reset that its last good answer told. */
  exhausted(method: string): void {
    const spending = this.#of(method);
    const now = this.#clock.now();
    if (spending.resetAtMs <= now) spending.resetAtMs = now + 60_000;
    spending.spentSeconds = Math.max(spending.spentSeconds, this.#pauseAt);
  }
}

function counted(costs: readonly { readonly method: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { method } of costs) counts.set(method, (counts.get(method) ?? 0) + 1);
  return counts;
}

/** Holds a request back until all its methods have budget, and learns from its answer. */
export function withBudget(ask: Ask, budget: Budget): Ask {
  return async (question) => {
    const reserved: (readonly [method: string, count: number])[] = [];
    try {
      for (const [method, count] of counted(question.costs)) {
        await budget.reserve(method, count, question.signal);
        reserved.push([method, count]);
      }
      const reply = await ask(question);
      for (const { method, key } of question.costs) {
        const time = timeOf(at(reply.envelope, key === undefined ? ['time'] : ['result', 'result_time', key]));
        if (time !== undefined) budget.note(method, time);
        const error = key === undefined ? undefined : at(reply.envelope, ['result', 'result_error', key, 'error']);
        if (error === 'OPERATION_TIME_LIMIT') budget.exhausted(method);
      }
      return reply;
    } catch (error) {
      if (error instanceof PortalError && error.kind === 'budgetSpent') {
        for (const { method } of question.costs) budget.exhausted(method);
      }
      throw error;
    } finally {
      for (const [method, count] of reserved) budget.returned(method, count);
    }
  };
}
