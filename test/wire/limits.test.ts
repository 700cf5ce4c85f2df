import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { Bucket, cloudPace } from '../../src/bitrix24/bucket.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { retryAfterMs } from '../../src/bitrix24/exchange.ts';
import { SimClock } from './sim-clock.ts';
import { scene } from './support.ts';

/** The portal's own bucket, told of each arrival. */
function leaky(burst: number, perSecond: number) {
  let [level, at, overruns] = [0, 0, 0];
  return {
    arrive(nowMs: number): boolean {
      level = Math.max(0, level - ((nowMs - at) / 1000) * perSecond);
      at = nowMs;
      if (level + 1 > burst + 1e-6) {
        overruns += 1;
        return false;
      }
      level += 1;
      return true;
    },
    overruns: () => overruns,
  };
}

/** As many requests as the bucket lets through, one after the other. */
async function run(burst: number, perSecond: number, seconds: number) {
  const clock = new SimClock();
  const raised: number[] = [];
  const bucket = new Bucket({ clock, onEvent: (event) => 'perSecond' in event && raised.push(event.perSecond) });
  const portal = leaky(burst, perSecond);
  const end = clock.now() + seconds * 1000;
  let sent = 0;
  while (clock.now() < end) {
    await bucket.take();
    sent += 1;
    if (!portal.arrive(clock.now())) bucket.refused();
  }
  return { raised, overruns: portal.overruns(), sent, bucket };
}

describe('the bucket', () => {
  it('never overruns the portal in simulated 24 hours, however the requests come (rule 4: the bucket of fast_bitrix24 is racy)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 60 }), async (seed, crowd) => {
        const random = seeded(seed);
        const clock = new SimClock();
        const bucket = new Bucket({ clock, probe: false });
        const portal = leaky(50, 2);
        const end = clock.now() + 24 * 3600_000;
        while (clock.now() < end) {
          // A crowd at once, then silence of any length: mostly short, sometimes hours.
          await Promise.all(
            Array.from({ length: 1 + Math.floor(random() * crowd) }, async () => {
              await bucket.take();
              portal.arrive(clock.now());
            }),
          );
          await clock.sleep(random() < 0.1 ? random() * 7200_000 : random() * 120_000);
        }
        expect(portal.overruns()).toBe(0);
      }),
      { numRuns: 8 },
    );
  });

  it('lets requests leave in the order in which they asked', async () => {
    const bucket = new Bucket({ clock: new SimClock() });
    const left: number[] = [];
    await Promise.all(Array.from({ length: 120 }, (_, index) => bucket.take().then(() => left.push(index))));
    expect(left).toEqual(left.toSorted((a, b) => a - b));
  });

  it('holds 48 at once and two a second after that', async () => {
    const clock = new SimClock();
    const bucket = new Bucket({ clock });
    const began = clock.now();
    for (let n = 0; n < 48; n += 1) await bucket.take();
    expect(clock.now()).toBe(began);
    for (let n = 0; n < 20; n += 1) await bucket.take();
    expect(clock.now() - began).toBeGreaterThanOrEqual(10_000);
    expect(clock.now() - began).toBeLessThan(10_100);
  });

  it('lets a waiting request go within its abort, and spends nothing on it', async () => {
    const clock = new SimClock();
    const bucket = new Bucket({ clock });
    for (let n = 0; n < 48; n += 1) await bucket.take();
    const stop = new AbortController();
    const waiting = bucket.take(stop.signal);
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    const began = clock.now();
    await bucket.take();
    expect(clock.now() - began).toBeLessThanOrEqual(501);
  });

  it('finds out by itself that a portal takes five a second (Enterprise)', async () => {
    const { raised, overruns, sent } = await run(250, 5, 1800);
    expect(raised).toEqual([2.5, 5]);
    expect(overruns).toBe(0);
    expect(sent).toBeGreaterThan(1500 * 5);
  });

  it('asks a usual portal for more only once, and goes back at the first refusal', async () => {
    const { raised, overruns, bucket } = await run(50, 2, 24 * 3600);
    expect(raised).toEqual([2.5, 2]);
    expect(overruns).toBe(1);
    expect(bucket.pace).toEqual(cloudPace);
  });
});

describe('the budget of a method', () => {
  const slow = { methods: { slow: () => ({ result: 1 }), quick: () => ({ result: 2 }) }, commandMs: 1000 };

  it('pauses that method alone before the portal would, and lets others go on (rule 4)', async () => {
    const { portal, clock, server, events } = scene({ ...slow, operating: { each: 10, limit: 480 } });
    let refusals = 0;
    const began = clock.now();
    for (let n = 0; n < 40; n += 1) await portal.call({ method: 'slow' }).catch(() => (refusals += 1));
    expect(clock.now() - began).toBeLessThan(100_000);
    const held = portal.call({ method: 'slow' });
    await portal.call({ method: 'quick' });
    expect(clock.now() - began).toBeLessThan(100_000);
    await held;
    expect(clock.now() - began).toBeGreaterThanOrEqual(600_000);
    expect(refusals).toBe(0);
    expect(server.commands).toHaveLength(42);
    expect(events).toContainEqual(expect.objectContaining({ is: 'paused', method: 'slow', why: 'budget' }));
  });

  it('reads the spending of each command of a batch, which is a running sum, not a price (rule 4: fast_bitrix24 adds it up)', async () => {
    const { portal, clock } = scene({ ...slow, commandMs: 10, operating: { each: 1, limit: 480 } });
    const began = clock.now();
    const calls = Array.from({ length: 300 }, () => ({ method: 'slow' }) as const);
    const outcomes = await portal.batch(calls);
    expect(outcomes.every(({ is }) => is === 'answered')).toBe(true);
    expect(clock.now() - began).toBeLessThan(10_000);
  });

  it('sends a refused command again after the reset, a write too: it was not executed', async () => {
    const { portal, clock, server } = scene({ ...slow, commandMs: 10, operating: { each: 30, limit: 60 } });
    const began = clock.now();
    const calls = Array.from({ length: 4 }, () => ({ method: 'slow', effect: 'write' }) as const);
    const outcomes = await portal.batch(calls, { halt: true });
    expect(outcomes.map(({ is }) => is)).toEqual(['answered', 'answered', 'answered', 'answered']);
    expect(clock.now() - began).toBeGreaterThanOrEqual(500_000);
    expect(server.commands).toHaveLength(5);
  });

  it('takes a single call up again after 429', async () => {
    const { portal, clock } = scene({ ...slow, operating: { each: 30, limit: 60 } });
    const began = clock.now();
    for (let n = 0; n < 3; n += 1) await portal.call({ method: 'slow', effect: 'write' });
    expect(clock.now() - began).toBeGreaterThanOrEqual(500_000);
  });
});

describe('Retry-After', () => {
  it('is believed when it is one', () => {
    expect(retryAfterMs('7', 0)).toBe(7000);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:01:00 GMT', 0)).toBe(60_000);
    expect(retryAfterMs('Thu, 01 Jan 1970 00:01:00 GMT', 90_000)).toBe(0);
  });

  it('never becomes an endless or a crazy wait', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String)), (text) => {
        const ms = retryAfterMs(text, 1_700_000_000_000);
        expect(ms === undefined || (ms >= 0 && ms <= 600_000)).toBe(true);
      }),
    );
  });
});

describe('errors', () => {
  it('say as data whether they may pass', () => {
    expect(new PortalError('limited', { method: 'm' }).retryable).toBe(true);
    expect(new PortalError('overloaded', { method: 'm' }).retryable).toBe(false);
  });
});
