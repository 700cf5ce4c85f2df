import type { Clock } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import { abortable } from './abort.ts';
import { isLoopback, isPrivateHost } from './addresses.ts';
import type { Ask, OnEvent, Question, Reply } from './ask.ts';
import type { Bucket } from './bucket.ts';
import type { Connection } from './connection.ts';
import { readEnvelope, type WholeResponse } from './envelope.ts';
import { PortalError } from './errors.ts';
import type { HttpRequest, HttpResponse, Transport } from './port.ts';

/** The cloud cuts a request after 60 s; we wait longer than that, so that its answer, not our patience, decides. */
const answerTimeoutMs = 75_000;

/** Before these nothing was sent: the same request may go again, a write too. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const untrusted =
  /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY)|HOSTNAME_MISMATCH|PRIVATE_ADDRESS$)/u;

function codeOf(error: unknown): string {
  for (let here = error, depth = 0; here instanceof Error && depth < 5; here = here.cause, depth += 1) {
    const { code } = here as NodeJS.ErrnoException;
    if (typeof code === 'string' && code !== 'UND_ERR_SOCKET') return code;
    if (here instanceof AggregateError && here.errors.length > 0) return codeOf(here.errors[0]);
  }
  return '';
}

/** What a failed exchange means: whether it was sent at all is the whole question. */
export function transportError(method: string, error: unknown): PortalError {
  if (error instanceof PortalError) return error;
  const code = codeOf(error);
  const kind = neverConnected.has(code) ? 'unreachable' : untrusted.test(code) ? 'untrusted' : 'unanswered';
  // The cause may hold the URL, and the URL the secret: only its code goes on.
  return new PortalError(kind, { method, portalCode: code });
}

/** Nothing was sent, and is not to be sent again: the time in which it could be was over. */
export const TOO_LATE = 'TOO_LATE';

export interface ExchangeOptions {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly bucket: Bucket | undefined;
  readonly onEvent?: OnEvent | undefined;
}

/** Larger answers are not believed before they have come. */
const believedBytes = 1 << 26;

/** An answer to its end. */
export async function collect(response: HttpResponse): Promise<WholeResponse> {
  const told = Number(response.headers['content-length'] ?? 0);
  let bytes = Buffer.allocUnsafeSlow(told > 0 && told <= believedBytes ? told : 0);
  let length = 0;
  for await (const chunk of response.body) {
    if (length + chunk.length > bytes.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length + chunk.length, bytes.length * 2));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    bytes.set(chunk, length);
    length += chunk.length;
  }
  return { status: response.status, headers: response.headers, bytes: bytes.subarray(0, length) };
}

/** One request and its whole answer, within the time. */
async function fetchWhole(
  { transport, clock }: Pick<ExchangeOptions, 'transport' | 'clock'>,
  method: string,
  request: HttpRequest,
): Promise<WholeResponse> {
  const over = new AbortController();
  const timer = new AbortController();
  const signal = request.signal === undefined ? over.signal : AbortSignal.any([request.signal, over.signal]);
  const work = transport({ ...request, signal }).then(collect);
  const late = clock.sleep(answerTimeoutMs, timer.signal).then(() => {
    over.abort(new PortalError('unanswered', { method, portalCode: 'TIMEOUT' }));
    throw over.signal.reason as Error;
  });
  late.catch(() => undefined);
  try {
    return await abortable(Promise.race([work, late]), request.signal);
  } catch (error) {
    if (request.signal?.aborted === true) throw request.signal.reason;
    throw transportError(method, error);
  } finally {
    work.catch(() => undefined);
    timer.abort(new Error('answered'));
  }
}

/**
 * The origin of a renamed portal, or an error when a redirect leads anywhere else: to another path (a login page), to
 * plain http, or to this computer or the local net (settings/how-to-call-rest-api/change-domen.md).
 */
function newOrigin(question: Question, sentTo: string, location: string | undefined): string {
  const from = new URL(sentTo);
  const to = location === undefined ? null : URL.parse(location, sentTo);
  const same = to !== null && to.pathname.replace(/\/$/u, '') === from.pathname.replace(/\/$/u, '');
  if (to === null || !same) throw new PortalError('notJson', { method: question.method, portalCode: 'REDIRECT' });
  const safe =
    (to.protocol === 'https:' && !isPrivateHost(to.hostname)) || (isLoopback(from.hostname) && isLoopback(to.hostname));
  if (!safe || to.username !== '')
    throw new PortalError('untrusted', { method: question.method, portalCode: 'REDIRECT' });
  return to.origin;
}

/** The innermost link: seals the question, waits for its turn, sends it as POST, reads the answer. */
export function exchange(options: ExchangeOptions): Ask {
  const { connection, bucket, clock, onEvent } = options;

  async function post(question: Question): Promise<{ readonly url: string; readonly response: WholeResponse }> {
    const { method, api, params, idempotencyKey, signal } = question;
    await bucket?.take(signal);
    if (question.notAfterMs !== undefined && clock.now() > question.notAfterMs) {
      throw new PortalError('unreachable', { method, portalCode: TOO_LATE });
    }
    const { url, body } = connection.seal(method, api, params);
    onEvent?.({ is: 'sent', method });
    const response = await fetchWhole(options, method, {
      method: 'POST',
      url,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'user-agent': 'bye24',
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
      },
      body,
      ...(signal === undefined ? {} : { signal }),
    });
    return { url, response };
  }

  return async (question): Promise<Reply> => {
    let { url, response } = await post(question);
    if ([301, 302, 303, 307, 308].includes(response.status)) {
      const from = connection.address;
      connection.moveTo(newOrigin(question, url, response.headers['location']));
      onEvent?.({ is: 'moved', from, to: connection.address });
      ({ url, response } = await post(question));
      if (response.status >= 300 && response.status < 400) {
        throw new PortalError('notJson', { method: question.method, portalCode: 'REDIRECT' });
      }
    }
    const atMs = clock.now();
    const leave = await question.admit?.();
    try {
      return { envelope: readEnvelope(question.method, response), bytes: response.bytes, atMs };
    } catch (error) {
      leave?.();
      throw withRetryAfter(error, response, atMs);
    }
  };
}

/** Remembers how long an answer asked us to stay away: seconds or a date; nonsense counts for nothing. */
function withRetryAfter(error: unknown, { headers }: WholeResponse, nowMs: number): unknown {
  const ms = retryAfterMs(headers['retry-after'], nowMs);
  if (error instanceof PortalError && ms !== undefined) askedDelays.set(error, ms);
  return error;
}

const askedDelays = new WeakMap<PortalError, number>();

/** How long the answer behind this error asked us to wait, if it did. */
export function askedDelayMs(error: PortalError): number | undefined {
  return askedDelays.get(error);
}

/** Retry-After in milliseconds: at most ten minutes, undefined for what is no such header. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const text = header.trim();
  const ms = /^\d+(?:\.\d+)?$/u.test(text)
    ? Number(text) * 1000
    : /[a-z]/iu.test(text)
      ? Date.parse(text) - nowMs
      : Number.NaN;
  return Number.isFinite(ms) ? Math.min(600_000, Math.max(0, ms)) : undefined;
}

/** Takes a new access token when the old one has expired; a webhook has none and passes through. */
export function withRefresh(ask: Ask, options: ExchangeOptions): Ask {
  const { connection, onEvent } = options;
  return async (question) => {
    for (let turn = 0; ; turn += 1) {
      try {
        return await ask(question);
      } catch (error) {
        const expired = error instanceof PortalError && error.portalCode.toLowerCase() === 'expired_token';
        // Twice: the first may only have taken up what another process was given, long ago.
        if (!expired || connection.refresh === undefined || turn === 2) throw error;
        await connection.refresh((url, signal) => fetchJson(options, url, signal), question.signal);
        onEvent?.({ is: 'tokenRefreshed' });
      }
    }
  };
}

/** JSON from an authorisation server. Rejects with a PortalError that does not hold the address: a secret is in it. */
export async function fetchJson(
  options: Pick<ExchangeOptions, 'transport' | 'clock'>,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Json> {
  const method = 'oauth/token';
  const { bytes, status } = await fetchWhole(options, method, {
    method: 'GET',
    url,
    headers: { accept: 'application/json', 'user-agent': 'bye24' },
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Json;
  } catch {
    throw new PortalError('notJson', { method, status });
  }
}
