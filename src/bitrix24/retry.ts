import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { Ask, OnEvent } from './ask.ts';
import type { Bucket } from './bucket.ts';
import { PortalError, type PortalErrorKind } from './errors.ts';
import { askedDelayMs, TOO_LATE } from './exchange.ts';

interface Rule {
  /** How many times after the first. */
  readonly again: number;
  readonly firstDelayMs: number;
  readonly mostDelayMs: number;
}

type Rules = Readonly<Partial<Record<PortalErrorKind, Rule>>>;

const notExecuted: Rules = {
  limited: { again: 20, firstDelayMs: 1000, mostDelayMs: 30_000 },
  // The budget itself waits for the method's reset before the next attempt leaves.
  budgetSpent: { again: 20, firstDelayMs: 100, mostDelayMs: 1000 },
  unreachable: { again: 6, firstDelayMs: 1000, mostDelayMs: 60_000 },
};

/**
 * What is sent again. A read: whatever may pass. A write: only what was surely not executed; of the rest nobody knows
 * what it did, and doing it twice could hit something else.
 */
export const retryPolicy: Readonly<Record<'read' | 'write', Rules>> = {
  read: {
    ...notExecuted,
    unanswered: { again: 4, firstDelayMs: 2000, mostDelayMs: 60_000 },
    notJson: { again: 4, firstDelayMs: 2000, mostDelayMs: 60_000 },
    serverError: { again: 5, firstDelayMs: 2000, mostDelayMs: 60_000 },
  },
  write: notExecuted,
};

interface RetryOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly bucket: Bucket | undefined;
  readonly onEvent?: OnEvent | undefined;
  readonly policy?: typeof retryPolicy;
  /** How often a request of this method is sent again after no answer came; lists shrink their batch instead. */
  readonly unansweredAgain?: number;
}

/** Sends again what the policy allows, later each time and not in step with others. */
export function withRetry(ask: Ask, options: RetryOptions): Ask {
  const { clock, random, bucket, onEvent, policy = retryPolicy } = options;
  return async (question) => {
    const failures = new Map<PortalErrorKind, number>();
    for (;;) {
      try {
        return await ask(question);
      } catch (error) {
        if (!(error instanceof PortalError) || error.portalCode === TOO_LATE) throw error;
        if (error.kind === 'limited') bucket?.refused();
        // With an idempotency key the portal itself makes sure that a repeated write is done once.
        const rule = policy[question.idempotencyKey === undefined ? question.effect : 'read'][error.kind];
        const attempt = (failures.get(error.kind) ?? 0) + 1;
        failures.set(error.kind, attempt);
        const most = error.kind === 'unanswered' ? (options.unansweredAgain ?? rule?.again ?? 0) : (rule?.again ?? 0);
        if (rule === undefined || attempt > most) throw error;
        const step = Math.min(rule.mostDelayMs, rule.firstDelayMs * 2 ** (attempt - 1));
        const delayMs = Math.round(Math.max(askedDelayMs(error) ?? 0, step * (0.5 + random() / 2)));
        onEvent?.({ is: 'retry', method: question.method, kind: error.kind, attempt, delayMs });
        await clock.sleep(delayMs, question.signal);
      }
    }
  };
}
