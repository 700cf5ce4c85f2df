import { describe, expect, it } from 'vitest';

import { isBeyondNotice, lies, pagers, tryLie } from './lying.ts';

describe('a portal that lies about one record', () => {
  it.each(pagers)('is found out or set right by the walk: %s (I9)', { timeout: 60_000 }, async (pager) => {
    for (const lie of lies) {
      for (let seed = 1; seed <= 4; seed += 1) {
        const told = await tryLie(pager, lie, seed, pager === 'ranges' ? 12_000 : 3_000);
        if (told.ended === 'silent') expect(isBeyondNotice(told), `${lie}, seed ${seed}: ${told.why}`).toBe(true);
      }
    }
  });
});
