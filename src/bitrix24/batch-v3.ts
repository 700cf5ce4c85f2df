import { isList, type Json } from '../base/json.ts';
import type { Ask } from './ask.ts';
import { answerOf } from './envelope.ts';
import { PortalError } from './errors.ts';
import type { Call, Outcome } from './port.ts';

/** Whether a call may share a request of REST 3.0: reads only, for such a batch fails as a whole and says not how far it came. */
export function canShareV3(call: Call): boolean {
  return call.api === 'v3' && call.effect !== 'write' && call.idempotencyKey === undefined;
}

/**
 * Up to 50 reads of REST 3.0 in one request: the body is the list of them (api-reference/rest-v3.md). Undefined when
 * the portal refused it as a whole; who asked then asks one by one to learn which call it was.
 */
export async function askTogetherV3(
  ask: Ask,
  calls: readonly Call[],
  signal: AbortSignal | undefined,
): Promise<readonly Outcome[] | undefined> {
  const params: Json = calls.map(({ method, params = {} }) => ({ method, query: params }));
  const costs = calls.map(({ method }) => ({ method }));
  try {
    const { envelope } = await ask({ method: 'batch', api: 'v3', params, effect: 'read', costs, signal });
    const results = envelope['result'];
    if (!isList(results) || results.length !== calls.length) return undefined;
    return results.map((result): Outcome => ({ is: 'answered', answer: answerOf(result, {}) }));
  } catch (error) {
    if (error instanceof PortalError && !error.retryable) return undefined;
    throw error;
  }
}
