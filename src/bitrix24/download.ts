import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { abortable } from './abort.ts';
import type { OnEvent } from './ask.ts';
import type { Bucket } from './bucket.ts';
import type { Connection } from './connection.ts';
import { PortalError } from './errors.ts';
import { retryAfterMs, transportError } from './exchange.ts';
import { mayServeFiles } from './hosts.ts';
import type { Downloaded, DownloadRequest, HttpResponse, Sink, Transport } from './port.ts';

interface DownloadOptions {
  readonly connection: Connection;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: Random;
  readonly bucket: Bucket | undefined;
  readonly onEvent: OnEvent;
}

const mostHops = 5;
/** Attempts in a row that brought no byte. */
const mostFailures = 5;
/** A download that gives no byte for so long is cut and taken up again. */
const stallMs = 75_000;

/** How far a download has come, over all its attempts. */
interface Progress {
  sizeBytes: number;
  contentType: string;
  etag: string | undefined;
  totalBytes: number | undefined;
  isStarted: boolean;
}

function bad(portalCode: string, description: string, status = 0): PortalError {
  return new PortalError('badDownload', { method: 'download', portalCode, description, status });
}

/**
 * Streams a file into the sink and takes a cut one up where it ended. The bytes are those of one version of the
 * file: when the server can't go on from there, or has another version, the sink starts anew.
 * @throws PortalError `badDownload` for a login page, a wrong size, a foreign host, a refusal
 */
export async function download(options: DownloadOptions, request: DownloadRequest, sink: Sink): Promise<Downloaded> {
  const { clock, random, onEvent } = options;
  const progress: Progress = {
    sizeBytes: 0,
    contentType: '',
    etag: undefined,
    totalBytes: undefined,
    isStarted: false,
  };
  for (let failures = 0; ;) {
    const before = progress.sizeBytes;
    try {
      await attempt(options, request, sink, progress);
      checkSize(request, progress);
      return { sizeBytes: progress.sizeBytes, contentType: progress.contentType };
    } catch (error) {
      if (!(error instanceof PortalError) || !error.retryable) throw error;
      failures = progress.sizeBytes > before ? 1 : failures + 1;
      if (failures >= mostFailures) throw error;
      const delayMs = Math.round(Math.max(waits.get(error) ?? 0, 1000 * 2 ** failures * (0.5 + random() / 2)));
      onEvent({ is: 'retry', method: 'download', kind: error.kind, attempt: failures, delayMs });
      await clock.sleep(delayMs, request.signal);
    }
  }
}

const waits = new WeakMap<PortalError, number>();

function checkSize({ expectedBytes }: DownloadRequest, { sizeBytes }: Progress): void {
  if (expectedBytes !== undefined && expectedBytes !== sizeBytes) {
    throw bad('SIZE', `the file has ${sizeBytes} bytes, the portal says ${expectedBytes}`);
  }
}

async function attempt(
  options: DownloadOptions,
  request: DownloadRequest,
  sink: Sink,
  progress: Progress,
): Promise<void> {
  const response = await follow(options, request, progress);
  const { status, headers } = response;
  if (status === 416 && progress.totalBytes === progress.sizeBytes) return;
  if (status === 416 && progress.isStarted) await startAnew(sink, progress, 'RANGE');
  if (status !== 200 && status !== 206) throw await refusal(options, response);
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (isLoginPage(type, headers)) throw bad('HTML', 'a web page came in place of the file', status);
  const etag = headers['etag'];
  const continues = status === 206 && rangeStart(headers['content-range']) === progress.sizeBytes;
  const total = totalOf(headers, status);
  const changed =
    (progress.etag !== undefined && etag !== undefined && etag !== progress.etag) ||
    (progress.totalBytes !== undefined && total !== undefined && total !== progress.totalBytes);
  if (progress.isStarted && status === 206 && (!continues || changed)) await startAnew(sink, progress, 'RANGE');
  // The whole file came though only its rest was asked for.
  if (progress.isStarted && status === 200) await reset(sink, progress);
  progress.isStarted = true;
  progress.contentType = type;
  progress.etag = etag;
  progress.totalBytes = total;
  await pump(options, request, response, sink, progress);
}

async function reset(sink: Sink, progress: Progress): Promise<void> {
  await sink.restart();
  Object.assign(progress, { sizeBytes: 0, etag: undefined, totalBytes: undefined, isStarted: false });
}

/** What came does not continue what we have: drop both, and let the next attempt ask for the whole file. */
async function startAnew(sink: Sink, progress: Progress, portalCode: string): Promise<never> {
  await reset(sink, progress);
  throw new PortalError('unanswered', { method: 'download', portalCode });
}

async function pump(
  { clock }: DownloadOptions,
  { signal, expectedBytes }: DownloadRequest,
  response: HttpResponse,
  sink: Sink,
  progress: Progress,
): Promise<void> {
  const chunks = response.body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const step = await withinStall(clock, chunks.next(), signal);
      if (step.done === true) break;
      if (expectedBytes !== undefined && progress.sizeBytes + step.value.length > expectedBytes) {
        throw bad('SIZE', `the file is longer than the ${expectedBytes} bytes that the portal says`);
      }
      await sink.write(step.value);
      progress.sizeBytes += step.value.length;
    }
  } finally {
    // Not waited for: a body that hangs would hang here too.
    chunks.return?.()?.catch(() => undefined);
  }
  if (progress.totalBytes !== undefined && progress.sizeBytes < progress.totalBytes) {
    throw new PortalError('unanswered', { method: 'download', portalCode: 'CUT' });
  }
}

/** What `work` gives, if it comes in time; sink errors never pass through here. */
async function withinStall<T>(clock: Clock, work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const timer = new AbortController();
  const late = clock.sleep(stallMs, timer.signal).then(() => {
    throw new PortalError('unanswered', { method: 'download', portalCode: 'TIMEOUT' });
  });
  late.catch(() => undefined);
  work.catch(() => undefined);
  try {
    return await abortable(Promise.race([work, late]), signal);
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    throw transportError('download', error);
  } finally {
    timer.abort(new Error('in time'));
  }
}

/** Sends the request and follows redirects among the hosts that may serve files, each hop judged anew. */
async function follow(options: DownloadOptions, request: DownloadRequest, progress: Progress): Promise<HttpResponse> {
  const { connection, transport, clock, bucket, onEvent } = options;
  const portal = new URL(connection.origin);
  let url = URL.parse(request.url, portal.href);
  for (let hop = 0; hop <= mostHops; hop += 1) {
    if (url === null) throw bad('URL', 'the link to the file is not an address');
    if (!mayServeFiles(url, portal)) throw bad('FOREIGN_HOST', `files are not taken from ${url.host}`);
    const leaves = url.origin !== portal.origin;
    if (leaves && connection.scrub(url.href) !== url.href) {
      throw bad('SECRET_LEAVES', `a link to ${url.host} would take a secret away from the portal`);
    }
    if (!leaves && url.pathname.startsWith('/rest/')) await bucket?.take(request.signal);
    onEvent({ is: 'sent', method: 'download' });
    const response = await withinStall(
      clock,
      transport({
        method: 'GET',
        url: url.href,
        headers: headersFor(portal, progress),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      }),
      request.signal,
    );
    if (response.status < 300 || response.status >= 400 || response.status === 304) return response;
    url = URL.parse(response.headers['location'] ?? '', url.href);
    if (/\/(?:auth|login)\b|[?&]login=yes/iu.test(url?.href ?? '')) throw bad('HTML', 'the portal asks for a login');
  }
  throw bad('REDIRECTS', 'the link to the file goes in circles');
}

/** The cloud's servers may answer 404 to a bare client (settings/how-to-call-rest-api/general-principles.md). */
function headersFor(portal: URL, { isStarted, sizeBytes, etag }: Progress): Readonly<Record<string, string>> {
  return {
    'user-agent': 'Mozilla/5.0 (compatible; bye24)',
    accept: '*/*',
    'accept-language': 'en,ru;q=0.9',
    'accept-encoding': 'identity',
    referer: `${portal.origin}/`,
    ...(isStarted && sizeBytes > 0
      ? { range: `bytes=${sizeBytes}-`, ...(etag === undefined || etag.startsWith('W/') ? {} : { 'if-range': etag }) }
      : {}),
  };
}

function isLoginPage(type: string, headers: Readonly<Record<string, string>>): boolean {
  const attached = /attachment|filename/iu.test(headers['content-disposition'] ?? '');
  return type.startsWith('text/html') && !attached;
}

function rangeStart(contentRange: string | undefined): number | undefined {
  const start = /^bytes (\d+)-/u.exec(contentRange ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

function totalOf(headers: Readonly<Record<string, string>>, status: number): number | undefined {
  const text =
    status === 206 ? /\/(\d+)$/u.exec(headers['content-range'] ?? '')?.[1] : (headers['content-length'] ?? undefined);
  const encoded = (headers['content-encoding'] ?? 'identity') !== 'identity';
  return text === undefined || !/^\d+$/u.test(text) || encoded ? undefined : Number(text);
}

async function refusal({ bucket, clock }: DownloadOptions, response: HttpResponse): Promise<PortalError> {
  const { status, headers } = response;
  const text = await firstText(response);
  const passing = status >= 500 || status === 429;
  if (!passing) return bad('HTTP', `the portal answered ${status}`, status);
  const isLimit = text.includes('QUERY_LIMIT_EXCEEDED');
  if (isLimit) bucket?.refused();
  const error = new PortalError(text.includes('OVERLOAD_LIMIT') ? 'overloaded' : isLimit ? 'limited' : 'serverError', {
    method: 'download',
    status,
  });
  const waitMs = retryAfterMs(headers['retry-after'], clock.now());
  if (waitMs !== undefined) waits.set(error, waitMs);
  return error;
}

/** The first kilobytes of an answer that is no file, for the word in it. */
async function firstText(response: HttpResponse): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 4096) break;
    }
  } catch {
    // A cut refusal is a refusal all the same.
  }
  return text;
}
