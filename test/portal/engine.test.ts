import { describe, expect, it } from 'vitest';

import { at, type JsonObject } from '../../src/base/json.ts';
import { seedDefaults } from '../../src/portal/crm/defaults.ts';
import { fromMultipart, fromQuery } from '../../src/portal/form.ts';
import { type Method, read, write } from '../../src/portal/method.ts';
import { Zone } from '../../src/portal/zone.ts';
import { bytesOf, call, call3, code, origin, portalOf, post, stillClock } from './support.ts';

const echo: Method = read('echo', '', ({ params, start }) => ({
  result: { params: params.values, start: start ?? null },
}));

describe('a call', () => {
  it('is answered with a result and the time it took', async () => {
    const { status, json } = await call(portalOf(), 'server.time');
    expect(status).toBe(200);
    expect(json['result']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+03:00$/u);
    expect(Object.keys(json['time'] as JsonObject)).toEqual([
      'start',
      'finish',
      'duration',
      'processing',
      'date_start',
      'date_finish',
      'operating_reset_at',
      'operating',
    ]);
  });

  it.each([
    ['GET', '?filter[%3EID]=5&select[]=A&start=50', '', ''],
    ['POST', '', 'application/json', '{"filter":{">ID":"5"},"select":["A"],"start":50}'],
    ['POST', '?start=50', 'application/x-www-form-urlencoded', 'filter[%3EID]=5&select[]=A'],
    [
      'POST',
      '?start=50&select[0]=A',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="filter[>ID]"\r\n\r\n5\r\n--x--\r\n',
    ],
  ])('takes parameters from %s %s with %s, and start apart', async (method, query, type, body) => {
    const portal = portalOf({ methods: [echo] });
    const url = `${origin}/rest/1/${code}/echo.json${query}`;
    const response = await portal.handle({ method, url, headers: { 'content-type': type }, body });
    const json = JSON.parse((await bytesOf(response)).toString()) as JsonObject;
    expect(json['result']).toEqual({ params: { filter: { '>ID': '5' }, select: ['A'] }, start: 50 });
  });

  it('gives positional methods their parameters by place, whatever they are called', async () => {
    const portal = portalOf({ methods: [{ ...echo, positional: ['TASKID', 'ITEMID'] }] });
    const { json } = await call(portal, 'echo', { ITEMID: 7, TASKID: 8, auth: 'x' });
    expect(at(json, ['result', 'params'])).toEqual({ TASKID: 7, ITEMID: 8 });
    expect(at((await call(portal, 'echo', [7, 8])).json, ['result', 'params'])).toEqual({ TASKID: 7, ITEMID: 8 });
  });

  it('that fails halfway leaves nothing behind', async () => {
    const spec = { name: 'things' };
    const failing = write('half', '', ({ core }) => {
      core.store.table(spec).add(() => ({ a: 1 }));
      throw new TypeError('oops');
    });
    const portal = portalOf({ methods: [failing] });
    const { status, json } = await call(portal, 'half');
    expect([status, json['error']]).toEqual([500, 'INTERNAL_SERVER_ERROR']);
    expect(portal.core.store.table(spec).count()).toBe(0);
  });

  it('to a portal that was renamed is sent on with 302', async () => {
    const portal = portalOf({ renamedTo: 'https://new.test' });
    const response = await portal.handle({ method: 'POST', url: `${origin}/rest/1/${code}/profile`, headers: {} });
    expect([response.status, response.headers['location']]).toEqual([302, `https://new.test/rest/1/${code}/profile`]);
  });
});

describe('REST 3.0', () => {
  it('answers a repeated write from its memory for 24 hours, and refuses a key that was used for another', async () => {
    const clock = stillClock();
    let runs = 0;
    const once = write('thing.add', '', () => ({ result: { id: ++runs } }), { api: 'v3' });
    const portal = portalOf({ clock, methods: [once] });
    const send = (body: JsonObject, key = 'k1'): ReturnType<typeof post> =>
      post(portal, `api/1/${code}/thing.add`, body, { 'Idempotency-Key': key });
    const first = await send({ a: 1 });
    const again = await send({ a: 1 });
    expect([again.json, again.headers['idempotent-replayed']]).toEqual([first.json, 'true']);
    const other = await send({ a: 2 });
    expect([other.status, at(other.json, ['error', 'code'])]).toEqual([
      422,
      'BITRIX_REST_V3_EXCEPTION_IDEMPOTENCYKEYREUSEDEXCEPTION',
    ]);
    expect(at((await send({ a: 1 }, 'я')).json, ['error', 'code'])).toBe(
      'BITRIX_REST_V3_EXCEPTION_INVALIDIDEMPOTENCYKEYEXCEPTION',
    );
    clock.pass(24 * 3_600_000 + 1);
    expect(at((await send({ a: 1 })).json, ['result', 'id'])).toBe(2);
  });

  it('describes what it serves, without an envelope', async () => {
    const { json } = await call3(portalOf(), 'rest.documentation.openapi');
    expect(json['openapi']).toBe('3.0.0');
    expect(Object.keys(json['paths'] as JsonObject)).toContain('/tasks.task.get');
    const all = await call3(portalOf(), 'rest.scope.list');
    expect(at(all.json, ['result', 'tasks', 'task', 'get'])).toMatchObject({ scope: 'tasks.task.get' });
    const some = await call3(portalOf(), 'rest.scope.list', { filterModule: 'mail' });
    expect(Object.keys(some.json['result'] as JsonObject)).toEqual(['mail']);
  });

  it('is not found under the path of REST 2.0', async () => {
    const { status, json } = await call(portalOf(), 'rest.scope.list');
    expect([status, json['error']]).toEqual([404, 'ERROR_METHOD_NOT_FOUND']);
  });

  it('takes JSON only', async () => {
    const url = `${origin}/rest/api/1/${code}/rest.scope.list`;
    const response = await portalOf().handle({ method: 'POST', url, headers: {}, body: 'a=b' });
    const json = JSON.parse((await bytesOf(response)).toString()) as JsonObject;
    expect(at(json, ['error', 'code'])).toBe('BITRIX_REST_V3_EXCEPTION_INVALIDJSONEXCEPTION');
  });
});

describe('forms', () => {
  it.each([
    ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
    ['a[]=1&a[]=2&b=', { a: ['1', '2'], b: '' }],
    ['a[1]=x&a[]=y', { a: { '1': 'x', '2': 'y' } }],
    ['a[0][logic]=OR&a[0][0][x]=1', { a: [{ '0': { x: '1' }, logic: 'OR' }] }],
  ])('%s', (text, map) => {
    expect(fromQuery(text)).toEqual(map);
  });

  it('take files as a name and base64', () => {
    const body = Buffer.from(
      '--b\r\nContent-Disposition: form-data; name="f"; filename="я.txt"\r\n\r\nпривет\r\n--b--\r\n',
    );
    expect(fromMultipart(body, 'b')).toEqual({ f: ['я.txt', Buffer.from('привет').toString('base64')] });
  });
});

describe('dates', () => {
  it.each([
    ['2026-01-15', '2026-01-15T00:00:00+03:00'],
    ['15.01.2026', '2026-01-15T00:00:00+03:00'],
    ['15.01.2026 10:30', '2026-01-15T10:30:00+03:00'],
    ['2026-01-15T10:30:00Z', '2026-01-15T13:30:00+03:00'],
    ['2026-01-15 10:30:00', '2026-01-15T10:30:00+03:00'],
    ['yesterday', undefined],
  ])('%s is %s', (text, normal) => {
    expect(new Zone('+03:00').normal(text)).toBe(normal);
  });
});

it('a portal that starts empty has its dictionaries and its general funnel, once', async () => {
  const portal = portalOf();
  seedDefaults(portal.core);
  seedDefaults(portal.core);
  const { json } = await call(portal, 'crm.category.list', { entityTypeId: 2 });
  expect(at(json, ['result', 'categories'])).toHaveLength(1);
  const stages = (await call(portal, 'crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE' } })).json[
    'result'
  ] as readonly JsonObject[];
  expect(stages.map((stage) => stage['STATUS_ID'])).toEqual([
    'NEW',
    'PREPARATION',
    'EXECUTING',
    'FINAL_INVOICE',
    'WON',
    'LOSE',
  ]);
});
