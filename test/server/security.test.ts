import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { RunningServer } from '../../src/server/serve.ts';
import { startApp } from '../../src/server/start.ts';

/*
 * What a web app that holds an administrator's key must withstand, row by row, on real sockets. Rows that lie elsewhere:
 * XSS out of an archive: test/ui/hostile.long.test.ts and test/markup/rich.test.ts · bytes of an archive: content.test.ts ·
 * the code, the cookie, the token: guard.test.ts · the order of the way: order.test.ts · file names: test/formats/names.test.ts ·
 * formulas in tables: test/formats/tables.test.ts · addresses of downloads: test/wire · secrets in logs: test/cli
 */

let folder = '';
let server: RunningServer;
let port = 0;
let contentPort = 0;
let session: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bye24-security-'));
  const pages = join(folder, 'pages');
  await mkdir(join(pages, 'assets'), { recursive: true });
  await writeFile(join(pages, 'index.html'), '<p>page</p>');
  await writeFile(join(pages, 'assets', 'app.js'), '1');
  await writeFile(join(folder, 'secret.js'), 'secret');
  server = await startApp({
    clock: systemClock,
    port: 0,
    pages,
    surroundings: {
      clock: systemClock,
      disk: nodeDisk,
      random: Math.random,
      language: 'en',
      folder,
      settingsFolder: join(folder, 'home'),
      environment: {},
    },
  });
  port = Number(new URL(server.origin).port);
  const code = new URL(server.enter()).hash.replace('#code=', '');
  const own = { origin: server.origin, 'content-type': 'application/json' };
  const answer = await fetch(`${server.origin}/api/session`, {
    method: 'POST',
    headers: own,
    body: JSON.stringify({ code }),
  });
  const { token } = (await answer.json()) as { token: string };
  const policy = answer.headers.get('content-security-policy') ?? '';
  contentPort = Number(/frame-src http:\/\/127\.0\.0\.1:(\d+)/u.exec(policy)?.[1]);
  session = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '', 'x-bye24-token': token };
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Sends bytes as they are and gives the first line of what comes back; '' when nothing does. */
function raw(to: number, text: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: to, host });
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
    });
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNRESET') resolve('');
      else reject(error);
    });
    socket.write(text);
  });
}

function request(path: string, lines: readonly string[]): string {
  const cookie = session['cookie'] === undefined ? [] : [`Cookie: ${session['cookie']}`];
  return [`GET ${path} HTTP/1.1`, ...lines, ...cookie, 'Connection: close', '', ''].join('\r\n');
}

const paths = ['/', '/api/state', '/api/runs', '/api/runs/x/events', '/assets/app.js', '/nowhere', '/api/nowhere'];

/** Names that are not ours, in every spelling that has fooled somebody. */
const foreign = (own: number): readonly string[] => [
  'evil.example',
  `evil.example:${own}`,
  `127.0.0.1.evil.example:${own}`,
  `evil.example.127.0.0.1:${own}`,
  `localhost.evil.example:${own}`,
  `evil-localhost:${own}`,
  `localhost-evil:${own}`,
  `xlocalhost:${own}`,
  `localhostx:${own}`,
  `127.0.0.1x:${own}`,
  `x127.0.0.1:${own}`,
  '127.0.0.1',
  'localhost',
  '[::1]',
  `127.0.0.1:${own + 1}`,
  `localhost:${own + 1}`,
  `[::1]:${own + 1}`,
  '127.0.0.1:80',
  '127.0.0.1:443',
  `127.0.0.1:0${own}`,
  `127.0.0.1:${own}0`,
  `127.0.0.1:+${own}`,
  `127.0.0.1:-${own}`,
  `127.0.0.1:${own}:${own}`,
  `127.0.0.1:${own}/`,
  `127.0.0.1:${own}#`,
  `127.0.0.1:${own}?`,
  `127.0.0.1:${own}.`,
  `127.0.0.1.:${own}`,
  `localhost.:${own}`,
  `.localhost:${own}`,
  `0.0.0.0:${own}`,
  `0:${own}`,
  `127.1:${own}`,
  `127.0.1:${own}`,
  `127.0.0.2:${own}`,
  `127.255.255.254:${own}`,
  `2130706433:${own}`,
  `0x7f000001:${own}`,
  `0x7f.0.0.1:${own}`,
  `0177.0.0.1:${own}`,
  `127.000.000.001:${own}`,
  `[::ffff:127.0.0.1]:${own}`,
  `[::ffff:7f00:1]:${own}`,
  `[0:0:0:0:0:0:0:1]:${own}`,
  `[::]:${own}`,
  `::1:${own}`,
  `[::1%lo]:${own}`,
  `user@127.0.0.1:${own}`,
  `evil.example@127.0.0.1:${own}`,
  `127.0.0.1:${own}@evil.example`,
  `127.0.0.1:${own} evil.example`,
  `evil.example 127.0.0.1:${own}`,
  `127.0.0.1:${own},evil.example`,
  `evil.example,127.0.0.1:${own}`,
  `127.0.0.1:${own};x`,
  `http://127.0.0.1:${own}`,
  `//127.0.0.1:${own}`,
  `127.0.0.1\\:${own}`,
  `ⅼocalhost:${own}`,
  `loc%61lhost:${own}`,
  `lоcalhost:${own}`,
  `192.168.0.1:${own}`,
  `10.0.0.1:${own}`,
  `169.254.169.254:${own}`,
  'null',
  '*',
  '',
];

describe('DNS rebinding: a name that is not ours', () => {
  it('is refused on every path, in every spelling, also with our own session', async () => {
    const passed: string[] = [];
    const hosts = foreign(port);
    expect(hosts.length).toBeGreaterThanOrEqual(60);
    for (const host of hosts) {
      for (const path of ['/', '/api/state', '/assets/app.js']) {
        const line = await raw(port, request(path, [`Host: ${Buffer.from(host).toString('latin1')}`]));
        if (/ [23]\d\d /u.test(line)) passed.push(`${host} ${path}: ${line}`);
      }
    }
    expect(passed).toEqual([]);
  });

  it('is refused in every form of a request: no Host, two Hosts, a whole address, an old protocol, a proxy in front', async () => {
    const own = `Host: 127.0.0.1:${port}`;
    const evil = `Host: evil.example:${port}`;
    const asked: readonly string[] = [
      request('/', []),
      request('/', [own, evil]),
      request('/', [evil, own]),
      request(`http://evil.example:${port}/`, [evil]),
      request('/', [evil, `X-Forwarded-Host: 127.0.0.1:${port}`]),
      request('/', [own, 'X-Forwarded-Host: evil.example']),
      request('/', [own, 'X-Forwarded-For: 8.8.8.8']),
      request('/', [own, 'Forwarded: host=evil.example']),
      `GET / HTTP/1.0\r\n\r\n`,
      `GET / HTTP/1.0\r\n${evil}\r\n\r\n`,
    ];
    for (const text of asked) expect(await raw(port, text), text).not.toMatch(/ [23]\d\d /u);
  });

  it('is refused by the origin of archived bytes as well', async () => {
    for (const host of ['evil.example', `127.0.0.1:${port}`, `localhost:${contentPort + 1}`]) {
      expect(await raw(contentPort, request('/content/a/1/b', [`Host: ${host}`])), host).toContain(' 421 ');
    }
  });

  it('is told from our own names, which work', async () => {
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LocalHost:${port}`]) {
      expect(await raw(port, request('/', [`Host: ${host}`])), host).toContain(' 200 ');
    }
  });
});

describe('the address that the server listens on', () => {
  it('is the loopback alone', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
      .map(({ address }) => address);
    for (const address of [...others, '::1']) {
      await expect(raw(port, request('/', [`Host: 127.0.0.1:${port}`]), address), address).rejects.toThrow();
      await expect(raw(contentPort, request('/', []), address), address).rejects.toThrow();
    }
  });
});

describe('CSRF: a page of another site', () => {
  const origins = [
    'http://evil.example',
    'null',
    '',
    'https://127.0.0.1',
    'http://127.0.0.1',
    'http://localhost:1',
    'file://',
  ];
  const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''];
  const sites = ['cross-site', 'same-site', 'none'];
  const changing = ['/api/runs', '/api/state/demo', '/api/state/archive', '/api/exit/act-facts'];

  it('starts nothing, with our cookie and even with our token', async () => {
    const passed: string[] = [];
    let asked = 0;
    for (const [index, origin] of origins.entries()) {
      for (const type of types) {
        for (const site of sites) {
          const path = changing[asked++ % changing.length] ?? '/api/runs';
          const headers: Record<string, string> = { ...session, 'sec-fetch-site': site };
          if (origin !== '') headers['origin'] = origin;
          if (type !== '') headers['content-type'] = type;
          const answer = await fetch(server.origin + path, { method: 'POST', headers, body: '{}' });
          if (answer.status < 400) passed.push(`${index} ${origin} ${type} ${site} ${path}`);
          await answer.body?.cancel();
        }
      }
    }
    expect(asked).toBeGreaterThanOrEqual(40);
    expect(passed).toEqual([]);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS'])('can do nothing with %s either', async (method) => {
    for (const path of changing) {
      const answer = await fetch(server.origin + path, {
        method,
        headers: { ...session, origin: 'http://evil.example' },
      });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('reads nothing: no answer allows another origin', async () => {
    for (const path of paths) {
      const answer = await fetch(server.origin + path, {
        headers: { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' },
      });
      expect(answer.status, path).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('headers of every answer', () => {
  const asked: readonly (readonly [
    string,
    Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> },
  ])[] = [
    ['/', {}],
    ['/assets/app.js', {}],
    ['/assets/none.js', {}],
    ['/plan', {}],
    ['/api/state', {}],
    ['/api/nowhere', {}],
    ['/api/archive', {}],
    ['/', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['/api/runs', { method: 'POST', body: 'x' }],
  ];

  it('forbid frames, sniffing, referrers, foreign scripts and keeping, whatever the status', async () => {
    const seen = new Set<number>();
    for (const cookie of [{}, { cookie: session['cookie'] ?? '' }]) {
      for (const [path, { headers: own = {}, ...init }] of asked) {
        const { headers, status } = await fetch(server.origin + path, {
          ...init,
          headers: { ...cookie, ...own },
        });
        seen.add(status);
        const policy = headers.get('content-security-policy') ?? '';
        for (const part of [
          "default-src 'none'",
          "script-src 'self'",
          "frame-ancestors 'none'",
          "base-uri 'none'",
          "object-src 'none'",
          "form-action 'none'",
        ]) {
          expect(policy, `${path} ${status}`).toContain(part);
        }
        expect(policy).not.toMatch(/unsafe-|\*/u);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
        expect(headers.get('referrer-policy')).toBe('no-referrer');
        expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining([200, 401, 403, 404]));
  });
});

describe('paths that lead out', () => {
  it.each([
    '/../secret.js',
    '/assets/../../secret.js',
    '/%2e%2e/secret.js',
    '/assets/%2e%2e/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%5c..%5csecret.js',
    '/....//secret.js',
    '//secret.js',
    '/assets/%00/../../secret.js',
    '/./../secret.js',
  ])('%s gives nothing of the disk', async (path) => {
    const line = await raw(port, request(path, [`Host: 127.0.0.1:${port}`]));
    // Whatever is no file of ours is a page of the app, or nothing.
    const answer = / 200 /u.test(line) ? await fetch(server.origin + path, { headers: session }) : undefined;
    expect((await answer?.text()) ?? '').not.toContain('secret');
  });

  it.each(['../../etc', 'handover-1-2/../..', 'subject-a%00', 'profile-/etc', 'locks', '..'])(
    'a piece of work called %j is none',
    async (work) => {
      for (const path of ['report', 'plan', 'planned', 'papers', 'plan-xlsx']) {
        const answer = await fetch(`${server.origin}/api/exit/${path}?type=step&work=${encodeURIComponent(work)}`, {
          headers: session,
        });
        expect(await answer.json(), path).toMatchObject({ error: { code: 'SERVER_BAD_INPUT' } });
      }
    },
  );
});

describe('an address of the app', () => {
  it.each(['a.png', 'index.html', 'x.js', '%2e%2e.css'])('of a record that is called %s opens the app', async (id) => {
    const answer = await fetch(`${server.origin}/archive/app-storage-item/${id}`, { headers: session });
    expect(await answer.text()).toBe('<p>page</p>');
    expect(answer.headers.get('content-type')).toContain('text/html');
  });
});
