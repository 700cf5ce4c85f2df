import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { withEta } from '../../src/journey/export/eta-watch.ts';
import { cloudPace, estimate, remaining, type Pace, type Range } from '../../src/journey/export/eta.ts';

const anything = fc.double({ noDefaultInfinity: false, noNaN: false });
const anyRange = fc.record({ from: anything, to: anything });
const anyPace: fc.Arbitrary<Pace> = fc.record({
  limits: fc.record({ burst: anything, perSecond: anything }),
  requestMs: anyRange,
  atOnce: anything,
  bytesPerSecond: anyRange,
});

function isSane({ from, to }: Range): void {
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeGreaterThanOrEqual(from);
  expect(Number.isFinite(to)).toBe(true);
  expect(Number.isNaN(new Date(Date.UTC(2026, 0) + to).getTime())).toBe(false);
}

describe('the estimate of time', () => {
  it('is a sane range whatever it is made from', () => {
    fc.assert(
      fc.property(anyRange, anyRange, anyPace, (requests, bytes, pace) => isSane(estimate({ requests, bytes }, pace))),
    );
    fc.assert(
      fc.property(anyRange, anything, anything, anything, (before, done, total, elapsed) =>
        isSane(remaining(before, done, total, elapsed)),
      ),
    );
  });

  it('waits for the bucket once its burst is used up: 2 a second in the cloud', () => {
    const { from } = estimate({ requests: { from: 1050, to: 1050 } }, cloudPace);
    expect(from).toBe(500_000);
  });

  it('waits for the answers while the bucket is not full', () => {
    const pace: Pace = { ...cloudPace, requestMs: { from: 1000, to: 2000 }, atOnce: 2 };
    expect(estimate({ requests: { from: 10, to: 10 } }, pace)).toEqual({ from: 5000, to: 10_000 });
  });

  it('never grows when there is less to do', () => {
    const count = fc.nat(1_000_000);
    fc.assert(
      fc.property(count, count, (a, b) => {
        const [less, more] = a < b ? [a, b] : [b, a];
        const few = estimate({ requests: { from: less, to: less } }, cloudPace);
        const many = estimate({ requests: { from: more, to: more } }, cloudPace);
        expect(few.to).toBeLessThanOrEqual(many.to);
      }),
    );
  });

  it('leans on what was seen the more of the work is done', () => {
    const before = { from: 1000, to: 100_000 };
    const nearlyDone = remaining(before, 990, 1000, 99_000);
    expect(nearlyDone.to).toBeLessThan(1300);
    expect(remaining(before, 1000, 1000, 99_000).to).toBe(0);
  });

  it('is told once a second while an export runs, and shrinks to nothing', () => {
    let nowMs = 0;
    let requests = 0;
    const told: Range[] = [];
    const watch = withEta({
      watch: (event) => {
        if (event.type === 'eta') told.push({ from: event.fromMs, to: event.toMs });
      },
      left: () => ({ requests: 100 - requests, slowestMs: 0 }),
      requests: () => requests,
      now: () => nowMs,
    });
    for (; requests <= 100; requests++) {
      nowMs += 500;
      watch({ type: 'kind', stage: 'export', kind: 'lead', done: requests, total: 100, state: 'running' });
    }
    expect(told).toHaveLength(51);
    told.forEach(isSane);
    expect(told.at(-1)?.to).toBe(0);
  });

  it('waits for the one kind that must rest longest', () => {
    const told: Range[] = [];
    const watch = withEta({
      watch: (event) => {
        if (event.type === 'eta') told.push({ from: event.fromMs, to: event.toMs });
      },
      left: () => ({ requests: 10, slowestMs: 3_600_000 }),
      requests: () => 500,
      now: () => 1000,
    });
    watch({ type: 'kind', stage: 'export', kind: 'lead', done: 1, state: 'running' });
    expect(told[0]?.from).toBeLessThan(3_600_000);
    expect(told[0]?.to).toBeGreaterThan(3_600_000);
  });
});
