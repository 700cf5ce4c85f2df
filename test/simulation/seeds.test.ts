import { describe, expect, it } from 'vitest';

import { loadJourney } from './journey.ts';
import { trySeed } from './run.ts';

const journey = await loadJourney();
const SEEDS = 50;

describe('simulated exits (npm run simulate -- --seeds N)', () => {
  for (const first of [1001, 1002]) {
    it(`keep I1 to I12 whatever befalls them: ${SEEDS} seeds from ${first}`, { timeout: 300_000 }, async () => {
      for (let seed = first; seed < first + 2 * SEEDS; seed += 2) {
        const { violations } = await trySeed(seed, journey);
        expect(violations, `npm run simulate -- --seed ${seed}`).toEqual([]);
      }
    });
  }
});
