import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { at, isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import type { ListRefusal, ListRequest, ParentList } from '../../src/bitrix24/port.ts';
import { type Method, table } from './scripted.ts';
import { drain, parsed, scene } from './support.ts';

const base = { rows: [], idField: 'ID' } as const;

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function idsOf(rows: readonly Json[]): readonly number[] {
  return rows.map((row) => Number(at(row, ['ID']))).sort((a, b) => a - b);
}

describe('a list by offset', () => {
  const request: ListRequest = { ...base, method: 'list', params: { order: { ID: 'ASC' } }, pager: { by: 'offset' } };

  it.each([0, 1, 50, 51, 120, 5000])('gives each of %i rows once, 50 pages a request', async (count) => {
    const { portal, server } = scene({ methods: { list: table(upTo(count)).list } });
    const { rows, report, pages } = await drain(portal.list(request));
    expect(idsOf(rows)).toEqual(upTo(count));
    expect(report).toMatchObject({ rows: count, total: count });
    expect(server.requests).toBeLessThanOrEqual(2 + count / 2500);
    for (const { raw, pointer, rows: given, places } of pages) {
      const all = at(parsed(raw.body), pointer) as readonly Json[];
      expect(given.map((_, index) => all[places?.[index] ?? index])).toEqual(given);
    }
  });

  it('goes by next alone where there is no total, and does not take next: 0 for the end', async () => {
    const rows = upTo(130);
    const list: Method = ({ start }) => {
      const from = Number(textOf(start));
      const result = rows.slice(from, from + 50).map((ID) => ({ ID }));
      return { result, ...(from + 50 < rows.length ? { next: from + 50 } : {}) };
    };
    const { portal } = scene({ methods: { list } });
    expect(idsOf((await drain(portal.list(request))).rows)).toEqual(rows);
  });

  it('stops with an error at a method that ignores start', async () => {
    const { portal } = scene({ methods: { list: () => ({ result: upTo(50).map((ID) => ({ ID })) }) } });
    await expect(drain(portal.list(request))).rejects.toMatchObject({ kind: 'stalledList' });
  });

  it('misses no row that lives through the walk, whatever is deleted meanwhile (rule 5: fast_bitrix24 lost ten of 10,000)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 0, max: 4000 }),
        fc.integer({ min: 0, max: 10 }),
        async (seed, count, deletes) => {
          const random = seeded(seed);
          const { rows: stored, list } = table(upTo(count));
          const { portal } = scene({
            methods: { list },
            meanwhile: () => {
              const keys = [...stored.keys()];
              for (let n = 0; n < deletes; n += 1) stored.delete(keys[Math.floor(random() * keys.length)] ?? 0);
            },
          });
          const given = idsOf((await drain(portal.list(request))).rows);
          expect(new Set(given).size).toBe(given.length);
          expect(new Set(stored.keys()).difference(new Set(given))).toEqual(new Set());
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('other pagers', () => {
  it('none: takes all at once, also a map with gaps in its keys, null and ""', async () => {
    for (const [result, count] of [
      [{ 3: { ID: 3 }, 7: { ID: 7 } }, 2],
      [[], 0],
      [null, 0],
      ['', 0],
      [false, 0],
    ] as const) {
      const { portal } = scene({ methods: { all: () => ({ result }) } });
      expect((await drain(portal.list({ ...base, method: 'all', pager: { by: 'none' } }))).rows).toHaveLength(count);
    }
  });

  it('cursor: goes on by the smallest id of the page before', async () => {
    const messages = upTo(175).toReversed();
    const { portal, server } = scene({
      methods: {
        messages: ({ LAST_ID }) => ({
          result: {
            messages: messages
              .filter((id) => LAST_ID === undefined || id < Number(textOf(LAST_ID)))
              .slice(0, 50)
              .map((ID) => ({ ID })),
          },
        }),
      },
    });
    const request: ListRequest = {
      ...base,
      method: 'messages',
      rows: ['messages'],
      pager: { by: 'cursor', param: 'LAST_ID', from: 'ID', last: 'min' },
    };
    expect(idsOf((await drain(portal.list(request))).rows)).toEqual(upTo(175));
    expect(server.requests).toBe(4);
  });

  it('numbered: stops when the last page comes once more', async () => {
    const rows = upTo(100);
    const { portal } = scene({
      methods: {
        elapsed: (params) => {
          const page = Number(textOf(at(params, ['1', 'NAV_PARAMS', 'iNumPage'])));
          const from = (Math.min(page, 2) - 1) * 50;
          return { result: rows.slice(from, from + 50).map((ID) => ({ ID })) };
        },
      },
    });
    const request: ListRequest = { ...base, method: 'elapsed', params: [7], pager: { by: 'numbered' } };
    expect(idsOf((await drain(portal.list(request))).rows)).toEqual(rows);
  });

  it('v3: loses no row when rows are deleted under it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 20 }),
        async (seed, count, deletes) => {
          const random = seeded(seed);
          const stored = new Set(upTo(count));
          const list: Method = ({ pagination }) => {
            const { limit, offset } = pagination as { readonly limit: number; readonly offset: number };
            return { result: { items: [...stored].slice(offset, offset + limit).map((ID) => ({ ID })) } };
          };
          const { portal } = scene({
            methods: { list },
            meanwhile: () => {
              const keys = [...stored];
              for (let n = 0; n < deletes; n += 1) stored.delete(keys[Math.floor(random() * keys.length)] ?? 0);
            },
          });
          const pager = { by: 'v3', limit: 100 } as const;
          const { rows } = await drain(portal.list({ ...base, method: 'list', api: 'v3', rows: ['items'], pager }));
          const given = idsOf(rows);
          expect(new Set(given).size).toBe(given.length);
          expect(stored.difference(new Set(given))).toEqual(new Set());
        },
      ),
      { numRuns: 30 },
    );
  });
});

const comments: Method = (params) => {
  const deal = Number(textOf(at(params, ['filter', 'ENTITY_ID'])));
  if (deal % 40 === 13) return { error: 'ACCESS_DENIED', error_description: 'Access denied.' };
  const filter: Json = { ...(isObject(params['filter']) ? params['filter'] : {}) };
  return table(upTo(deal % 120).map((n) => deal * 1000 + n)).list({ ...params, filter });
};
const parents = (count: number): readonly ParentList[] =>
  upTo(count).map((deal) => ({
    parent: String(deal),
    request: {
      ...base,
      method: 'comments',
      params: { filter: { ENTITY_ID: deal } },
      pager: { by: deal % 2 === 0 ? 'id' : 'offset' },
    },
  }));

describe('lists of many parents', () => {
  it('takes 50 parents a request, reads on where there is more, and goes on after a refusal', async () => {
    const { portal, server } = scene({ methods: { comments } });
    const refusals: ListRefusal[] = [];
    const { pages, report } = await drain(
      portal.listEach(parents(400), { onRefusal: (refusal) => refusals.push(refusal) }),
    );
    expect(refusals.map(({ parent }) => Number(parent)).sort((a, b) => a - b)).toEqual(
      upTo(400).filter((deal) => deal % 40 === 13),
    );
    expect(refusals.every(({ error }) => error.kind === 'accessDenied')).toBe(true);
    const counts = Object.groupBy(pages, ({ parent }) => parent ?? '');
    for (const deal of upTo(400)) {
      const rows = (counts[String(deal)] ?? []).flatMap((page) => page.rows) as readonly JsonObject[];
      expect(rows).toHaveLength(deal % 40 === 13 ? 0 : deal % 120);
    }
    expect(report.rows).toBe(pages.reduce((sum, page) => sum + page.rows.length, 0));
    expect(report.total).toBe(report.rows);
    expect(server.requests).toBeLessThanOrEqual(22);
    expect(report.requests).toBe(server.requests);
  });

  it('rejects with the refusal when nobody listens to refusals', async () => {
    const { portal } = scene({ methods: { comments } });
    await expect(drain(portal.listEach(parents(20)))).rejects.toMatchObject({ kind: 'accessDenied' });
  });

  it('pulls parents as it goes, and lets their source end when it is left', async () => {
    let [pulled, ended] = [0, false];
    async function* source(): AsyncGenerator<ParentList> {
      try {
        for (const parent of parents(1000)) {
          pulled += 1;
          yield parent;
        }
      } finally {
        ended = true;
      }
    }
    const { portal } = scene({ methods: { comments } });
    const walk = portal.listEach(source(), { onRefusal: () => undefined });
    await walk.next();
    await walk.return({ rows: 0, requests: 0, mended: 0 });
    expect(pulled).toBeLessThanOrEqual(250);
    expect(ended).toBe(true);
  });

  it('asks again for a page whose command was refused for a passing reason', async () => {
    let calls = 0;
    const { portal } = scene({
      methods: {
        comments: (params) => {
          calls += 1;
          return calls % 17 === 5 ? { error: 'INTERNAL_SERVER_ERROR' } : comments(params);
        },
      },
    });
    const refusals: ListRefusal[] = [];
    const { rows } = await drain(portal.listEach(parents(100), { onRefusal: (refusal) => refusals.push(refusal) }));
    expect(refusals.map(({ error }) => error.kind)).toEqual(['accessDenied', 'accessDenied', 'accessDenied']);
    expect(rows).toHaveLength(upTo(100).reduce((sum, deal) => sum + (deal % 40 === 13 ? 0 : deal), 0));
  });

  it('gives every parent its rows though answers get lost', async () => {
    const { portal } = scene({
      methods: { comments: (params) => comments({ ...params, filter: { ...(params['filter'] as JsonObject) } }) },
      fault: (nth) => (nth % 4 === 1 ? 'lost' : undefined),
    });
    const { rows } = await drain(portal.listEach(parents(100), { onRefusal: () => undefined }));
    const expected = upTo(100)
      .filter((deal) => deal % 40 !== 13)
      .reduce((sum, deal) => sum + (deal % 120), 0);
    expect(rows).toHaveLength(expected);
  });
});
