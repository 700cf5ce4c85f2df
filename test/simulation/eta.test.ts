import { describe, expect, it } from 'vitest';

import { exportWithEta, promiseOf, worstAfterWarmUp } from './eta.ts';

describe('the time that an export promises', () => {
  it('is near what it takes, once a fifth of it is over', { timeout: 120_000 }, async () => {
    const run = await exportWithEta({ records: 6000 });
    // A small portal has more of what nobody counts; `npm run simulate -- --eta` holds large ones to 15 %.
    expect(worstAfterWarmUp(run)).toBeLessThan(0.4);
    const last = run.told.at(-1);
    expect(last === undefined ? 0 : promiseOf(run, last)).toBeGreaterThan(0.95);
    // At the cloud's pace: a burst, then two requests a second.
    expect(run.totalMs).toBeGreaterThan(((run.report.requests - 60) / 2.6) * 1000);
  });
});
