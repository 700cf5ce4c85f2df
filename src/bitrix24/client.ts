import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import type { OnEvent, Question } from './ask.ts';
import { lostOutcome, runBatch } from './batch.ts';
import { Bucket } from './bucket.ts';
import { Budget, withBudget } from './budget.ts';
import type { Connection } from './connection.ts';
import { Crowd, withCrowd } from './crowd.ts';
import { answerOf } from './envelope.ts';
import { download } from './download.ts';
import { PortalError } from './errors.ts';
import { exchange, withRefresh } from './exchange.ts';
import { walkEach } from './lists/each.ts';
import { walkKeyset } from './lists/keyset.ts';
import { walkOffset } from './lists/offset.ts';
import { createWire, type Wire } from './lists/wire.ts';
import type {
  Answer,
  Call,
  ListOptions,
  ListReport,
  ListRequest,
  Outcome,
  Page,
  Transport,
  UploadingPortal,
} from './port.ts';
import { retryPolicy, withRetry } from './retry.ts';
import { upload } from './upload.ts';

export interface ConnectOptions {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  /** Shared by all connections of one process to the same host; `none` for a portal without that limit. */
  readonly bucket?: Bucket | 'none';
  readonly limits?: {
    /** Operating seconds of one method at which it is paused (default 400 of the portal's 480). */
    readonly pauseAtSeconds?: number;
  };
  readonly policy?: typeof retryPolicy;
  readonly onEvent?: OnEvent;
}

/** What the client has done so far, for benchmarks and for an honest ETA. */
interface PortalStats {
  readonly requestsSent: number;
  readonly retries: number;
  /** Times that the portal said QUERY_LIMIT_EXCEEDED. */
  readonly limited: number;
}

export type ConnectedPortal = UploadingPortal & { readonly stats: PortalStats };

/** A portal over HTTP: pacing, budgets, retries, token refresh and lists, each its own link of one chain. */
export function connect(options: ConnectOptions): ConnectedPortal {
  const { connection, transport, clock, random, policy = retryPolicy } = options;
  const stats = { requestsSent: 0, retries: 0, limited: 0 };
  const onEvent: OnEvent = (event) => {
    if (event.is === 'sent') stats.requestsSent += 1;
    if (event.is === 'retry') stats.retries += 1;
    if (event.is === 'retry' && event.kind === 'limited') stats.limited += 1;
    options.onEvent?.(event);
  };
  const bucket = options.bucket === 'none' ? undefined : (options.bucket ?? new Bucket({ clock, onEvent }));
  const budget = new Budget({ clock, ...options.limits, onEvent });
  const exchangeOptions = { connection, transport, clock, bucket, onEvent };
  const crowd = new Crowd({ clock, onEvent });
  const once = withBudget(withCrowd(withRefresh(exchange(exchangeOptions), exchangeOptions), crowd), budget);
  const retry = { clock, random, bucket, onEvent, policy };
  const ask = withRetry(once, retry);
  const wire = createWire({
    ask,
    askOnce: withRetry(once, { ...retry, unansweredAgain: 0 }),
    clock,
    scrub: (text) => connection.scrub(text),
    maySeeSecret: (bytes) => connection.maySeeSecret(bytes),
    onEvent,
  });

  const answer = async (question: Question): Promise<Answer> => {
    const { result = null, total, next, time } = (await ask(question)).envelope;
    return answerOf(result, { total, next, time });
  };
  const call = (asked: Call, signal?: AbortSignal): Promise<Answer> => answer(questionOf(asked, { signal }));

  return {
    get address() {
      return connection.address;
    },
    isApplication: connection.isApplication,
    stats,
    call,
    batch: (calls, batchOptions = {}) => runBatch(ask, askCallFor(answer), calls, batchOptions),
    list: (request, listOptions = {}) => walkList(wire, request, listOptions),
    listEach: (lists, listOptions = {}) => walkEach(wire, lists, listOptions),
    download: (request, sink) => download({ ...exchangeOptions, random }, request, sink),
    upload: (request, signal) => upload(exchangeOptions, request, signal),
  };
}

function walkList(wire: Wire, request: ListRequest, options: ListOptions): AsyncGenerator<Page, ListReport, void> {
  const { by } = request.pager;
  if (request.api !== 'v3' && by === 'id') return walkKeyset(wire, request, options);
  if (request.api !== 'v3' && by === 'offset') return walkOffset(wire, request, options);
  return walkEach(wire, [{ request }], options);
}

function questionOf(
  { method, params = {}, api = 'v2', effect = 'read', idempotencyKey }: Call,
  { signal, notAfterMs }: Pick<Question, 'signal' | 'notAfterMs'>,
): Question {
  return { method, api, params, effect, costs: [{ method }], idempotencyKey, signal, notAfterMs };
}

function askCallFor(answer: (question: Question) => Promise<Answer>) {
  return async (asked: Call, sending: Pick<Question, 'signal' | 'notAfterMs'> = {}): Promise<Outcome> => {
    try {
      return { is: 'answered', answer: await answer(questionOf(asked, sending)) };
    } catch (error) {
      if (!(error instanceof PortalError)) throw error;
      if (error.outcomeUnknown || notSent(error)) return lostOutcome(error);
      return { is: 'refused', error };
    }
  };
}

function notSent({ kind }: PortalError): boolean {
  return kind === 'unreachable' || kind === 'untrusted' || kind === 'limited' || kind === 'budgetSpent';
}
