import { PortalError } from '../../bitrix24/errors.ts';
import type { Outcome } from '../../bitrix24/port.ts';
import type { EventOf } from '../journal/events.ts';
import { codeOf } from './finding.ts';

/** What is known of a step once the portal said something to it, or nothing. */
export interface Reply {
  readonly is: EventOf<'outcome'>['is'];
  readonly code?: string;
  /** Only a look can tell what became of it. */
  readonly isLost?: true;
  /** Why nothing more can be sent. */
  readonly stopped?: Error;
}

/** After these nothing more is sent: the portal is gone, or the connection is (I7). */
const FINAL: ReadonlySet<PortalError['kind']> = new Set([
  'badCredential',
  'overloaded',
  'portalDeleted',
  'planWithoutRest',
]);

/** What one command's outcome says of its step. */
export function replyOf(outcome: Outcome | undefined): Reply {
  switch (outcome?.is) {
    case 'answered':
      // A plain `false` says neither yes nor no.
      if (outcome.answer.result === false) return { is: 'unknown', code: 'RESULT_FALSE', isLost: true };
      return { is: 'acknowledged' };
    case 'refused':
      return replyOfRefusal(outcome.error);
    case 'unknown':
      return { is: 'unknown', code: codeOf(outcome.error), isLost: true };
    case 'notExecuted':
    case undefined:
      return { is: 'notSent', isLost: true };
  }
}

function replyOfRefusal(error: PortalError): Reply {
  const code = codeOf(error);
  // It may be gone by this very request, sent twice somewhere on the way.
  if (error.kind === 'notFound') return { is: 'unknown', code, isLost: true };
  return FINAL.has(error.kind) ? { is: 'notSent', code, stopped: error } : { is: 'refused', code };
}

/** What it says of every step in a request that the request came to nothing. */
export function replyOfFailure(error: Error): Reply {
  // Cut off by our own hand: nobody knows what had left by then.
  if (!(error instanceof PortalError)) return { is: 'unknown', stopped: error };
  return error.outcomeUnknown ? { is: 'unknown', isLost: true } : { is: 'notSent', stopped: error };
}
