import { describe, expect, it } from 'vitest';

import { at, type JsonObject } from '../../src/base/json.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { call, portalOf } from './support.ts';

async function add(portal: LocalPortal, entityTypeId: number, fields: JsonObject): Promise<number> {
  const { json } = await call(portal, 'crm.item.add', { entityTypeId, fields });
  return Number(at(json, ['result', 'item', 'id']));
}

const idsOf = (json: JsonObject): readonly number[] =>
  ((at(json, ['result', 'items']) ?? []) as readonly JsonObject[]).map((item) => Number(item['id']));

describe('crm.item.*', () => {
  it('gives numbers as numbers, dates with the offset, and phones in fm', async () => {
    const portal = portalOf();
    const id = await add(portal, 3, {
      name: 'Иван',
      companyId: '7',
      opened: true,
      fm: [{ typeId: 'PHONE', valueType: 'WORK', value: '+7 900' }],
    });
    const { json } = await call(portal, 'crm.item.get', { entityTypeId: 3, id });
    expect(at(json, ['result', 'item'])).toMatchObject({
      id: 1,
      name: 'Иван',
      companyId: 7,
      opened: 'Y',
      hasPhone: 'Y',
      createdTime: '2026-03-02T09:00:00+03:00',
      fm: [{ id: 1, valueType: 'WORK', value: '+7 900', typeId: 'PHONE' }],
    });
  });

  it('pages by 50 with total and next, and counts nothing for start=-1', async () => {
    const portal = portalOf();
    for (let index = 0; index < 120; index++) await add(portal, 2, { title: `Сделка ${index}` });
    const first = await call(portal, 'crm.item.list', { entityTypeId: 2, select: ['id'], order: { id: 'ASC' } });
    expect([first.json['total'], first.json['next']]).toEqual([120, 50]);
    const last = await call(portal, 'crm.item.list', {
      entityTypeId: 2,
      select: ['id'],
      order: { id: 'ASC' },
      start: 100,
    });
    expect(idsOf(last.json)).toHaveLength(20);
    expect(last.json).not.toHaveProperty('next');
    const keyset = await call(portal, 'crm.item.list', {
      entityTypeId: 2,
      filter: { '>id': 50 },
      order: { id: 'ASC' },
      start: -1,
    });
    expect(idsOf(keyset.json)).toEqual(Array.from({ length: 50 }, (_, index) => index + 51));
    expect(keyset.json).not.toHaveProperty('total');
  });

  it.each([
    [{ '%title': 'РЕМОНТ' }, [1, 3]],
    [{ '=%title': 'ремонт%' }, [1]],
    [{ '!%title': 'ремонт' }, [2]],
    [{ '@assignedById': [2, 3] }, [2, 3]],
    [{ '!@assignedById': [2, 3] }, [1]],
    [{ '><opportunity': [10, 20] }, [1, 2]],
    [{ '>=opportunity': '20', '<opportunity': 30 }, [2]],
    [{ '!=opportunity': 20 }, [1, 3]],
    [{ '=contactIds': 5 }, [2]],
    [{ comments: '' }, [1, 2, 3]],
    [{ '!=comments': '' }, []],
    [{ '0': { logic: 'OR', '0': { id: 1 }, '1': { opportunity: 30 } }, '<id': 3 }, [1]],
    [{ logic: 'OR', id: 1, opportunity: 30 }, [1, 3]],
    [{ '<createdTime': '2026-03-02T06:00:01Z' }, [1, 2, 3]],
    [{ '>createdTime': '2026-03-02' }, [1, 2, 3]],
  ])('filters by %j', async (filter, ids) => {
    const portal = portalOf();
    await add(portal, 2, { title: 'Ремонт офиса', opportunity: 10, assignedById: 1 });
    await add(portal, 2, { title: 'Поставка', opportunity: 20, assignedById: 2, contactIds: [5] });
    await add(portal, 2, { title: 'Срочный ремонт', opportunity: 30, assignedById: 3 });
    const { json } = await call(portal, 'crm.item.list', { entityTypeId: 2, filter, order: { id: 'asc' } });
    expect(idsOf(json)).toEqual(ids);
  });

  it('refuses a filter by a field that is none', async () => {
    const { status, json } = await call(portalOf(), 'crm.item.list', { entityTypeId: 2, filter: { nonsense: 1 } });
    expect([status, json['error']]).toEqual([400, 'INVALID_ARG_VALUE']);
  });

  it('deletes into the bin, and the next reader is told that there is none', async () => {
    const portal = portalOf();
    const id = await add(portal, 1, { title: 'Лид' });
    expect((await call(portal, 'crm.item.delete', { entityTypeId: 1, id })).json['result']).toEqual([]);
    const gone = await call(portal, 'crm.item.get', { entityTypeId: 1, id });
    expect([gone.status, gone.json['error']]).toEqual([400, 'NOT_FOUND']);
    expect(portal.core.store.binned({ name: 'crm_item_1' })).toHaveLength(1);
    expect(await add(portal, 1, { title: 'Следующий' })).toBe(id + 1);
  });

  it('unlinks what a deleted contact was linked to, without touching its dates', async () => {
    const portal = portalOf();
    const [one, two] = [await add(portal, 3, { name: 'А' }), await add(portal, 3, { name: 'Б' })];
    const id = await add(portal, 2, { title: 'Сделка', contactIds: [one, two] });
    const before = (await call(portal, 'crm.item.get', { entityTypeId: 2, id })).json;
    await call(portal, 'crm.item.delete', { entityTypeId: 3, id: one });
    const { json } = await call(portal, 'crm.item.get', { entityTypeId: 2, id });
    expect(at(json, ['result', 'item'])).toEqual({
      ...(at(before, ['result', 'item']) as JsonObject),
      contactIds: [two],
      contactId: two,
    });
  });
});
