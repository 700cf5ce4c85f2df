import { describe, expect, it } from 'vitest';

import { at, type JsonObject, textOf } from '../../src/base/json.ts';
import { usersTable } from '../../src/portal/core.ts';
import { addItem } from '../../src/portal/crm/items.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { bytesOf, call, code, origin, portalOf, post, stillClock } from './support.ts';

const own = '2/employeecode';

function shared(): LocalPortal {
  const portal = portalOf({
    webhooks: [
      { userId: 1, code },
      { userId: 2, code: 'employeecode', scopes: ['crm'] },
    ],
  });
  addItem(portal.core, 2, { title: 'Чужая', assignedById: 1 }, { userId: 1 });
  addItem(portal.core, 2, { title: 'Своя', assignedById: 2 }, { userId: 1 });
  return portal;
}

describe('whose webhook it is', () => {
  it('lets an administrator see all, and an employee what is theirs', async () => {
    const portal = shared();
    expect((await call(portal, 'crm.item.list', { entityTypeId: 2 })).json['total']).toBe(2);
    const mine = await post(portal, `${own}/crm.item.list`, { entityTypeId: 2, select: ['title'] });
    expect(at(mine.json, ['result', 'items'])).toEqual([{ title: 'Своя' }]);
    const other = await post(portal, `${own}/crm.item.get`, { entityTypeId: 2, id: 1 });
    expect([other.status, other.json['error']]).toEqual([400, 'ACCESS_DENIED']);
    const old = await post(portal, `${own}/crm.deal.delete`, { id: 1 });
    expect(old.json).toMatchObject({ error: '', error_description: 'Access denied.' });
  });

  it('gives webhooks that do not say theirs the scopes of the portal, as `portal serve --scopes` makes one', async () => {
    const portal = portalOf({ webhooks: [{ userId: 1, code }], scopes: ['crm'] });
    expect((await call(portal, 'scope')).json).toMatchObject({ result: ['crm'] });
    expect((await call(portal, 'user.get')).json).toMatchObject({ error: 'insufficient_scope' });
  });

  it('refuses what the scopes do not allow', async () => {
    const { status, json } = await post(shared(), `${own}/userfieldconfig.list`, { moduleId: 'crm' });
    expect([status, json['error']]).toEqual([403, 'insufficient_scope']);
  });

  it.each([
    ['a wrong code', '1/wrong/profile', 401, 'INVALID_CREDENTIALS'],
    ['no authorisation at all', 'profile', 401, 'NO_AUTH_FOUND'],
    ['a method that is none', `1/${code}/crm.nothing`, 404, 'ERROR_METHOD_NOT_FOUND'],
  ])('refuses %s', async (_, path, status, error) => {
    const answer = await post(shared(), path, {});
    expect([answer.status, answer.json['error']]).toEqual([status, error]);
  });

  it('refuses a revoked webhook, an expired one, and one of an inactive owner', async () => {
    const clock = stillClock();
    const portal = portalOf({
      clock,
      webhooks: [
        { userId: 1, code, expiresAtMs: clock.now() + 1000 },
        { userId: 3, code: 'c' },
      ],
    });
    clock.pass(2000);
    expect((await call(portal, 'profile')).json['error']).toBe('expired_token');
    portal.core.store.table(usersTable).put(3, { ID: '3', ACTIVE: false });
    const fired = await post(portal, '3/c/profile', {});
    expect([fired.status, fired.json['error']]).toEqual([401, 'authorization_error']);
    portal.access.revokeWebhook(3, 'c');
    expect((await post(portal, '3/c/profile', {})).json['error']).toBe('INVALID_CREDENTIALS');
  });

  it('finds methods and parameters in any case', async () => {
    const { json } = await call(shared(), 'CRM.Deal.LIST', { FILTER: { title: 'Своя' }, Select: ['id', 'Title'] });
    expect(json['result']).toEqual([{ ID: '2', TITLE: 'Своя' }]);
  });
});

describe('OAuth', () => {
  const app = { clientId: 'local.1', clientSecret: 's3cret' };

  async function token(
    portal: LocalPortal,
    fields: Record<string, string>,
  ): Promise<{ status: number; json: JsonObject }> {
    const response = await portal.handle({
      method: 'POST',
      url: `${origin}/oauth/token/`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, ...fields }).toString(),
    });
    return { status: response.status, json: JSON.parse((await bytesOf(response)).toString()) as JsonObject };
  }

  it('gives tokens for a code, and new ones for a refresh token, each good once', async () => {
    const clock = stillClock();
    const portal = portalOf({ clock, apps: [app] });
    const grant = { grant_type: 'authorization_code', code: portal.access.issueCode(app.clientId, 1) };
    const first = (await token(portal, grant)).json;
    const auth = textOf(first['access_token']);
    expect((await post(portal, 'profile', { auth })).json).toMatchObject({ result: { ID: '1', ADMIN: true } });
    expect((await token(portal, grant)).json['error']).toBe('invalid_grant');
    clock.pass(3_600_001);
    const late = await post(portal, 'profile', { auth });
    expect([late.status, late.json['error']]).toEqual([401, 'expired_token']);
    const second = (await token(portal, { grant_type: 'refresh_token', refresh_token: textOf(first['refresh_token']) }))
      .json;
    expect((await post(portal, 'profile', { auth: second['access_token'] ?? '' })).status).toBe(200);
    expect((await token(portal, { ...grant, client_secret: 'x' })).json['error']).toBe('invalid_client');
  });
});
