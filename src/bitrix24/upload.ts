import { randomUUID } from 'node:crypto';

import type { Clock } from '../base/clock.ts';
import { abortable } from './abort.ts';
import { answerOf, readEnvelope } from './envelope.ts';
import { PortalError } from './errors.ts';
import { collect, type ExchangeOptions, transportError } from './exchange.ts';
import type { Answer, UploadRequest } from './port.ts';

/** An upload of which the portal takes no byte for so long, or that it does not answer for so long, is given up. */
const stallMs = 75_000;
const method = 'upload';

/** `"` would end the name, and a line end the header. */
const inHeader = (text: string): string => text.replaceAll(/["\r\n]/gu, (sign) => encodeURIComponent(sign));

/**
 * Sends a file to an address that the portal gave for it, as a form with one field. The address holds a secret: it is
 * spoken to only on the portal itself, and told to nobody.
 * @throws PortalError as for a written call: what was sent and not answered may have arrived
 */
export async function upload(
  options: ExchangeOptions,
  { url, field, name, sizeBytes, chunks }: UploadRequest,
  signal?: AbortSignal,
): Promise<Answer> {
  const { connection, transport, clock, bucket, onEvent } = options;
  const to = URL.parse(url, connection.origin);
  if (to === null || to.origin !== new URL(connection.origin).origin || to.username !== '') {
    throw new PortalError('untrusted', { method, portalCode: 'FOREIGN_HOST' });
  }
  const boundary = `bye24-${randomUUID()}`;
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="${inHeader(field)}"; filename="${inHeader(name)}"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n',
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const progress = { sentBytes: 0 };
  async function* body(): AsyncGenerator<Uint8Array, void, void> {
    yield head;
    for await (const chunk of chunks()) {
      yield chunk;
      progress.sentBytes += chunk.length;
    }
    yield tail;
  }
  await bucket?.take(signal);
  onEvent?.({ is: 'sent', method });
  const over = new AbortController();
  const work = transport({
    method: 'POST',
    url: to.href,
    headers: {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      'content-length': String(head.length + sizeBytes + tail.length),
      accept: 'application/json',
      'user-agent': 'bye24',
    },
    pieces: body(),
    signal: signal === undefined ? over.signal : AbortSignal.any([signal, over.signal]),
  }).then(collect);
  try {
    const { result = null, time } = readEnvelope(method, await moving(work, clock, progress, signal));
    return answerOf(result, { time });
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    over.abort();
    throw transportError(method, error);
  }
}

/** What `work` gives, as long as it comes forward. */
async function moving<T>(
  work: Promise<T>,
  clock: Clock,
  progress: { readonly sentBytes: number },
  signal: AbortSignal | undefined,
): Promise<T> {
  work.catch(() => undefined);
  for (;;) {
    const before = progress.sentBytes;
    const timer = new AbortController();
    const late = clock.sleep(stallMs, timer.signal).then(() => 'late' as const);
    late.catch(() => undefined);
    try {
      const first = await abortable(Promise.race([work.then((value) => ({ value })), late]), signal);
      if (first !== 'late') return first.value;
      if (progress.sentBytes === before) throw new PortalError('unanswered', { method, portalCode: 'TIMEOUT' });
    } finally {
      timer.abort(new Error('in time'));
    }
  }
}
