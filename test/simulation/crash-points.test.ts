import { describe, expect, it } from 'vitest';

import { crashPoints, removedByReference, tryPoint } from './crash-points.ts';
import { loadJourney } from './journey.ts';

const journey = await loadJourney();
/** Every so-manieth point; a prime, so that all stages and all ways to die have their turn. */
const STRIDE = 97;

describe('an exit interrupted at a crash point (npm run simulate -- --crash-points for all of them)', () => {
  it(`ends as an uninterrupted one, at every ${STRIDE}th point`, { timeout: 300_000 }, async () => {
    const points = await crashPoints(journey);
    const removed = await removedByReference(journey);
    expect(removed).toBeGreaterThan(50);
    expect(points.length).toBeGreaterThan(1000);
    for (let at = 0; at < points.length; at += STRIDE) {
      const point = points[at];
      if (point === undefined) continue;
      const { violations } = await tryPoint(point, journey, removed);
      expect(violations, `npm run simulate -- --crash-points --from ${point.seed} --seeds 1`).toEqual([]);
    }
  });
});
