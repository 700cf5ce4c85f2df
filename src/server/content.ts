import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { Hono } from 'hono';

import type { Clock } from '../base/clock.ts';
import { hostGuard } from './guard.ts';

const linkLifeMs = 15 * 60_000;

/** Bytes out of an archive, to be shown. */
export interface Content {
  readonly contentType: string;
  /** undefined: it is made while it is sent; only the whole of it can be had, to be kept. */
  readonly sizeBytes: number | undefined;
  readonly name: string;
  /** Bytes from `start` to `end`, both included. */
  readonly read: (start: number, end: number) => ReadableStream<Uint8Array>;
}

export type FindContent = (key: string) => Promise<Content | undefined>;

/**
 * Addresses of archived bytes on the content origin: signed and short-lived, because that origin has no session. A page
 * that is shown there can neither guess an address nor read the app's cookie or pages.
 */
export class ContentLinks {
  readonly #secret = randomBytes(32);
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A path for `key` that works for a quarter of an hour. */
  path(key: string): string {
    const untilMs = this.#clock.now() + linkLifeMs;
    const encoded = Buffer.from(key).toString('base64url');
    return `/content/${encoded}/${untilMs}/${this.#sign(encoded, String(untilMs))}`;
  }

  /** The key of a path's parts, or undefined when they were altered or are too old. */
  key(encoded: string, until: string, signature: string): string | undefined {
    const expected = Buffer.from(this.#sign(encoded, until));
    const given = Buffer.from(signature);
    if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
    return this.#clock.now() > Number(until) ? undefined : Buffer.from(encoded, 'base64url').toString();
  }

  #sign(encoded: string, until: string): string {
    return createHmac('sha256', this.#secret).update(`${encoded}/${until}`).digest('base64url');
  }
}

/** What a browser may show of an archive. Everything else is a download: it never runs in any origin of ours. */
const shown: ReadonlySet<string> = new Set([
  'text/plain',
  'text/html',
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/avif',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/mp4',
  'video/mp4',
  'video/webm',
]);

/** No script, no network, no forms, no frames; styles and pictures out of the page itself. */
const strict = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * A PDF is drawn by a viewer of the browser's own, which a sandbox would keep from starting. It is no page of ours even so:
 * with `nosniff` nothing but a PDF can come of it, and this origin has neither a session nor anything to read.
 */
function policyFor(headers: Headers): string {
  return headers.get('content-type') === 'application/pdf' ? strict : `sandbox; ${strict}`;
}

function rangeOf(header: string | undefined, sizeBytes: number): readonly [number, number] | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const start = from === '' ? Math.max(0, sizeBytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  return start <= end && start < sizeBytes ? [start, end] : undefined;
}

function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\w.-]/gu, '_').slice(0, 100);
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name.slice(0, 200))}`;
}

export interface ContentAppOptions {
  readonly port: number;
  /** The app's own origin: the only page that may hold what is shown here. */
  readonly appOrigins: readonly string[];
  readonly links: ContentLinks;
  readonly find: FindContent;
}

/** The second origin: archived bytes and pages, and nothing else. */
export function createContentApp({ port, appOrigins, links, find }: ContentAppOptions): Hono {
  const app = new Hono();
  app.use('*', async (context, next) => {
    await next();
    const { headers } = context.res;
    headers.set('content-security-policy', `${policyFor(headers)}; frame-ancestors ${appOrigins.join(' ')}`);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'no-referrer');
    // Browsers take two ports of 127.0.0.1 for two sites: pictures and players would get nothing. Nobody else knows an address.
    headers.set('cross-origin-resource-policy', 'cross-origin');
    headers.set('cache-control', 'no-store');
  });
  app.use('*', hostGuard(port));
  app.get('/content/:key/:until/:signature', async (context) => {
    const { key: encoded, until, signature } = context.req.param();
    const key = links.key(encoded, until, signature);
    const content = key === undefined ? undefined : await find(key);
    if (content === undefined) return context.text('', 404);
    const type = content.contentType.split(';')[0]?.trim().toLowerCase() ?? '';
    const inline = shown.has(type) && context.req.query('download') === undefined;
    const headers: Record<string, string> = {
      'content-type': inline
        ? type.startsWith('text/')
          ? `${type}; charset=${content.contentType.endsWith('charset=windows-1251') ? 'windows-1251' : 'utf-8'}`
          : type
        : 'application/octet-stream',
      'content-disposition': disposition(inline ? 'inline' : 'attachment', content.name),
      'accept-ranges': 'bytes',
    };
    const { sizeBytes } = content;
    if (sizeBytes === undefined) {
      headers['accept-ranges'] = 'none';
      return context.body(content.read(0, Number.POSITIVE_INFINITY), 200, headers);
    }
    const range = rangeOf(context.req.header('range'), sizeBytes);
    if (range === undefined) {
      headers['content-length'] = String(sizeBytes);
      if (sizeBytes === 0) return context.body(null, 200, headers);
      return context.body(content.read(0, sizeBytes - 1), 200, headers);
    }
    const [start, end] = range;
    headers['content-length'] = String(end - start + 1);
    headers['content-range'] = `bytes ${start}-${end}/${sizeBytes}`;
    return context.body(content.read(start, end), 206, headers);
  });
  app.notFound((context) => context.text('', 404));
  app.onError((_error, context) => context.text('', 500));
  return app;
}
