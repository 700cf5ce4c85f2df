import { describe, expect, it, onTestFinished } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ListRequest, Outcome } from '../../src/bitrix24/port.ts';
import { identify } from '../../src/journey/apply/identity.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { employeeWebhook } from '../../src/portal/company/index.ts';
import { textsFor } from '../../src/texts/catalogue.ts';
import { reach } from '../export/local.ts';
import { kindOf } from '../support/archive.ts';
import { Listener } from './spoken.ts';
import { Answering, answered } from './targets.ts';

it('tells a portal by its company, its people and its newest change, in one request that the documentation knows', async () => {
  const listener = new Listener();
  const { portal, local, clock } = reach({ size: 60, bigFileBytes: 10 }, undefined, listener.hear);
  onTestFinished(() => local.close());
  const deals = { method: 'crm.item.list', params: { entityTypeId: 2, select: ['id'] } };
  const { items } = (await portal.call(deals)).result as { readonly items: readonly { readonly id: number }[] };
  await clock.sleep(Date.parse('2026-11-20T10:00:00+03:00') - clock.now());
  const before = await identify(portal, kinds);
  expect(before.company).toBeTruthy();
  expect(before.newestAtMs).toBeLessThan(clock.now());

  const write = 'write' as const;
  await clock.sleep(3_600_000);
  const fields = { title: 'Changed last' };
  await portal.call({
    method: 'crm.item.update',
    effect: write,
    params: { entityTypeId: 2, id: items[0]?.id ?? 0, fields },
  });
  await portal.call({ method: 'user.update', effect: write, params: { ID: 2, ACTIVE: false } });
  const after = await identify(portal, kinds);
  expect(after.people).toBe((before.people ?? 0) - 1);
  expect(Math.abs((after.newestAtMs ?? 0) - clock.now())).toBeLessThan(2_000);
  expect([...listener.problems]).toEqual([]);
});

it('asks for the address beside what it knows, in words for what it does not', async () => {
  const { portal, local } = reach({ size: 30, bigFileBytes: 10 }, employeeWebhook);
  onTestFinished(() => local.close());
  const known = await identify(portal, kinds);
  for (const language of ['en', 'ru'] as const) {
    const { address } = textsFor(language).views.ask;
    const question = { portal: 'acme.bitrix24.ru', owner: 'Анна Котова', planSha256: 'ab12cd34ef56789' };
    expect(address({ ...question, identity: { ...known, company: 'Ромашка', people: 12 } }).text).toMatch(
      /Ромашка[^]*12/u,
    );
    const bare = address({ ...question, identity: {} }).text;
    expect(bare.split('\n')).toHaveLength(4);
    expect(bare).not.toContain('undefined');
  }
});

const kindWith = (id: string, more: Partial<Kind> = {}, list: Partial<ListRequest> = {}): Kind =>
  kindOf(id, {
    take: {
      how: 'list',
      request: { method: `${id}.list`, rows: ['items'], idField: 'ID', pager: { by: 'id' }, ...list },
    },
    changedAt: { field: 'AT' },
    ...more,
  });
const identityWhere = async (answers: Readonly<Record<string, Outcome>>, kinds: readonly Kind[] = []) => {
  const portal = new Answering(({ method }) => answers[method] ?? answered([]));
  return { identity: await identify(portal.portal, kinds), portal };
};

describe('what a portal is known by', () => {
  it('is the name of its top department, whatever the order, without anything secret in it', async () => {
    const companyOf = async (...rows: readonly object[]): Promise<unknown> =>
      (await identityWhere({ 'department.get': answered(rows as JsonObject[]) })).identity.company;
    expect(await companyOf({ NAME: 'Sales', PARENT: '1' }, { NAME: 'Acme' })).toBe('Acme');
    expect(await companyOf({ NAME: 'Sales', PARENT: 1 }, { NAME: 'Acme', PARENT: '0' })).toBe('Acme');
    expect(await companyOf({ NAME: 'Sales', PARENT: '1' })).toBeUndefined();
    expect(await companyOf({ NAME: '', PARENT: '' })).toBeUndefined();
    expect(await companyOf({})).toBeUndefined();
    expect(await companyOf({ NAME: 'https://a.bitrix24.ru/rest/1/secretsecret123/' })).not.toContain('secret');
  });

  it('is left out where the connection may not see it', async () => {
    const error = new PortalError('accessDenied', { method: 'x' });
    const refused = { is: 'refused', error } as const;
    const { identity } = await identityWhere({ 'department.get': refused, 'user.get': refused, 'deal.list': refused }, [
      kindWith('deal'),
    ]);
    expect(identity).toEqual({});
    expect((await identityWhere({ 'user.get': answered([], { total: 0 }) })).identity).toEqual({ people: 0 });
  });

  it('is the newest change of what people work with every day, and of nothing else', async () => {
    const answers = {
      'deal.list': answered({ items: [{ AT: '2026-11-01T00:00:00Z' }, { AT: 'never' }, {}] }),
      'task.list': answered({ items: [{ AT: '2026-11-02T00:00:00Z' }] }),
      'log.list': answered({ items: [{ AT: '2026-11-09T00:00:00Z' }] }),
    };
    const kinds = [kindWith('deal'), kindWith('task'), kindWith('log')];
    const { identity, portal } = await identityWhere(answers, kinds);
    expect(identity.newestAtMs).toBe(Date.parse('2026-11-02T00:00:00Z'));
    expect(portal.asked).toEqual([['department.get', 'user.get', 'deal.list', 'task.list']]);
  });

  it('is asked for by the kind’s own list, newest first, where that can be', async () => {
    const { changedAt: _, ...untimed } = kindWith('lead');
    const { portal } = await identityWhere({}, [
      kindWith(
        'deal',
        { changedAt: { field: 'AT', filter: 'changed' } },
        { params: { select: ['ID'] }, orderParam: 'ORDER' },
      ),
      kindWith('contact', {}, { params: [1] }),
      kindWith('company', { changedAt: { field: 'AT', filter: false } }),
      kindWith('task', { take: { how: 'tables' } }),
      untimed,
      kindWith('lead'),
    ]);
    expect(portal.batches[0]?.slice(2)).toEqual([
      { method: 'deal.list', params: { select: ['ID'], ORDER: { changed: 'desc' } } },
      { method: 'lead.list', params: { order: { AT: 'desc' } } },
    ]);
  });

  it('can be given up', async () => {
    const { signal } = new AbortController();
    const portal = new Answering(() => answered([]));
    await identify(portal.portal, [], signal);
    await identify(portal.portal, []);
    expect(portal.options).toEqual([{ signal }, {}]);
  });
});
