import { expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { reference } from './crash-points.ts';
import { Exit } from './exit.ts';
import { loadJourney } from './journey.ts';
import { FILLED, kindsOf } from './kinds.ts';

it('names all kinds of which a company in a simulation has records, and no other', { timeout: 60_000 }, async () => {
  const policy = { kinds: ['deal'], where: [], keep: [] };
  const outcome = await new Exit({ ...reference, area: 'all', rehearsed: false, policy }, await loadJourney()).toEnd();
  const kinds = kindsOf('all');
  const archive = await Archive.open(outcome.archive, { mode: 'read', kinds });
  const filled = archive.kinds().filter((kind) => archive.size(kind) > 0);
  await archive.close();
  outcome.close();
  expect(filled.toSorted()).toEqual([...FILLED].toSorted());
  expect(kindsOf('filled').map(({ id }) => id)).toEqual(expect.arrayContaining([...FILLED]));
});
