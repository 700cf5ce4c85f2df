import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ListRequest, Outcome } from '../../src/bitrix24/port.ts';
import { LIVE_DAYS, liveliness } from '../../src/journey/apply/live.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { Answering, answered } from './targets.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');
const since = '2026-11-25T12:00:00.000Z';
const request = (method: string, more: Partial<ListRequest> = {}): ListRequest => ({
  method,
  rows: [],
  idField: 'ID',
  pager: { by: 'id' },
  ...more,
});
const kindWith = (id: string, more: Partial<Kind> = {}, list: Partial<ListRequest> = {}): Kind =>
  kindOf(id, { take: { how: 'list', request: request(`${id}.list`, list) }, changedAt: { field: 'AT' }, ...more });
const seen = (kinds: readonly Kind[], outcome: Outcome, signal?: AbortSignal) => {
  const portal = new Answering(() => outcome);
  const options = { ownerId: '1', nowMs, ...(signal === undefined ? {} : { signal }) };
  return liveliness(portal.portal, kinds, options).then((found) => ({ found, portal }));
};
const row = (AT: string, who: object): Readonly<Record<string, string>> => ({ AT, ...who });

describe('whether somebody else still works on the portal', () => {
  it('is told by what others changed within the last days', async () => {
    const rows = [
      row('2026-11-27T10:00:00Z', { MODIFIED_BY: '5' }),
      row('2026-11-28T10:00:00Z', { updatedBy: '6' }),
      row('2026-11-26T10:00:00Z', { changedBy: '0', EDITOR_ID: '7' }),
      row('2026-11-28T11:00:00Z', { MODIFIED_BY: '1' }),
      row('2026-11-28T11:00:00Z', { MODIFIED_BY: '0' }),
      row('2026-11-28T11:00:00Z', {}),
    ];
    const { found } = await seen([kindWith('deal'), kindWith('lead')], answered(rows));
    expect(found).toEqual({ records: 6, newestAtMs: Date.parse('2026-11-28T10:00:00Z'), kinds: ['deal', 'lead'] });
    expect(LIVE_DAYS).toBe(3);
  });

  it('does not count what is older, where a method does not know the filter, or has no time at all', async () => {
    const by = { MODIFIED_BY: '5' };
    const old = [row('2026-11-25T11:59:59Z', by), row('', by), row('yesterday', by)];
    expect((await seen([kindWith('deal')], answered(old))).found).toBeUndefined();
    expect((await seen([kindWith('deal')], answered([row(since, by)]))).found).toMatchObject({ records: 1 });
  });

  it('is not told by what a connection may not see', async () => {
    const error = new PortalError('accessDenied', { method: 'deal.list' });
    expect((await seen([kindWith('deal')], { is: 'refused', error })).found).toBeUndefined();
  });

  it('asks each kind that can be asked so, as its list asks, in one batch that can be broken off', async () => {
    const { signal } = new AbortController();
    const kinds = [
      kindWith('plain'),
      kindWith('named', { changedAt: { field: 'AT', filter: 'changedTime' } }, { params: { select: ['ID'] } }),
      kindWith('v3', {}, { api: 'v3' }),
      kindWith('unfiltered', { changedAt: { field: 'AT', filter: false } }),
      kindOf('ids', { take: { how: 'ids', from: [], get: () => ({ method: 'x' }), at: [] } }),
      kindWith('positional', {}, { params: [1] }),
    ];
    const { changedAt: _, ...untimed } = kindWith('untimed');
    const { portal } = await seen([...kinds, untimed], answered([]), signal);
    expect(portal.batches).toStrictEqual([
      [
        { method: 'plain.list', params: { filter: { '>=AT': since } } },
        { method: 'named.list', params: { select: ['ID'], filter: { '>=changedTime': since } } },
        { method: 'v3.list', params: { filter: [['AT', '>=', since]] }, api: 'v3' },
      ],
    ]);
    expect(portal.options).toStrictEqual([{ signal }]);
    expect((await seen(kinds, answered([]))).portal.options).toStrictEqual([{}]);
  });
});
