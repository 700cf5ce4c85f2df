import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { at, type Json } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import { table } from './scripted.ts';
import { drain, parsed, scene } from './support.ts';

const leads: ListRequest = { method: 'crm.lead.list', rows: [], idField: 'ID', pager: { by: 'id' } };

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function idsOf(rows: readonly Json[]): readonly number[] {
  return rows.map((row) => Number(at(row, ['ID']))).sort((a, b) => a - b);
}

describe('a list by id', () => {
  it.each([0, 1, 49, 50, 51, 100, 2500, 2550, 2600, 10_000, 30_000])('gives each of %i rows once', async (count) => {
    const { portal, server } = scene({ methods: { 'crm.lead.list': table(upTo(count)).list } });
    const { rows, report } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(count));
    expect(report).toMatchObject({ rows: count, total: count, mended: 0 });
    expect(server.requests).toBeLessThanOrEqual(1.1 * (count / 2500) + 5);
    expect(report.requests).toBe(server.requests);
  });

  it('reads 100,000 rows in no more than 49 requests, also where ids have holes (rule 5: b24jssdk needs 2,001)', async () => {
    const random = seeded(3);
    const ids = upTo(200_000).filter(() => random() < 0.5);
    const { portal, server } = scene({ methods: { 'crm.lead.list': table(ids).list } });
    const { rows } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(ids);
    expect(server.requests).toBeLessThanOrEqual(1.1 * (ids.length / 2500) + 5);
  });

  it('loses nothing and stays within the requests where almost all ids are at one end', async () => {
    const ids = [...upTo(60), ...upTo(20_000).map((id) => id + 1_000_000)];
    const { portal, server } = scene({ methods: { 'crm.lead.list': table(ids).list } });
    const { rows } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(ids);
    expect(server.requests).toBeLessThanOrEqual(1.1 * (ids.length / 2500) + 8);
  });

  it('points at its rows in the raw answer, byte for byte', async () => {
    const { portal } = scene({ methods: { 'crm.lead.list': table(upTo(3000)).list } });
    const { pages } = await drain(portal.list(leads));
    for (const { rows, raw, pointer } of pages) expect(at(parsed(raw.body), pointer)).toEqual(rows);
  });

  it('finds rows under a path, and goes by it in its references', async () => {
    const items = table(upTo(400), { wrap: 'items', idField: 'id' });
    const { portal } = scene({ methods: { 'crm.item.list': items.list } });
    const request: ListRequest = { ...leads, method: 'crm.item.list', rows: ['items'], idField: 'id' };
    const { rows, report } = await drain(portal.list(request));
    expect(rows).toHaveLength(400);
    expect(report).toMatchObject({ total: 400, mended: 0 });
  });

  it('goes on after an id, and tells up to which id all has been given', async () => {
    const ids = upTo(30_000);
    const { portal } = scene({ methods: { 'crm.lead.list': table(ids).list } });
    const walk = portal.list(leads);
    const given: Json[] = [];
    let through = '0';
    for (let pages = 0; pages < 300; pages += 1) {
      const { value } = await walk.next();
      if (value === undefined || !('raw' in value)) break;
      given.push(...value.rows);
      through = value.completeThroughId ?? through;
      const known = new Set(idsOf(given));
      expect(upTo(Number(through)).every((id) => known.has(id))).toBe(true);
    }
    await walk.return({ rows: 0, requests: 0, mended: 0 });
    const { rows } = await drain(portal.list(leads, { afterId: through }));
    expect(new Set([...idsOf(given), ...idsOf(rows)]).size).toBe(30_000);
    expect(Math.min(...idsOf(rows))).toBe(Number(through) + 1);
  });

  it.each(['lost', 'html', 'cut', '500', '503', 'refused'] as const)('gets over: %s', async (fault) => {
    const { portal } = scene({
      methods: { 'crm.lead.list': table(upTo(6000)).list },
      fault: (nth) => (nth % 3 === 2 ? fault : undefined),
    });
    const { rows, report } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(6000));
    expect(report.total).toBe(6000);
  });

  it('shrinks its batches until the portal can answer them within its 60 seconds (rule 5)', async () => {
    const { portal, server, events } = scene({ methods: { 'crm.lead.list': table(upTo(5000)).list }, commandMs: 2000 });
    const { rows } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(5000));
    expect(events.filter(({ is }) => is === 'batchSize')).not.toHaveLength(0);
    expect(server.requests).toBeLessThan(30);
  });

  it('reads a list that is too long for the portal to count', async () => {
    const { portal } = scene({
      methods: { 'crm.lead.list': table(upTo(4000)).list },
      commandMs: ({ start }) => (Number(start) >= 0 ? 65_000 : 20),
    });
    const { rows, report } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(4000));
    expect(report.total).toBeUndefined();
    expect(report.requests).toBeLessThan(12);
  });

  it('takes a short page in the middle for what it is, not for the end (rule 6: b24pysdk gave 4,850 rows of 10,000)', async () => {
    const { list } = table(upTo(1000));
    const { portal } = scene({
      methods: {
        'crm.lead.list': (params) => {
          const answer = list(params);
          const rows = answer['result'];
          const hidden = Array.isArray(rows) && (rows as Json[]).some((row) => at(row, ['ID']) === '333');
          return hidden ? { ...answer, result: (rows as Json[]).slice(0, 30) } : answer;
        },
      },
    });
    const { rows, report } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(1000));
    expect(report.mended).toBeGreaterThan(0);
  });

  it('mends a chain whose references do not resolve', async () => {
    const { list } = table(upTo(500));
    let calls = 0;
    const { portal } = scene({
      methods: {
        'crm.lead.list': (params) => {
          calls += 1;
          return calls % 4 === 0 && Number(params['start']) < 0
            ? list({ start: '-1', order: { ID: 'ASC' } })
            : list(params);
        },
      },
    });
    const { rows, report } = await drain(portal.list(leads));
    expect(idsOf(rows)).toEqual(upTo(500));
    expect(report.mended).toBeGreaterThan(0);
  });

  it('stops with an error at a list that ignores its cursor, instead of giving 50 of all (rule 6: b24jssdk stopped there)', async () => {
    const { list } = table(upTo(500));
    const { portal } = scene({ methods: { 'crm.lead.list': () => list({ start: '0' }) } });
    await expect(drain(portal.list(leads))).rejects.toMatchObject({ kind: 'stalledList' });
  });

  it('stops with an error at rows without the id, and at an answer without rows', async () => {
    const nameless = scene({ methods: { 'crm.lead.list': () => ({ result: [{ TITLE: 'a' }], total: 1 }) } });
    await expect(drain(nameless.portal.list(leads))).rejects.toMatchObject({ portalCode: 'NO_ID' });
    const moved = scene({ methods: { 'crm.lead.list': () => ({ result: { leads: [{ ID: 1 }] }, total: 1 }) } });
    await expect(drain(moved.portal.list(leads))).rejects.toMatchObject({ portalCode: 'NO_ROWS' });
  });

  it('asks for the id where the caller chose fields without it', async () => {
    const asked: Json[] = [];
    const { list } = table(upTo(3));
    const { portal } = scene({
      methods: {
        'crm.lead.list': (params) => {
          asked.push(params['select'] ?? null);
          return list(params);
        },
      },
    });
    await drain(portal.list({ ...leads, params: { select: ['TITLE'] } }));
    expect(asked[0]).toMatchObject({ 1: 'ID' });
  });

  it('waits for the budget of the method in the middle of a chain, and loses nothing (rule 4)', async () => {
    const { portal, clock } = scene({
      methods: { 'crm.lead.list': table(upTo(60_000)).list },
      commandMs: 500,
      operating: { each: 0.5, limit: 480 },
    });
    const began = clock.now();
    const { rows } = await drain(portal.list(leads));
    expect(rows).toHaveLength(60_000);
    expect(clock.now() - began).toBeGreaterThan(600_000);
  });

  it('ends where the portal becomes slow and refuses several chains at once: none keeps the room the others wait for', async () => {
    let given = 0;
    const secondsEach = (): number => (given < 400 ? 0.02 : 3);
    const { portal } = scene({
      methods: { 'crm.lead.list': table(upTo(100_000)).list },
      meanwhile: () => (given += 1),
      commandMs: () => secondsEach() * 1000,
      operating: { each: secondsEach, limit: 480 },
    });
    expect((await drain(portal.list(leads))).rows).toHaveLength(100_000);
  });

  it('gives every row that lived through the walk exactly once, whatever is added and deleted meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          seed: fc.nat(),
          count: fc.integer({ min: 0, max: 6000 }),
          gaps: fc.double({ min: 0, max: 0.9, noNaN: true }),
          deletes: fc.integer({ min: 0, max: 20 }),
          adds: fc.integer({ min: 0, max: 5 }),
          faults: fc.double({ min: 0, max: 0.3, noNaN: true }),
        }),
        async ({ seed, count, gaps, deletes, adds, faults }) => {
          const random = seeded(seed);
          const ids = upTo(count).filter(() => random() >= gaps);
          const { rows: stored, list } = table(ids);
          const alive = new Set(ids);
          let newest = count;
          const { portal } = scene(
            {
              methods: { 'crm.lead.list': list },
              fault: () =>
                random() < faults ? (['lost', 'html', '503', 'cut'] as const)[Math.floor(random() * 4)] : undefined,
              meanwhile: () => {
                const keys = [...stored.keys()];
                for (let n = 0; n < deletes && keys.length > 0; n += 1) {
                  const id = keys[Math.floor(random() * keys.length)] ?? 0;
                  stored.delete(id);
                  alive.delete(id);
                }
                for (let n = 0; n < adds && newest < count + 500; n += 1) {
                  newest += 1;
                  stored.set(newest, { ID: String(newest) });
                }
              },
            },
            { policy: patient },
          );
          const { rows } = await drain(portal.list(leads));
          const given = idsOf(rows);
          expect(new Set(given).size).toBe(given.length);
          expect(alive.difference(new Set(given))).toEqual(new Set());
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** Retries without end: the property is about rows, not about giving up. */
const rule = { again: 100, firstDelayMs: 10, mostDelayMs: 100 };
const patient = { read: { unanswered: rule, notJson: rule, serverError: rule, limited: rule }, write: {} };
