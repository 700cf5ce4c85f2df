import { describe, expect, it } from 'vitest';

import { at, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import { tables } from '../../src/portal/tables.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { bytesOf, call, origin, portalOf, stillClock } from './support.ts';

async function result(portal: LocalPortal, method: string, params: Json): Promise<Json> {
  const { json } = await call(portal, method, params);
  if ('error' in json) throw new Error(JSON.stringify(json));
  return json['result'] ?? null;
}

async function add(portal: LocalPortal, entityTypeId: number, fields: JsonObject = {}): Promise<number> {
  return Number(at(await result(portal, 'crm.item.add', { entityTypeId, fields }), ['item', 'id']));
}

const error = async (portal: LocalPortal, method: string, params: Json): Promise<Json | undefined> => {
  const { json } = await call(portal, method, params);
  return [json['error'] ?? null, json['error_description'] ?? null];
};

/** The code of a refusal alone. */
const codeOf = async (portal: LocalPortal, method: string, params: Json): Promise<Json | undefined> =>
  (await call(portal, method, params)).json['error'];

function activityOf(ownerType: number, ownerId: number, contactId?: number): JsonObject {
  const talk =
    contactId === undefined ? {} : { COMMUNICATIONS: [{ VALUE: '+7900', ENTITY_ID: contactId, ENTITY_TYPE_ID: 3 }] };
  const TYPE_ID = contactId === undefined ? 6 : 2;
  return {
    fields: { OWNER_TYPE_ID: ownerType, OWNER_ID: ownerId, TYPE_ID, SUBJECT: 'Звонок', RESPONSIBLE_ID: 1, ...talk },
  };
}

describe('what a deleted deal takes along', () => {
  it('is the activities that are bound to it alone; others only lose the binding', async () => {
    const portal = portalOf();
    const [deal, contact] = [await add(portal, 2), await add(portal, 3)];
    const own = await result(portal, 'crm.activity.add', activityOf(2, deal));
    const shared = await result(portal, 'crm.activity.add', activityOf(2, deal, contact));
    await result(portal, 'crm.item.delete', { entityTypeId: 2, id: deal });
    expect(await error(portal, 'crm.activity.get', { id: own })).toEqual(['', 'Activity is not found']);
    expect(await result(portal, 'crm.activity.get', { id: shared })).toMatchObject({
      OWNER_TYPE_ID: '3',
      OWNER_ID: String(contact),
    });
    expect(await result(portal, 'crm.activity.binding.list', { activityId: shared })).toEqual([
      { entityTypeId: 3, entityId: contact },
    ]);
  });

  it('is its comments, product rows and nothing of another deal', async () => {
    const portal = portalOf();
    const [gone, stays] = [await add(portal, 2), await add(portal, 2)];
    for (const id of [gone, stays]) {
      await result(portal, 'crm.timeline.comment.add', {
        fields: { ENTITY_TYPE: 'deal', ENTITY_ID: id, COMMENT: 'К' },
      });
      await result(portal, 'crm.item.productrow.set', {
        ownerType: 'D',
        ownerId: id,
        productRows: [{ productId: 1, price: 5 }],
      });
    }
    await result(portal, 'crm.deal.delete', { id: gone });
    expect(await error(portal, 'crm.timeline.comment.get', { id: 1 })).toEqual(['', 'Not found.']);
    const filter = { ENTITY_TYPE: 'deal', ENTITY_ID: stays };
    expect(await result(portal, 'crm.timeline.comment.list', { filter })).toMatchObject([{ ID: '2', COMMENT: 'К' }]);
    const rows = await result(portal, 'crm.item.productrow.list', {
      filter: { '=ownerType': 'D', '=ownerId': [gone, stays] },
    });
    expect(at(rows, ['productRows'])).toMatchObject([{ ownerId: stays }]);
  });
});

it('a deleted company takes its requisites, and they their addresses and bank details', async () => {
  const portal = portalOf();
  const company = await add(portal, 4);
  const requisite = await result(portal, 'crm.requisite.add', {
    fields: { ENTITY_TYPE_ID: 4, ENTITY_ID: company, PRESET_ID: 1, NAME: 'О' },
  });
  await result(portal, 'crm.requisite.bankdetail.add', { fields: { ENTITY_ID: requisite, NAME: 'Банк' } });
  await result(portal, 'crm.address.add', {
    fields: { TYPE_ID: 1, ENTITY_TYPE_ID: 8, ENTITY_ID: requisite, CITY: 'Пермь' },
  });
  expect(await result(portal, 'crm.address.list', {})).toMatchObject([
    { ANCHOR_TYPE_ID: '4', ANCHOR_ID: String(company) },
  ]);
  await result(portal, 'crm.company.delete', { id: company });
  for (const method of ['crm.requisite.list', 'crm.requisite.bankdetail.list', 'crm.address.list']) {
    expect(await result(portal, method, {})).toEqual([]);
  }
});

describe('documented refusals', () => {
  it('a stage with items on it, a system status, and a funnel that is default or not empty', async () => {
    const portal = portalOf();
    const made = await result(portal, 'crm.category.add', { entityTypeId: 2, fields: { name: 'Опт' } });
    const categoryId = at(made, ['category', 'id']) ?? 0;
    const deal = await add(portal, 2, { categoryId });
    const stages = (await result(portal, 'crm.status.list', {
      filter: { ENTITY_ID: 'DEAL_STAGE_1' },
    })) as readonly JsonObject[];
    const first = stages[0]?.['ID'] ?? 0;
    expect(await codeOf(portal, 'crm.status.delete', { id: first })).toEqual(expect.stringContaining('FORCED'));
    const forced = { id: first, params: { FORCED: 'Y' } };
    expect(await codeOf(portal, 'crm.status.delete', forced)).toEqual('There are active items in this status.');
    const funnel = { entityTypeId: 2, id: categoryId };
    expect(await error(portal, 'crm.category.delete', funnel)).toEqual(['0', expect.stringContaining('Опт')]);
    await result(portal, 'crm.item.delete', { entityTypeId: 2, id: deal });
    expect(await result(portal, 'crm.category.delete', funnel)).toBeNull();
    expect(await result(portal, 'crm.status.list', { filter: { ENTITY_ID: 'DEAL_STAGE_1' } })).toEqual([]);
    portal.core.store
      .table(tables.category)
      .put('2:0', { id: 0, name: 'Общая', sort: 300, entityTypeId: 2, isDefault: 'Y' });
    const general = { entityTypeId: 2, id: 0 };
    expect(await error(portal, 'crm.category.delete', general)).toEqual([
      '0',
      'Default deal category can not be deleted',
    ]);
  });

  it('a comment of several items without saying of which', async () => {
    const portal = portalOf();
    const [one, two] = [await add(portal, 2), await add(portal, 2)];
    const id = await result(portal, 'crm.timeline.comment.add', {
      fields: { ENTITY_TYPE: 'deal', ENTITY_ID: one, COMMENT: 'К' },
    });
    await result(portal, 'crm.timeline.bindings.bind', {
      fields: { OWNER_ID: id, ENTITY_TYPE: 'deal', ENTITY_ID: two },
    });
    expect(await codeOf(portal, 'crm.timeline.comment.delete', { id })).toEqual('MULTIPLE_BINDINGS');
    await result(portal, 'crm.timeline.comment.delete', { id, ownerTypeId: 2, ownerId: one });
    expect(
      await result(portal, 'crm.timeline.comment.list', { filter: { ENTITY_TYPE: 'deal', ENTITY_ID: one } }),
    ).toEqual([]);
    expect(
      await result(portal, 'crm.timeline.comment.list', { filter: { ENTITY_TYPE: 'deal', ENTITY_ID: two } }),
    ).toHaveLength(1);
  });

  it('a smart process with items in it', async () => {
    const portal = portalOf();
    const made = await result(portal, 'crm.type.add', { fields: { title: 'Заявки', isRecyclebinEnabled: 'N' } });
    const [id, entityTypeId] = [at(made, ['type', 'id']) ?? 0, Number(at(made, ['type', 'entityTypeId']))];
    const item = await add(portal, entityTypeId);
    expect(await codeOf(portal, 'crm.type.delete', { id })).toEqual('BX_ERROR');
    await result(portal, 'crm.item.delete', { entityTypeId, id: item });
    expect(portal.core.store.binned({ name: `crm_item_${entityTypeId}` })).toEqual([]);
    expect(await result(portal, 'crm.type.delete', { id })).toBeNull();
    expect(await codeOf(portal, 'crm.item.list', { entityTypeId })).toEqual('NOT_FOUND');
  });
});

describe('old methods', () => {
  it('show the same item in their own words', async () => {
    const portal = portalOf();
    const fields = { NAME: 'Иван', COMPANY_ID: '7', PHONE: [{ VALUE: '+7900', VALUE_TYPE: 'WORK' }], UF_CRM_7_1: 'да' };
    const id = await result(portal, 'crm.contact.add', { fields });
    const seen = {
      ID: String(Number(id)),
      NAME: 'Иван',
      COMPANY_ID: '7',
      PHONE: [{ ID: '1', VALUE_TYPE: 'WORK', VALUE: '+7900', TYPE_ID: 'PHONE' }],
      UF_CRM_7_1: 'да',
    };
    expect(await result(portal, 'crm.contact.get', { id })).toMatchObject(seen);
    expect(await result(portal, 'crm.item.get', { entityTypeId: 3, id })).toMatchObject({
      item: { companyId: 7, ufCrm7_1: 'да' },
    });
    expect(await result(portal, 'crm.contact.list', { filter: { PHONE: '+7900' }, select: ['ID'] })).toEqual([
      { ID: '1' },
    ]);
    expect(await result(portal, 'crm.contact.list', { filter: { PHONE: '+7901' } })).toEqual([]);
    const change = {
      PHONE: [
        { ID: 1, VALUE: '+7901' },
        { VALUE: '+7902', VALUE_TYPE: 'HOME' },
      ],
    };
    await result(portal, 'crm.contact.update', { id, fields: change });
    expect(at(await result(portal, 'crm.contact.get', { id }), ['PHONE'])).toMatchObject([
      { ID: '1', VALUE: '+7901' },
      { ID: '2' },
    ]);
  });

  it('forget a custom field with all its values', async () => {
    const portal = portalOf();
    const field = await result(portal, 'crm.deal.userfield.add', {
      fields: { FIELD_NAME: 'SIZE', USER_TYPE_ID: 'string' },
    });
    const deal = await add(portal, 2, { UF_CRM_SIZE: 'XL' });
    expect(await result(portal, 'crm.deal.get', { id: deal })).toHaveProperty('UF_CRM_SIZE', 'XL');
    await result(portal, 'crm.deal.userfield.delete', { id: field });
    expect(await result(portal, 'crm.deal.get', { id: deal })).not.toHaveProperty('UF_CRM_SIZE');
  });
});

it('files of items come by a link with a token, until the token dies; the page for browsers asks to sign in', async () => {
  const clock = stillClock();
  const portal = portalOf({ clock });
  const photo = { fileData: ['я.png', Buffer.from('bytes').toString('base64')] };
  const id = await add(portal, 3, { name: 'И', photo });
  const shown = await result(portal, 'crm.item.get', { entityTypeId: 3, id });
  const get = async (url: Json | undefined): Promise<readonly [number, string]> => {
    const response = await portal.handle({ method: 'GET', url: textOf(url), headers: {} });
    return [response.status, (await bytesOf(response)).toString()];
  };
  const machine = at(shown, ['item', 'photo', 'urlMachine']);
  expect(await get(machine)).toEqual([200, 'bytes']);
  expect(await get(at(shown, ['item', 'photo', 'url']))).toEqual([200, expect.stringContaining('Sign in')]);
  clock.pass(3_600_001);
  expect((await get(machine))[0]).toBe(403);
  expect(textOf(machine).startsWith(origin)).toBe(true);
});
