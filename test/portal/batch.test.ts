import { describe, expect, it } from 'vitest';

import { at, type Json, type JsonObject } from '../../src/base/json.ts';
import { addItem } from '../../src/portal/crm/items.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { call, call3, code, origin, portalOf } from './support.ts';

function filled(contacts: number): LocalPortal {
  const portal = portalOf();
  for (let id = 1; id <= contacts; id++) {
    addItem(portal.core, 3, { name: `Имя ${id}`, companyIds: [id, id + 1] }, { userId: 1, as: { id } });
  }
  return portal;
}

const batch = async (portal: LocalPortal, cmd: Json, halt: Json = 0): Promise<JsonObject> =>
  (await call(portal, 'batch', { cmd, halt })).json['result'] as JsonObject;

const list = (after: string): string =>
  `crm.item.list?entityTypeId=3&select[]=id&order[id]=ASC&filter[${encodeURIComponent('>id')}]=${encodeURIComponent(after)}&start=-1`;

describe('batch of REST 2.0', () => {
  it('chains pages by references to the last row of the page before', async () => {
    const result = await batch(filled(120), { a: list('0'), b: list('$result[a][items][49][id]') });
    const ids = (at(result, ['result', 'b', 'items']) as readonly JsonObject[]).map((row) => row['id']);
    expect([ids[0], ids.at(-1)]).toEqual([51, 100]);
  });

  it('gives page one again when a reference leads to a row that is not there', async () => {
    const result = await batch(filled(10), { a: list('0'), b: list('$result[a][items][49][id]') });
    expect(at(result, ['result', 'b', 'items'])).toEqual(at(result, ['result', 'a', 'items']));
  });

  it('finds one row, and what lies in it, in a list that goes out as it is stored', async () => {
    const result = await batch(filled(5), {
      list: 'crm.item.list?entityTypeId=3&select[]=*&order[id]=ASC',
      row: 'crm.item.list?entityTypeId=3&select[]=id&filter[id]=$result[list][items][3][id]',
      inside: 'crm.item.list?entityTypeId=3&select[]=id&filter[@id]=$result[list][items][2][companyIds]',
      name: 'crm.item.add?entityTypeId=3&fields[name]=Как $result[list][items][4][name]!',
    });
    expect(at(result, ['result', 'row', 'items'])).toEqual([{ id: 4 }]);
    expect(at(result, ['result', 'inside', 'items'])).toEqual([{ id: 3 }, { id: 4 }]);
    expect(at(result, ['result', 'name', 'item', 'name'])).toBe('Как Имя 5!');
  });

  it('keeps a list when a reference is the whole value, and makes text of one inside a text', async () => {
    const result = await batch(filled(3), {
      one: 'crm.item.get?entityTypeId=3&id=2',
      whole: 'crm.item.list?entityTypeId=3&select[]=id&filter[@id]=$result[one][item][companyIds]',
      part: 'crm.item.add?entityTypeId=3&fields[name]=Как $result[one][item][name]!',
    });
    expect(at(result, ['result', 'whole', 'items'])).toEqual([{ id: 2 }, { id: 3 }]);
    expect(at(result, ['result', 'part', 'item', 'name'])).toBe('Как Имя 2!');
  });

  it('reads $total and $next, too', async () => {
    const result = await batch(filled(60), {
      page: 'crm.item.list?entityTypeId=3',
      last: 'crm.item.get?entityTypeId=3&id=$total[page]',
      next: 'crm.item.list?entityTypeId=3&select[]=id&start=$next[page]',
    });
    expect(at(result, ['result', 'last', 'item', 'id'])).toBe(60);
    expect(at(result, ['result', 'next', 'items'])).toHaveLength(10);
    expect(result['result_total']).toMatchObject({ page: 60 });
    expect(result['result_next']).toEqual({ page: 50 });
  });

  it('goes on after a refusal, or stops with halt', async () => {
    const commands = { bad: 'crm.item.get?entityTypeId=3&id=9', good: 'server.time' };
    const on = await batch(filled(1), commands);
    expect(Object.keys(on['result'] as JsonObject)).toEqual(['good']);
    expect(on['result_error']).toEqual({ bad: { error: 'NOT_FOUND', error_description: 'Элемент не найден' } });
    const stopped = await batch(filled(1), commands, 1);
    expect([stopped['result'], stopped['result_total']]).toEqual([[], []]);
  });

  it('answers a list to a list, and [] for what is empty, as PHP does', async () => {
    const result = await batch(portalOf(), ['server.time', 'user.admin']);
    expect(result['result']).toEqual([expect.any(String), true]);
    expect(result['result_error']).toEqual([]);
  });

  it('refuses the 51st command and a batch in a batch, each alone, with status 200', async () => {
    const cmd = Object.fromEntries(
      Array.from({ length: 51 }, (_, index) => [`c${index}`, index === 3 ? 'batch?cmd[]=x' : 'server.time']),
    );
    const { status, json } = await call(portalOf(), 'batch', { cmd });
    expect(status).toBe(200);
    expect(at(json, ['result', 'result_error'])).toMatchObject({
      c3: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' },
      c50: { error: 'ERROR_BATCH_LENGTH_EXCEEDED' },
    });
    expect(Object.keys(at(json, ['result', 'result']) as JsonObject)).toHaveLength(49);
  });

  it('is one request for the bucket, and counts each command into the budget of its method', async () => {
    const portal = portalOf({ limits: { bucket: { burst: 1, perSecond: 1 } } });
    const { json } = await call(portal, 'batch', { cmd: { a: 'server.time', b: 'server.time' } });
    const operating = (key: string): Json | undefined => at(json, ['result', 'result_time', key, 'operating']);
    expect(operating('b')).toBeCloseTo(2 * Number(operating('a')));
    expect(at(json, ['time', 'operating'])).toBe(0);
    expect((await call(portal, 'server.time')).status).toBe(503);
  });

  it('takes commands from a form and from a query, encoded twice', async () => {
    const body = new URLSearchParams({
      'cmd[a]': 'crm.item.list?entityTypeId=3&filter[%3Eid]=1&select[]=id',
      halt: '0',
    });
    const response = await filled(3).handle({
      method: 'POST',
      url: `${origin}/rest/1/${code}/batch.json`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: body.toString(),
    });
    const json = JSON.parse(Buffer.from(response.body as Uint8Array).toString()) as JsonObject;
    expect(at(json, ['result', 'result', 'a', 'items'])).toEqual([{ id: 2 }, { id: 3 }]);
  });
});

describe('batch of REST 3.0', () => {
  const commands = [{ method: 'nothing.here', query: {} }];

  it('refuses the whole batch with the first refusal', async () => {
    const { status, json } = await call3(portalOf(), 'batch', commands);
    expect([status, at(json, ['error', 'code'])]).toEqual([404, 'BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION']);
  });

  it('refuses the form of REST 2.0', async () => {
    const { json } = await call3(portalOf(), 'batch', { cmd: { a: 'server.time' } });
    expect(at(json, ['error', 'code'])).toBe('BITRIX_REST_V3_EXCEPTION_INVALIDSELECTEXCEPTION');
  });
});
