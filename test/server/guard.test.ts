import { beforeEach, describe, expect, it } from 'vitest';

import { createApp } from '../../src/server/app.ts';
import { Sessions } from '../../src/server/session.ts';

const port = 24024;
const origin = `http://127.0.0.1:${port}`;
let now = 0;
let sessions: Sessions;
let app: ReturnType<typeof createApp>;
let changes = 0;

beforeEach(() => {
  now = 1_000_000;
  changes = 0;
  sessions = new Sessions({ now: () => now, sleep: () => Promise.resolve() });
  app = createApp({
    port,
    contentOrigin: `http://127.0.0.1:${port + 1}`,
    sessions,
    routes: (routes) => {
      routes.get('/', (context) => context.html('<p>page</p>'));
      routes.get('/api/secret', (context) => context.json({ secret: true }));
      routes.post('/api/change', (context) => {
        changes++;
        return context.json({ changed: true });
      });
      routes.get('/api/broken', () => {
        throw new Error('the webhook code would be in here');
      });
    },
  });
});

async function ask(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  return await app.request(`${origin}${path}`, {
    method: init.method ?? 'GET',
    headers: { host: `127.0.0.1:${port}`, ...init.headers },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
}

const fromOurPage = { origin, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };

async function enter(): Promise<Record<string, string>> {
  const answer = await ask('/api/session', {
    method: 'POST',
    headers: fromOurPage,
    body: JSON.stringify({ code: sessions.issueCode() }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { token } = (await answer.json()) as { token: string };
  return { cookie, 'x-bye24-token': token };
}

describe('a foreign name for this server', () => {
  const foreign = [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    'localhost',
    `0.0.0.0:${port}`,
    `127.0.0.1:${port + 1}`,
    `127.0.0.1.:${port}`,
    `localhost.:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    `0x7f000001:${port}`,
    `[::ffff:127.0.0.1]:${port}`,
    `[::]:${port}`,
    `127.0.0.1:${port}.evil.example`,
    `evil.example@127.0.0.1:${port}`,
    ` 127.0.0.1:${port}x`,
    `localhost:${port}:80`,
    `localhost:0${port}`,
    '',
  ];
  it.each(foreign)('%j is refused on every path', async (host) => {
    for (const path of ['/', '/api/secret', '/api/session', '/nowhere', '/assets/app.js']) {
      expect((await ask(path, { headers: { host } })).status).toBe(421);
    }
  });

  it.each(['x-forwarded-host', 'x-forwarded-for', 'forwarded'])('a proxy that adds %s is refused', async (name) => {
    expect((await ask('/', { headers: { [name]: `127.0.0.1:${port}` } })).status).toBe(421);
  });

  it.each([`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`])(
    '%s is ours',
    async (host) => {
      expect((await ask('/', { headers: { host } })).status).toBe(200);
    },
  );
});

describe('a foreign page', () => {
  const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''];
  const origins = [
    'http://evil.example',
    'null',
    '',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    'http://127.0.0.1',
  ];
  const cases = origins.flatMap((from) => types.map((type) => [from, type] as const));

  it.each(cases)('from %j with type %j changes nothing, even with our cookie and token', async (from, type) => {
    const session = await enter();
    const headers: Record<string, string> = { ...session };
    if (from !== '') headers['origin'] = from;
    if (type !== '') headers['content-type'] = type;
    const answer = await ask('/api/change', { method: 'POST', headers, body: '{}' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(changes).toBe(0);
  });

  it.each(['cross-site', 'same-site'])('is told apart by Sec-Fetch-Site: %s', async (site) => {
    const session = await enter();
    const answer = await ask('/api/secret', { headers: { ...session, 'sec-fetch-site': site } });
    expect(answer.status).toBe(403);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'our own origin with the form type %s is refused too',
    async (type) => {
      const session = await enter();
      const headers = { ...session, ...fromOurPage, 'content-type': type };
      expect((await ask('/api/change', { method: 'POST', headers, body: '{}' })).status).toBe(415);
    },
  );

  it('without the token changes nothing', async () => {
    const { cookie = '' } = await enter();
    const answer = await ask('/api/change', { method: 'POST', headers: { cookie, ...fromOurPage }, body: '{}' });
    expect(answer.status).toBe(401);
    expect(changes).toBe(0);
  });
});

describe('the session', () => {
  it('lets in who comes through the printed address', async () => {
    const session = await enter();
    expect((await ask('/api/secret', { headers: session })).status).toBe(200);
    const changed = await ask('/api/change', { method: 'POST', headers: { ...session, ...fromOurPage }, body: '{}' });
    expect(changed.status).toBe(200);
    expect(changes).toBe(1);
  });

  it('keeps everybody else out', async () => {
    expect((await ask('/api/secret')).status).toBe(401);
    expect((await ask('/api/secret', { headers: { cookie: `bye24_${port}=guess` } })).status).toBe(401);
  });

  it('takes a code once', async () => {
    const code = sessions.issueCode();
    const exchange = () =>
      ask('/api/session', { method: 'POST', headers: fromOurPage, body: JSON.stringify({ code }) });
    expect((await exchange()).status).toBe(200);
    expect((await exchange()).status).toBe(403);
  });

  it('takes a code for a minute', async () => {
    const code = sessions.issueCode();
    now += 60_001;
    const answer = await ask('/api/session', { method: 'POST', headers: fromOurPage, body: JSON.stringify({ code }) });
    expect(answer.status).toBe(403);
  });

  it('ends when it lies idle', async () => {
    const session = await enter();
    now += 12 * 3_600_000 + 1;
    expect((await ask('/api/secret', { headers: session })).status).toBe(401);
  });

  it('gives a reloaded page a new token and voids the old one', async () => {
    const session = await enter();
    const { token } = (await (await ask('/api/session', { headers: session })).json()) as { token: string };
    const change = (headers: Record<string, string>) =>
      ask('/api/change', { method: 'POST', headers: { ...headers, ...fromOurPage }, body: '{}' });
    expect((await change(session)).status).toBe(401);
    expect((await change({ ...session, 'x-bye24-token': token })).status).toBe(200);
  });

  it('lives in a cookie that no script and no other site can use', async () => {
    const answer = await ask('/api/session', {
      method: 'POST',
      headers: fromOurPage,
      body: JSON.stringify({ code: sessions.issueCode() }),
    });
    expect(answer.headers.get('set-cookie')).toMatch(/^bye24_24024=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u);
  });
});

describe('every answer', () => {
  it.each(['/', '/api/secret', '/nowhere', '/api/broken'])('%s carries the strict headers', async (path) => {
    const session = path === '/api/broken' ? await enter() : {};
    const { headers } = await ask(path, { headers: session });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('says nothing of what went wrong inside (I11)', async () => {
    const answer = await ask('/api/broken', { headers: await enter() });
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain('webhook');
  });
});
