import { describe, expect, it } from 'vitest';

import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { scrub } from '../../src/archive/scrub.ts';
import { kindOf } from '../support/archive.ts';

function row(token: string): { ID: string; URL: string } {
  return { ID: '1', URL: `https://a.ru/?token=${token}` };
}

describe('scrub', () => {
  it.each([
    'https://acme.bitrix24.ru/rest/1/canarycanary/download/?token=disk%7Ccanary',
    'https://acme.bitrix24.ru/disk/?a=1&auth=canary/canary+canary==',
    'see https://x.ru/?sessid=canary&amp;token=canary end',
  ])('I11: strikes secrets out of JSON as the portal and as we write it: %s', (url) => {
    const ours = JSON.stringify({ url, other: 'AUTHOR' });
    const php = ours.replaceAll('/', String.raw`\/`).replaceAll('&', String.raw`\u0026`);
    for (const text of [ours, php]) {
      const clean = scrub(text);
      expect(clean).not.toContain('canary');
      expect(JSON.parse(clean)).toMatchObject({ other: 'AUTHOR' });
      expect(scrub(clean)).toBe(clean);
    }
    expect(JSON.parse(scrub(php))).toEqual(JSON.parse(scrub(ours)));
  });

  it('empties the fields that a kind names as secret, and keeps the shape', () => {
    const text = '{"a":{"KEY": "ca\\"nary","n":1},"KEY":12345,"KEYS":"stay"}';
    expect(JSON.parse(scrub(text, ['KEY']))).toEqual({ a: { KEY: 'REDACTED', n: 1 }, KEY: 'REDACTED', KEYS: 'stay' });
  });

  it('I4: lets a new token be the same record', () => {
    const kind = kindOf('x');
    expect(fingerprintOf(kind, row('one'))).toBe(fingerprintOf(kind, row('two')));
    expect(fingerprintOf(kind, { ...row('one'), ID: '2' })).not.toBe(fingerprintOf(kind, row('one')));
  });
});
