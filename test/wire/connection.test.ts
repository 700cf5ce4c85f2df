import { inspect } from 'node:util';

import { describe, expect, it } from 'vitest';

import { ConnectionError, oauth, webhook } from '../../src/bitrix24/connection.ts';
import { raw } from './scripted.ts';
import { scene, secret } from './support.ts';

const plain = `https://acme.bitrix24.ru/rest/1/${secret}/`;

describe('a webhook', () => {
  it.each([
    plain,
    plain.slice(0, -1),
    `  ${plain}\n`,
    `"${plain}"`,
    `${plain}crm.lead.list.json`,
    `${plain}profile?x=1`,
    plain.slice('https://'.length),
    `https://ACME.bitrix24.ru/rest/api/1/${secret}/tasks.task.list`,
  ])('is taken as pasted: %j', (text) => {
    const connection = webhook(text);
    expect(connection.describe()).toEqual({ address: 'acme.bitrix24.ru', userId: '1' });
    expect(connection.seal('profile', 'v2', {}).url).toBe(`${plain}profile`);
    expect(connection.seal('profile', 'v3', {}).url).toBe(`https://acme.bitrix24.ru/rest/api/1/${secret}/profile`);
  });

  it.each([
    ['', 'CONNECTION_EMPTY'],
    ['   ', 'CONNECTION_EMPTY'],
    ['https://', 'CONNECTION_NOT_A_URL'],
    ['not an address', 'CONNECTION_NOT_A_URL'],
    ['https://acme.bitrix24.ru', 'CONNECTION_NOT_A_WEBHOOK'],
    ['https://acme.bitrix24.ru/rest/1/', 'CONNECTION_NOT_A_WEBHOOK'],
    [`https://acme.bitrix24.ru/rest/${secret}/`, 'CONNECTION_NOT_A_WEBHOOK'],
    [`http://acme.bitrix24.ru/rest/1/${secret}/`, 'CONNECTION_NOT_HTTPS'],
    [`http://192.168.0.2/rest/1/${secret}/`, 'CONNECTION_NOT_HTTPS'],
    [`http://127.0.0.1.evil.example/rest/1/${secret}/`, 'CONNECTION_NOT_HTTPS'],
    [`ftp://acme.bitrix24.ru/rest/1/${secret}/`, 'CONNECTION_NOT_HTTPS'],
    [`https://me:pass@acme.bitrix24.ru/rest/1/${secret}/`, 'CONNECTION_WITH_PASSWORD'],
  ])('is refused when mistyped: %j', (text, code) => {
    let error: unknown;
    try {
      webhook(text);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({ code });
    expect(inspect(error) + JSON.stringify(error)).not.toContain(secret);
  });

  it('may be plain http on this computer alone (rule 9: bitrix-to-postgres turns the check of TLS off)', () => {
    for (const host of ['127.0.0.1:8123', 'localhost:8123', '[::1]:8123']) {
      expect(webhook(`http://${host}/rest/1/${secret}/`).address).toBe(host);
    }
  });

  it('shows its secret in no way of printing it (I11, rule 9)', () => {
    const connection = webhook(plain);
    const tokens = { accessToken: secret, refreshToken: secret, clientId: 'app', clientSecret: secret };
    for (const shown of [connection, oauth({ portal: 'acme.bitrix24.ru', ...tokens })]) {
      const texts = [String(shown), JSON.stringify(shown), inspect(shown, { depth: 9, showHidden: true })];
      expect(texts.join()).not.toContain(secret);
    }
  });
});

describe('a renamed portal', () => {
  it('is asked again at its new address, once, as POST, and from then on', async () => {
    const seen: string[] = [];
    const { portal, events } = scene(
      { methods: {} },
      {
        transport: async ({ url, method, body }) => {
          seen.push(`${method} ${url} ${body ?? ''}`);
          if (!url.startsWith('https://new.bitrix24.ru')) return raw(302, '', { location: url.replace('acme', 'new') });
          return raw(200, '{"result":7}');
        },
      },
    );
    expect((await portal.call({ method: 'm', params: { a: 1 } })).result).toBe(7);
    await portal.call({ method: 'm' });
    expect(seen.map((line) => line.split('/rest')[0])).toEqual([
      'POST https://acme.bitrix24.ru',
      'POST https://new.bitrix24.ru',
      'POST https://new.bitrix24.ru',
    ]);
    expect(seen[1]).toContain('{"a":1}');
    expect(portal.address).toBe('new.bitrix24.ru');
    expect(events).toContainEqual({ is: 'moved', from: 'acme.bitrix24.ru', to: 'new.bitrix24.ru' });
  });

  it.each([
    (url: string) => url.replace('https:', 'http:'),
    (url: string) => url.replace('acme.bitrix24.ru', '127.0.0.1'),
    (url: string) => url.replace('acme.bitrix24.ru', '10.1.2.3'),
    (url: string) => url.replace('acme.bitrix24.ru', '[::ffff:10.1.2.3]'),
    (url: string) => url.replace('acme', 'me:you@new'),
    () => 'https://new.bitrix24.ru/auth/',
    () => '/auth/?backurl=x',
    () => 'nowhere:',
  ])('never takes the credential elsewhere (%#)', async (where) => {
    const seen: string[] = [];
    const { portal } = scene(
      { methods: {} },
      {
        policy: { read: {}, write: {} },
        transport: async ({ url }) => {
          seen.push(url);
          return raw(302, '', { location: where(url) });
        },
      },
    );
    await expect(portal.call({ method: 'm' })).rejects.toMatchObject({ portalCode: 'REDIRECT' });
    expect(seen).toHaveLength(1);
  });
});

describe('an OAuth connection', () => {
  const options = { portal: 'acme.bitrix24.ru', clientId: 'app', clientSecret: 'client-secret-1', userId: '1' };
  const old = { accessToken: 'old-access-1', refreshToken: 'old-refresh-1' };

  it('takes a new token once when the old one has expired, and hands it on to be kept', async () => {
    const kept: unknown[] = [];
    let refreshes = 0;
    const { portal } = scene(
      { methods: {} },
      {
        connection: oauth({ ...options, ...old, onTokens: (tokens) => void kept.push(tokens) }),
        transport: async ({ url, body }) => {
          if (url.startsWith('https://oauth.bitrix24.tech/oauth/token/')) {
            refreshes += 1;
            return raw(200, '{"access_token":"new-access-1","refresh_token":"new-refresh-1","expires_in":3600}');
          }
          return body?.includes('new-access-1') === true
            ? raw(200, '{"result":true}')
            : raw(401, '{"error":"expired_token","error_description":"The access token provided has expired."}');
        },
      },
    );
    const calls = [1, 2, 3].map((id) => portal.call({ method: 'crm.lead.get', params: { id } }));
    expect((await Promise.all(calls)).map(({ result }) => result)).toEqual([true, true, true]);
    expect(refreshes).toBe(1);
    expect(kept).toEqual([{ accessToken: 'new-access-1', refreshToken: 'new-refresh-1' }]);
  });

  it('says so when no new token is given', async () => {
    const { portal } = scene(
      { methods: {} },
      {
        connection: oauth({ ...options, ...old }),
        transport: async ({ url }) =>
          url.includes('/oauth/') ? raw(400, '{"error":"invalid_grant"}') : raw(401, '{"error":"expired_token"}'),
      },
    );
    await expect(portal.call({ method: 'm' })).rejects.toMatchObject({
      code: 'CONNECTION_REFRESH_REFUSED',
      detail: { portalCode: 'invalid_grant' },
    });
  });
});
