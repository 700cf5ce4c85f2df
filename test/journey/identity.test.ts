import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ListRequest, Outcome } from '../../src/bitrix24/port.ts';
import { identify } from '../../src/journey/apply/identity.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { Answering, answered } from './targets.ts';

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

const companyOf = async (...rows: readonly object[]): Promise<unknown> =>
  (await identityWhere({ 'department.get': answered(rows as JsonObject[]) })).identity.company;

describe('what a portal is known by', () => {
  it('is the name of its top department, whatever the order, without anything secret in it', async () => {
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
    expect(identity).toStrictEqual({});
    const { identity: empty, portal } = await identityWhere({ 'user.get': answered([], { total: 0 }) });
    expect(empty).toStrictEqual({ people: 0 });
    // Who was dismissed, and who is no employee, does not count.
    expect(portal.batches[0]?.[1]).toEqual({
      method: 'user.get',
      params: { FILTER: { ACTIVE: true, USER_TYPE: 'employee' } },
    });
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
    expect(portal.options).toStrictEqual([{ signal }, {}]);
  });
});
