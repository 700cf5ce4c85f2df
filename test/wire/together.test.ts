import { describe, expect, it } from 'vitest';

import type { JsonObject } from '../../src/base/json.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import { drain, scene } from './support.ts';

const pageSize = 50;

/** A list by id of so many rows, as the documentation has it: filter `>ID`, `<=ID`, order, `start`. */
function list(rows: number): (params: JsonObject) => JsonObject {
  return ({ filter, order, start }) => {
    const { '>ID': above = 0, '<=ID': upTo = rows } = (filter ?? {}) as JsonObject;
    const isDown = ((order ?? {}) as JsonObject)['ID'] === 'DESC';
    const [from, to] = [Number(above) + 1, Math.min(rows, Number(upTo))];
    const count = Math.max(0, Math.min(pageSize, to - from + 1));
    const result = Array.from({ length: count }, (_, index) => ({ ID: String(isDown ? to - index : from + index) }));
    return Number(start) === -1 ? { result } : { result, total: Math.max(0, to - from + 1) };
  };
}

const requestOf = (method: string): ListRequest => ({ method, rows: [], idField: 'ID', pager: { by: 'id' } });

describe('twelve lists under one bucket', () => {
  const names = Array.from({ length: 12 }, (_, index) => `kind${index}.list`);
  const methods = Object.fromEntries(names.map((name) => [name, list(5_000)]));
  const script = { methods, latencyMs: 60, commandMs: 30, bucket: { burst: 50, perSecond: 2 } };

  it('cost no more requests than one after another, none is refused and none starves', async () => {
    let alone = 0;
    for (const name of names) alone += (await drain(scene(script).portal.list(requestOf(name)))).report.requests;
    const { portal, server, clock } = scene(script);
    const begunMs = clock.now();
    const firsts = new Map<string, number>();
    const ends = new Map<string, number>();
    await Promise.all(
      names.map(async (name) => {
        let rows = 0;
        for await (const page of portal.list(requestOf(name))) {
          rows += page.rows.length;
          if (!firsts.has(name)) firsts.set(name, clock.now() - begunMs);
        }
        ends.set(name, clock.now() - begunMs);
        expect(rows).toBe(5_000);
      }),
    );
    expect(server.overruns).toBe(0);
    expect(server.requests).toBeLessThanOrEqual(alone * 1.1);
    // All have begun before half of the time is over, and the first to end is not far before the last.
    expect(Math.max(...firsts.values())).toBeLessThan(Math.max(...ends.values()) / 2);
    expect(Math.min(...ends.values())).toBeGreaterThan(Math.max(...ends.values()) / 3);
  });

  it('keep to the bucket while 24 hours of lists go by', async () => {
    const { portal, server, clock } = scene(script);
    const endMs = clock.now() + 24 * 3_600_000;
    while (clock.now() < endMs) {
      await Promise.all(names.slice(0, 4).map((name) => drain(portal.list(requestOf(name)))));
      await clock.sleep(7_200_000);
    }
    expect(server.overruns).toBe(0);
  }, 60_000);
});

describe('a method that the portal has shut', () => {
  it('is asked nothing more before its time, and the others go on meanwhile', async () => {
    const sent: { readonly atMs: number; readonly method: string }[] = [];
    const made = scene(
      {
        methods: { 'slow.list': list(20_000), 'other.get': () => ({ result: true }) },
        commandMs: 1_000,
        operating: { each: 1, limit: 120 },
        meanwhile: (method) => void sent.push({ atMs: made.clock.now(), method }),
      },
      { limits: { pauseAtSeconds: 1_000 } },
    );
    const { portal, clock } = made;
    const over = new AbortController();
    const others = (async () => {
      while (!over.signal.aborted) {
        await portal.call({ method: 'other.get' });
        await clock.sleep(20_000);
      }
    })();
    const { rows } = await drain(portal.list(requestOf('slow.list')));
    over.abort();
    await others;
    expect(rows).toHaveLength(20_000);
    const slow = sent.filter(({ method }) => method === 'slow.list').map(({ atMs }) => atMs);
    const gaps = slow.slice(1).map((atMs, index) => ({ fromMs: slow[index] ?? 0, untilMs: atMs }));
    const waits = gaps.filter(({ fromMs, untilMs }) => untilMs - fromMs > 60_000);
    expect(waits.length).toBeGreaterThan(0);
    for (const { fromMs, untilMs } of waits) {
      const meanwhile = sent.filter(({ atMs, method }) => method === 'other.get' && atMs > fromMs && atMs < untilMs);
      expect(meanwhile.length).toBeGreaterThan(2);
    }
  });
});

describe('a list that comes quicker than it is taken', () => {
  it('has few answers on their way while its reader is busy', async () => {
    const { portal, server, clock } = scene(
      { methods: { 'quick.list': list(100_000) }, commandMs: 1, operating: { each: 0.001, limit: 480 } },
      { bucket: 'none' },
    );
    const pages = portal.list(requestOf('quick.list'));
    await pages.next();
    await pages.next();
    // The reader rests; the portal has answered all that it was asked.
    await clock.sleep(60_000);
    expect(server.requests).toBeLessThanOrEqual(12);
    const { rows } = await drain(pages);
    expect(rows.length).toBeGreaterThan(99_800);
  });
});
