import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Json } from '../../src/base/json.ts';
import { mayHoldSecret, redact, redactJson } from '../../src/bitrix24/redact.ts';
import { parsed, scene, secret as own } from './support.ts';

const secrets = fc.stringMatching(/^[a-z0-9]{12,40}$/u);
/** Every shape in which a secret travels through a portal's answers, links and pages. */
const shapes: readonly ((secret: string) => string)[] = [
  (secret) => `https://a.bitrix24.ru/rest/1/${secret}/`,
  (secret) => `https://a.bitrix24.ru/rest/1/${secret}/crm.lead.list.json?start=0`,
  (secret) => `https://a.bitrix24.ru/rest/api/12/${secret}/tasks.task.list`,
  (secret) => JSON.stringify(`https://a.bitrix24.ru/rest/1/${secret}/download/?token=disk`).replaceAll('/', '\\/'),
  (secret) => `https%3A%2F%2Fa.bitrix24.ru%2Frest%2F1%2F${secret}%2Fprofile`,
  (secret) => `/rest/download.json?auth=${secret}&token=${secret}`,
  (secret) => `/rest/download.json?a=1\\u0026auth=${secret}\\u0026token=disk%7C${secret}`,
  (secret) => `<a href="/x?b=1&amp;sessid=${secret}">`,
  (secret) => `sessid=${secret}`,
  (secret) => `grant?client_secret=${secret}&refresh_token=${secret}`,
  (secret) => JSON.stringify({ access_token: secret, refresh_token: secret, AUTH_ID: secret }),
];

describe('redact', () => {
  it('strikes secrets out of whatever text they travel in (I11)', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...shapes), fc.string(), fc.string(), (secret, shape, before, after) => {
        fc.pre(!before.includes(secret) && !after.includes(secret));
        expect(redact(`${before} ${shape(secret)} ${after}`)).not.toContain(secret);
      }),
    );
  });

  it('sees that there is one wherever it stands in the bytes of a long answer (I11)', () => {
    const secret = 'abcdef0123456789';
    const escaped = `"access_token${'\\'.repeat(90)}":"${secret}"`;
    for (const text of [...shapes.map((shape) => shape(secret)), escaped]) {
      for (let before = 32_768 - 130; before < 32_768 + 4; before += 3) {
        expect(mayHoldSecret(Buffer.from(`${'x'.repeat(before)}${text}${' '.repeat(20_000)}`))).toBe(true);
      }
    }
    expect(mayHoldSecret(Buffer.from('Token of love, auth by mail. '.repeat(5_000)))).toBe(false);
  });

  it('changes nothing more when it is done twice', () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom(...shapes), (secret, shape) => {
        const once = redact(shape(secret));
        expect(redact(once)).toBe(once);
      }),
    );
  });

  it('leaves text without secrets as it is', () => {
    for (const text of [
      'Token of love, auth by mail',
      'https://acme.bitrix24.ru/crm/lead/details/12/',
      '{"ID":"12","TITLE":"Сессия"}',
      'GET /rest/crm.lead.list',
      'authority=12 and mytoken=5',
    ]) {
      expect(redact(text)).toBe(text);
    }
  });

  it('keeps JSON valid, and agrees with redacting its values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), secrets, fc.constantFrom(...shapes), (value, secret, shape) => {
        const whole = { value, link: shape(secret), access_token: secret } as Json;
        expect(JSON.stringify(redactJson(whole))).not.toContain(secret);
        const text = redact(JSON.stringify(whole));
        expect(text).not.toContain(secret);
        expect(() => JSON.parse(text) as Json).not.toThrow();
      }),
    );
  });
});

describe('a raw answer', () => {
  it('holds no secret, while the rows keep their live links (I11)', async () => {
    const url = `https://acme.bitrix24.ru/rest/1/${own}/download/?token=disk%7Cabc`;
    const { portal } = scene({ methods: { files: () => ({ result: [{ ID: 1, DOWNLOAD_URL: url, NAME: 'Ёж' }] }) } });
    const walk = portal.list({ method: 'files', rows: [], idField: 'ID', pager: { by: 'none' } });
    const { value } = await walk.next();
    if (value === undefined || !('raw' in value)) throw new Error('no page came');
    expect(value.rows[0]?.['DOWNLOAD_URL']).toBe(url);
    expect(new TextDecoder().decode(value.raw.body)).not.toMatch(new RegExp(`${own}|disk%7Cabc`, 'u'));
    expect(parsed(value.raw.body)).toMatchObject({ result: [{ ID: 1, NAME: 'Ёж' }] });
  });
});
