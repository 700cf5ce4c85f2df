import { Socket } from 'node:net';

import { afterEach, expect, it, vi } from 'vitest';

import { User } from '../support/user.ts';

afterEach(() => vi.restoreAllMocks());

it(
  'rehearses without a connection: no secret at hand, no request, no socket (I11, I12)',
  { timeout: 120_000 },
  async () => {
    const user = new User();
    for (const line of ['export', 'seal', 'plan --kinds all'])
      expect([0, 3], line).toContain((await user.types(line)).code);
    const connects = vi.spyOn(Socket.prototype, 'connect');
    const { requests } = user;
    // Nobody knows a webhook any more: a rehearsal needs none.
    user.webhook = '';
    const { code, last } = await user.types('rehearse');
    expect([0, 3]).toContain(code);
    expect(last).toMatchObject({ type: 'rehearsal', portal: 'acme.bitrix24.test' });
    expect((last['total'] as { readonly planned: number }).planned).toBeGreaterThan(50);
    expect(user.requests).toBe(requests);
    expect(connects).not.toHaveBeenCalled();
    expect((await user.types('inventory')).last).toMatchObject({ code: 'NO_CONNECTION' });
  },
);
