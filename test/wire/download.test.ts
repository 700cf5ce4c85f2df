import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { HttpRequest, HttpResponse, Sink, Transport } from '../../src/bitrix24/port.ts';
import { raw } from './scripted.ts';
import { SimClock } from './sim-clock.ts';
import { secret } from './support.ts';

const file = Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7 + (index >> 8)) & 255);
const link = `https://acme.bitrix24.ru/rest/1/${secret}/download/?token=disk%7Cabc`;

interface Memory extends Sink {
  readonly bytes: () => Uint8Array;
  readonly restarts: () => number;
}

function memory(): Memory {
  let chunks: Uint8Array[] = [];
  let restarts = 0;
  return {
    write: async (bytes) => void chunks.push(bytes),
    restart: async () => {
      chunks = [];
      restarts += 1;
    },
    bytes: () => Buffer.concat(chunks),
    restarts: () => restarts,
  };
}

interface FileServer {
  readonly cutAt?: (nth: number) => number | undefined;
  readonly ignoresRange?: boolean;
  readonly etag?: (nth: number) => string;
}

/** Serves `file` in pieces of 10,000 bytes, by range when asked. */
function fileServer({ cutAt, ignoresRange = false, etag }: FileServer, seen: HttpRequest[] = []): Transport {
  return async (request) => {
    seen.push(request);
    const nth = seen.length;
    const range = ignoresRange ? undefined : /bytes=(\d+)-/u.exec(request.headers['range'] ?? '')?.[1];
    const tag = etag?.(nth);
    const stale = request.headers['if-range'] !== undefined && request.headers['if-range'] !== tag;
    const from = range === undefined || stale ? 0 : Number(range);
    const isPart = from > 0;
    return {
      status: isPart ? 206 : 200,
      headers: {
        'content-type': 'application/octet-stream',
        ...(tag === undefined ? {} : { etag: tag }),
        ...(isPart
          ? { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` }
          : { 'content-length': String(file.length) }),
      },
      body: (async function* () {
        const end = cutAt?.(nth) ?? file.length;
        for (let at = from; at < Math.min(end, file.length); at += 10_000) {
          yield file.subarray(at, Math.min(at + 10_000, end, file.length));
        }
        if (end < file.length) throw Object.assign(new Error('terminated'), { code: 'ECONNRESET' });
      })(),
    };
  };
}

function portalOn(transport: Transport, hook = `https://acme.bitrix24.ru/rest/1/${secret}/`) {
  return connect({ connection: webhook(hook), transport, clock: new SimClock(), random: seeded(1) });
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('download', () => {
  it('streams a file, with the headers that the cloud wants', async () => {
    const seen: HttpRequest[] = [];
    const sink = memory();
    const done = await portalOn(fileServer({}, seen)).download({ url: link, expectedBytes: file.length }, sink);
    expect(done).toEqual({ sizeBytes: file.length, contentType: 'application/octet-stream' });
    expect(hash(sink.bytes())).toBe(hash(file));
    expect(Object.keys(seen[0]?.headers ?? {})).toEqual(
      expect.arrayContaining(['user-agent', 'accept', 'accept-language', 'referer']),
    );
  });

  it('takes a cut file up by range, again and again', async () => {
    const seen: HttpRequest[] = [];
    const sink = memory();
    const transport = fileServer({ cutAt: (nth) => (nth < 4 ? nth * 20_001 : undefined), etag: () => '"v1"' }, seen);
    await portalOn(transport).download({ url: link }, sink);
    expect(hash(sink.bytes())).toBe(hash(file));
    expect(sink.restarts()).toBe(0);
    expect(seen.slice(1).map(({ headers }) => headers['range'])).toEqual([
      'bytes=20001-',
      'bytes=40002-',
      'bytes=60003-',
    ]);
    expect(seen[1]?.headers['if-range']).toBe('"v1"');
  });

  it.each([
    ['the server ignores the range', { ignoresRange: true }],
    ['the file became another one', { etag: (nth: number) => `"v${nth}"` }],
  ])('begins anew when %s', async (_, server) => {
    const sink = memory();
    await portalOn(fileServer({ ...server, cutAt: (nth) => (nth === 1 ? 30_000 : undefined) })).download(
      { url: link },
      sink,
    );
    expect(sink.restarts()).toBe(1);
    expect(hash(sink.bytes())).toBe(hash(file));
  });

  it('gives up on a server that never gives a byte', async () => {
    const seen: HttpRequest[] = [];
    await expect(
      portalOn(fileServer({ cutAt: () => 0 }, seen)).download({ url: link }, memory()),
    ).rejects.toMatchObject({
      kind: 'unanswered',
    });
    expect(seen).toHaveLength(5);
  });

  it.each([
    ['a login page with status 200', raw(200, '<html>Log in', { 'content-type': 'text/html; charset=UTF-8' }), 'HTML'],
    ['a redirect to the login', raw(302, '', { location: '/auth/?login=yes' }), 'HTML'],
    ['a refusal', raw(404, 'Not found', { 'content-type': 'text/plain' }), 'HTTP'],
    ['too few bytes', raw(200, 'abc', { 'content-type': 'image/png' }), 'SIZE'],
  ])('takes %s for an error, not for the file', async (_, response: HttpResponse, portalCode) => {
    const portal = portalOn(async () => response);
    await expect(portal.download({ url: link, expectedBytes: 5 }, memory())).rejects.toMatchObject({
      kind: 'badDownload',
      portalCode,
    });
  });

  it('saves an HTML file that is offered as a file', async () => {
    const headers = { 'content-type': 'text/html', 'content-disposition': 'attachment; filename="a.html"' };
    const sink = memory();
    await portalOn(async () => raw(200, '<p>mine', headers)).download({ url: link }, sink);
    expect(new TextDecoder().decode(sink.bytes())).toBe('<p>mine');
  });

  it.each([
    'https://evil.example/file',
    'http://acme.bitrix24.ru/file',
    'https://acme.bitrix24.ru:8443/file',
    'https://acme.bitrix24.ru@evil.example/file',
    'https://user:pass@acme.bitrix24.ru/file',
    'https://cdn.bitrix24.ru.evil.example/file',
    'https://xcdn.bitrix24.ru/file',
    'https://cdn.bitrix24.evil/file',
    'http://cdn.bitrix24.ru/file',
    'https://cdn.bitrix24.ru:444/file',
    'https://127.0.0.1/file',
    'https://2130706433/file',
    'https://0x7f.1/file',
    'https://[::1]/file',
    'https://[::ffff:127.0.0.1]/file',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/file',
    'https://localhost/file',
    '//evil.example/file',
    '\\\\evil.example\\file',
    'file:///etc/passwd',
    'data:text/plain,hello',
    'https://other.bitrix24.ru/file',
  ])('never goes to %s, neither first nor by redirect', async (url) => {
    const seen: string[] = [];
    const transport: Transport = async (request) => {
      seen.push(request.url);
      return raw(302, '', { location: url });
    };
    const portal = portalOn(transport);
    await expect(portal.download({ url }, memory())).rejects.toMatchObject({ kind: 'badDownload' });
    expect(seen).toEqual([]);
    await expect(portal.download({ url: link }, memory())).rejects.toMatchObject({ kind: 'badDownload' });
    expect(seen).toEqual([link]);
  });

  it('follows the portal to the file hosts of the cloud, and takes no secret along (I11)', async () => {
    const seen: HttpRequest[] = [];
    const cdn = 'https://cdn-ru.bitrix24.ru/b1/disk/abc/photo.png';
    const transport: Transport = async (request) => {
      seen.push(request);
      return request.url === cdn ? raw(200, 'png', { 'content-type': 'image/png' }) : raw(302, '', { location: cdn });
    };
    const sink = memory();
    await portalOn(transport).download({ url: link }, sink);
    expect(sink.bytes()).toHaveLength(3);
    expect(JSON.stringify(seen[1])).not.toContain(secret);
    const leaking = portalOn(async () => raw(302, '', { location: `${cdn}?from=${secret}` }));
    await expect(leaking.download({ url: link }, memory())).rejects.toMatchObject({ portalCode: 'SECRET_LEAVES' });
  });

  it('waits through 503 and Retry-After', async () => {
    let nth = 0;
    const good = fileServer({});
    const transport: Transport = (request) => {
      nth += 1;
      return nth === 1 ? Promise.resolve(raw(503, '', { 'retry-after': '7' })) : good(request);
    };
    const clock = new SimClock();
    const began = clock.now();
    const connection = webhook(`https://acme.bitrix24.ru/rest/1/${secret}/`);
    await connect({ connection, transport, clock, random: seeded(1) }).download({ url: link }, memory());
    expect(clock.now() - began).toBeGreaterThanOrEqual(7000);
  });

  it('passes a full disk on at once', async () => {
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' });
    const sink: Sink = { write: () => Promise.reject(full), restart: async () => undefined };
    await expect(portalOn(fileServer({})).download({ url: link }, sink)).rejects.toBe(full);
  });
});
