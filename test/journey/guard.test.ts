import { describe, expect, it } from 'vitest';

import { checkGuard, type Guard, plainAddress } from '../../src/journey/apply/guard.ts';

const sha256 = `0123456789abcdef${'0'.repeat(48)}`;
const plan = { portal: 'acme.bitrix24.ru', sha256 };
const wrong = (guard: Guard): unknown => {
  try {
    checkGuard(guard, plan);
    return undefined;
  } catch (error) {
    const { code, detail } = error as { readonly code: string; readonly detail: { readonly wrong: string } };
    return `${code} ${detail.wrong}`;
  }
};

const guard = (planSha256: string, portal = 'acme.bitrix24.ru'): Guard => ({ attended: false, portal, planSha256 });

describe('how a plan is said to be meant', () => {
  it('attended: by the address of its portal, as people write addresses, and by no other word', () => {
    for (const typed of ['acme.bitrix24.ru', ' https://Acme.bitrix24.ru// ', 'http://acme.bitrix24.ru']) {
      expect(wrong({ attended: true, typed })).toBeUndefined();
    }
    for (const typed of ['', 'yes', 'acme', 'acme.bitrix24.com', 'xhttps://acme.bitrix24.ru']) {
      expect(wrong({ attended: true, typed })).toBe('GUARD_REFUSED portal');
    }
    expect(plainAddress('HTTPS://A.ru/x/')).toBe('a.ru/x');
  });

  it('unattended: by the address and by at least twelve digits of the very plan', () => {
    for (const prefix of ['0123456789ab', ' 0123456789ABCDEF ', sha256]) expect(wrong(guard(prefix))).toBeUndefined();
    for (const prefix of ['', '0123456789a', '0123456789ac', '0123456789abg', `${sha256}0`]) {
      expect(wrong(guard(prefix)), prefix).toBe('GUARD_REFUSED plan-sha256');
    }
    expect(wrong(guard('0123456789ab', 'other.bitrix24.ru'))).toBe('GUARD_REFUSED portal');
  });
});
