import { describe, expect, it } from 'vitest';

import { at, type JsonObject } from '../../src/base/json.ts';
import type { Fault } from '../../src/portal/faults.ts';
import { addItem } from '../../src/portal/crm/items.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { bytesOf, call, code, origin, portalOf, stillClock } from './support.ts';

describe('limits', () => {
  it.each([
    ['cloud', 50, 2],
    ['enterprise', 250, 5],
  ] as const)('%s: %i at once, then %i a second', async (plan, burst, perSecond) => {
    const clock = stillClock();
    const portal = portalOf({ clock, limits: limitsOf[plan] });
    for (let index = 0; index < burst; index++) expect((await call(portal, 'server.time')).status).toBe(200);
    const refused = await call(portal, 'server.time');
    expect([refused.status, refused.json['error']]).toEqual([503, 'QUERY_LIMIT_EXCEEDED']);
    clock.pass(1000);
    for (let index = 0; index < perSecond; index++) expect((await call(portal, 'server.time')).status).toBe(200);
    expect((await call(portal, 'server.time')).status).toBe(503);
  });

  it('blocks a method that has used up its time, that method alone, until its window has moved on', async () => {
    const clock = stillClock();
    const portal = portalOf({ clock, limits: { operatingSeconds: 10, listCostMs: 6000 } });
    const list = (): ReturnType<typeof call> => call(portal, 'crm.item.list', { entityTypeId: 2 });
    await list();
    const second = await list();
    expect(at(second.json, ['time', 'operating'])).toBeGreaterThan(12);
    const blocked = await list();
    expect([blocked.status, blocked.json['error']]).toEqual([429, 'OPERATION_TIME_LIMIT']);
    expect((await call(portal, 'server.time')).status).toBe(200);
    clock.pass(Number(at(second.json, ['time', 'operating_reset_at'])) * 1000 - clock.now());
    expect((await list()).status).toBe(200);
  });

  it('keeps no account of time where there is no limit: whoever paces himself by it would wait for nothing', async () => {
    const portal = portalOf({ limits: limitsOf.none });
    const list = (): ReturnType<typeof call> => call(portal, 'crm.item.list', { entityTypeId: 2 });
    const spent = new Set<unknown>();
    for (let index = 0; index < 20; index++) spent.add(at((await list()).json, ['time', 'operating']));
    expect([...spent]).toEqual([0]);
  });

  it('takes its time on the clock: latency for each request, cost for each list', async () => {
    const clock = stillClock();
    const portal = portalOf({ clock, limits: { latencyMs: 60, listCostMs: 100 } });
    const before = clock.now();
    await call(portal, 'batch', {
      cmd: { a: 'crm.item.list?entityTypeId=2', b: 'crm.item.list?entityTypeId=2', c: 'server.time' },
    });
    expect(clock.now() - before).toBe(260);
  });
});

function faulty(...faults: readonly Fault[]): LocalPortal {
  const portal = portalOf({ faults });
  for (let id = 1; id <= 120; id++) addItem(portal.core, 2, { title: `С${id}` }, { userId: 1, as: { id } });
  return portal;
}

describe('faults', () => {
  const params = { entityTypeId: 2, select: ['id'], order: { id: 'ASC' } };
  const ids = async (portal: LocalPortal, start = 0): Promise<readonly unknown[]> => {
    const { json } = await call(portal, 'crm.item.list', { ...params, start });
    return (at(json, ['result', 'items']) as readonly JsonObject[]).map((row) => row['id']);
  };

  it('strikes the n-th call only, with the status and code that are asked for', async () => {
    const portal = faulty({ method: 'profile', nth: 2, what: { do: 'status', status: 503 } });
    const statuses = [];
    for (let index = 0; index < 3; index++) statuses.push((await call(portal, 'profile')).status);
    expect(statuses).toEqual([200, 503, 200]);
  });

  it('answers HTML with 200, or half of the JSON', async () => {
    const portal = faulty(
      { method: 'profile', nth: 1, what: { do: 'html' } },
      { method: 'profile', nth: 2, what: { do: 'truncate', keepBytes: 20 } },
    );
    const request = { method: 'POST', url: `${origin}/rest/1/${code}/profile`, headers: {} };
    const html = await portal.handle(request);
    expect([html.status, html.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await bytesOf(await portal.handle(request))).toHaveLength(20);
  });

  it('drops the connection before anything is done, or after all is done', async () => {
    const fields = { entityTypeId: 2, id: 1 };
    const before = faulty({ method: 'crm.item.delete', nth: 1, what: { do: 'drop', when: 'before' } });
    await expect(call(before, 'crm.item.delete', fields)).rejects.toThrow('closed the connection');
    expect((await call(before, 'crm.item.get', fields)).status).toBe(200);
    const after = faulty({ method: 'crm.item.delete', nth: 1, what: { do: 'drop', when: 'after' } });
    await expect(call(after, 'crm.item.delete', fields)).rejects.toThrow('closed the connection');
    expect((await call(after, 'crm.item.get', fields)).json['error']).toBe('NOT_FOUND');
  });

  it('refuses with an empty code', async () => {
    const portal = faulty({ method: 'crm.item.delete', what: { do: 'refuse' } });
    const { json } = await call(portal, 'crm.item.delete', { entityTypeId: 2, id: 1 });
    expect(json).toMatchObject({ error: '', error_description: 'Access denied.' });
  });

  it('repeats a page, leaves one out, hides a record, lies about the total', async () => {
    const method = 'crm.item.list';
    const repeating = faulty({ method, nth: 2, what: { do: 'duplicatePage' } });
    expect(await ids(repeating)).toEqual(await ids(repeating, 50));
    expect((await ids(faulty({ method, nth: 1, what: { do: 'skipPage' } })))[0]).toBe(51);
    expect(await ids(faulty({ method, what: { do: 'hide', id: 7 } }))).not.toContain(7);
    const lying = faulty({ method, what: { do: 'lyingTotal', by: -20 } });
    expect((await call(lying, method, params)).json['total']).toBe(100);
  });
});
