import { describe, expect, it, onTestFinished } from 'vitest';

import type { ArchivedRecord } from '../../src/archive/types.ts';
import { at, type Json, type JsonObject } from '../../src/base/json.ts';
import { type LoadReport, loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { application, callAsApplication, code, post, stillClock } from './support.ts';

interface Kept {
  readonly id: string;
  readonly row: JsonObject;
  readonly seenBy?: readonly string[];
  readonly parent?: { readonly kind: string; readonly id: string };
}

type Ask = (user: number | 'application', method: string, params?: JsonObject, api?: 'v3') => Promise<JsonObject>;

/** A portal loaded from these rows, and a webhook of it for each of the users. */
function loadedWith(kept: Readonly<Record<string, readonly Kept[]>>, users: readonly number[]): [Ask, LoadReport] {
  const portal = createPortal({ clock: stillClock(), webhooks: users.map((userId) => ({ userId, code })) });
  onTestFinished(() => portal.close());
  const records = (kind: string): ArchivedRecord[] =>
    (kept[kind] ?? []).map(({ id, row, parent, seenBy = ['user-1'] }) => ({
      key: { kind, id },
      row,
      ...(parent === undefined ? {} : { parent }),
      fingerprint: '',
      name: id,
      seenAtMs: 0,
      witnesses: seenBy,
    }));
  const report = loadArchive(
    portal.core,
    { kinds: () => Object.keys(kept), records },
    {
      administrators: [1],
      application: application.clientId,
    },
  );
  const ask: Ask = async (user, method, params = {}, api) =>
    user === 'application'
      ? (await callAsApplication(portal, method, params)).json
      : (await post(portal, `${api === undefined ? '' : 'api/'}${user}/${code}/${method}`, params)).json;
  return [ask, report];
}

const price = (id: number, productId: number): Kept => ({ id: String(id), row: { id, productId } });

describe('a portal loaded from rows', () => {
  it('shows chats to each of those who told of them, and refuses no new owner for not knowing who is in them', async () => {
    const chat = { id: 'chat3', chat_id: 3, type: 'chat', title: 'Все', chat: { owner: 5 } };
    const [ask] = loadedWith(
      {
        chat: [
          { id: 'chat3', row: chat, seenBy: ['user-5', 'user-7'] },
          { id: 'chat4', row: { id: 9, chat_id: 4, type: 'user', title: 'Девятый' }, seenBy: ['user-5'] },
        ],
      },
      [5, 7],
    );
    const chatsOf = async (user: number): Promise<readonly JsonObject[]> =>
      at(await ask(user, 'im.recent.list'), ['result', 'items']) as readonly JsonObject[];
    expect((await chatsOf(5)).map(({ id }) => id)).toEqual(['chat3', 9]);
    expect((await chatsOf(7)).map(({ id }) => id)).toEqual(['chat3']);
    expect(await ask(5, 'im.chat.setOwner', { CHAT_ID: 3, USER_ID: 12 })).toMatchObject({ result: true });
    expect((await chatsOf(7))[0]).toMatchObject({ title: 'Все', chat: { owner: 12 } });
  });

  it('shows a mailbox to everybody who has it, and its mail', async () => {
    const [ask] = loadedWith(
      {
        mailbox: [{ id: '1', row: { id: 1, name: 'Общий' }, seenBy: ['user-5', 'user-7'] }],
        'mail-message': [{ id: '8', row: { id: 8, mailboxId: 1, subject: 'Счёт' }, seenBy: ['user-7'] }],
      },
      [5, 7, 9],
    );
    const itemsOf = async (user: number, method: string): Promise<unknown> =>
      at(await ask(user, method, {}, 'v3'), ['result', 'items']);
    for (const user of [5, 7]) expect(await itemsOf(user, 'mail.mailbox.list')).toMatchObject([{ name: 'Общий' }]);
    expect(await itemsOf(7, 'mail.message.list')).toMatchObject([{ subject: 'Счёт' }]);
    expect(await itemsOf(9, 'mail.mailbox.list')).toEqual([]);
  });

  it('has the custom fields of tasks that were there, and no others', async () => {
    const field = { ID: '40', FIELD_NAME: 'UF_AUTO_1', USER_TYPE_ID: 'string' };
    const [ask] = loadedWith({ 'task-field': [{ id: '40', row: field }] }, [1]);
    expect(await ask(1, 'task.item.userfield.getlist')).toMatchObject({ result: [field] });
    expect(await ask(1, 'task.item.userfield.delete', { ID: 40 })).toMatchObject({ result: true });
    expect(await ask(1, 'task.item.userfield.getlist')).toMatchObject({ result: [], total: 0 });
  });

  it('shows payments of a deal whose order did not come home, until they are deleted', async () => {
    const payment = { id: '6', row: { id: 6, sum: 1000 }, parent: { kind: 'deal', id: '15' } };
    const [ask] = loadedWith({ 'deal-payment': [payment] }, [1]);
    const list = { entityId: 15, entityTypeId: 2 };
    expect(await ask(1, 'crm.item.payment.list', list)).toMatchObject({ result: [{ id: 6, sum: 1000 }] });
    expect(await ask(1, 'crm.item.payment.delete', { id: 6 })).toMatchObject({ result: true });
    expect(await ask(1, 'crm.item.payment.list', list)).toMatchObject({ result: [] });
  });

  it('lets a product with variations, and a section, take along what belongs to them', async () => {
    const [ask] = loadedWith(
      {
        'catalog-section': [{ id: '3', row: { id: 3, iblockId: 23 } }],
        'product-sku': [{ id: '7', row: { id: 7, iblockId: 23, iblockSectionId: 3 } }],
        'product-offer': [{ id: '8', row: { id: 8, iblockId: 24, parentId: { value: '7', valueId: '85' } } }],
        product: [{ id: '9', row: { id: 9, iblockId: 23, iblockSectionId: 3 } }],
        price: [price(1, 8), price(2, 9), price(3, 10)],
      },
      [1],
    );
    const prices = async (): Promise<unknown> => at(await ask(1, 'catalog.price.list'), ['result', 'prices']);
    expect(await ask(1, 'catalog.product.sku.delete', { id: 7 })).toMatchObject({ result: true });
    const offers = { select: ['id', 'iblockId'], filter: { iblockId: 24 } };
    expect(await ask(1, 'catalog.product.offer.list', offers)).toMatchObject({ result: { offers: [] } });
    expect(await prices()).toMatchObject([{ id: 2 }, { id: 3 }]);
    expect(await ask(1, 'catalog.section.delete', { id: 3 })).toMatchObject({ result: true });
    expect(await prices()).toMatchObject([{ id: 3 }]);
  });

  it('shows an application what one kept on the portal, and signed documents', async () => {
    const option = { data: 'value' };
    const item = { ID: '9', NAME: 'Борщ', ENTITY: 'dish' };
    const parent = { kind: 'app-storage', id: 'dish' };
    const safe = { id: 4, title: 'Договор', member_id: 1, role: 'signer' };
    const [ask, { without }] = loadedWith(
      {
        'app-storage': [{ id: 'dish', row: { ID: '1', ENTITY: 'dish', NAME: 'Блюда' } }],
        'app-storage-section': [{ id: '8', row: { ID: '8', NAME: 'Супы', ENTITY: 'dish' }, parent }],
        'app-storage-item': [{ id: '9', row: item, parent }],
        'app-storage-property': [{ id: 'dish:price', row: { PROPERTY: 'price', TYPE: 'N' }, parent }],
        'app-options': [{ id: 'options', row: option }],
        'app-user-options': [{ id: 'options', row: option }],
        'own-signed-document': [{ id: '4', row: { id: 4, title: 'Договор' } }],
        'signed-document': [{ id: '4', row: safe }],
      },
      [1],
    );
    expect(without).toEqual([]);
    const inside = { ENTITY: 'dish' };
    const answers: readonly (readonly [method: string, params: JsonObject, result: Json])[] = [
      ['entity.get', {}, [{ ENTITY: 'dish' }]],
      ['entity.section.get', inside, [{ ID: '8' }]],
      ['entity.item.get', inside, [item]],
      ['entity.item.property.get', inside, [{ PROPERTY: 'price' }]],
      ['app.option.get', {}, option],
      ['user.option.get', {}, option],
      ['sign.b2e.mysafe.tail', {}, [safe]],
      ['sign.b2e.personal.tail', {}, [{ id: 4, title: 'Договор' }]],
    ];
    for (const [method, params, result] of answers) {
      expect(await ask('application', method, params), method).toMatchObject({ result });
    }
  });

  it('names what REST shows to nobody, and only that', () => {
    const rows = [{ id: '1', row: { ID: '1' } }];
    const [, report] = loadedWith({ user: rows, 'bp-finished': rows, 'chat-member': rows }, [1]);
    expect(report).toMatchObject({ loaded: { user: 1 }, without: ['bp-finished', 'chat-member'] });
  });
});
