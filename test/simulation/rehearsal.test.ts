import { expect, it } from 'vitest';

import { reference } from './crash-points.ts';
import { Exit } from './exit.ts';
import { loadJourney } from './journey.ts';

it(
  'foretells, on a copy made of the archive alone, how each record of an undisturbed exit ends',
  { timeout: 120_000 },
  async () => {
    const journey = await loadJourney();
    for (const company of [1, 2, 5]) {
      const outcome = await new Exit({ ...reference, company }, journey).toEnd();
      outcome.close();
      const { rehearsal, proof, broken } = outcome;
      expect(broken).toEqual([]);
      expect(proof?.total.planned).toBeGreaterThan(50);
      expect(rehearsal?.without).toEqual([]);
      const kinds = proof?.kinds ?? [];
      expect(kinds.length).toBeGreaterThan(10);
      for (const end of kinds) {
        const {
          before: _,
          after: __,
          binUntilMs: ___,
          ...foretold
        } = rehearsal?.proof.kinds.find(({ kind }) => kind === end.kind) ?? {};
        expect(end).toMatchObject(foretold);
      }
    }
  },
);
