import { expect, it } from 'vitest';

import { bye24, objectsIn } from './support/bye24.ts';
import { exported } from './support/served.ts';

it('a plan of an archive without some kinds did not foresee that they stop what they lie below', async () => {
  const { folder } = await exported({}, 'deal,department');
  for (const step of ['verify', 'seal']) expect((await bye24([step], { folder })).code, step).toBe(0);
  const { stdout } = await bye24(['plan', '--kinds', 'deal', '--json'], { folder });
  const plan = objectsIn(stdout).at(-1) as { below: { kinds: string[]; notTaken: string[] }[] };
  expect(plan.below.map(({ kinds }) => kinds)).toEqual([['deal']]);
  expect(plan.below[0]?.notTaken).toEqual(expect.arrayContaining(['timeline-comment', 'activity']));
  expect(plan.below[0]?.notTaken).not.toContain('department');
  const shown = (await bye24(['plan', '--kinds', 'deal', '--lang', 'en'], { folder })).stdout;
  expect(shown).toContain('What this plan cannot foresee');
  expect(shown).toMatch(/Deals stay where they have any of these below them:.*Timeline\s+comments/su);
  // A department has nothing below it that was left out.
  const departments = await bye24(['plan', '--kinds', 'department', '--json'], { folder });
  expect(objectsIn(departments.stdout).at(-1)).toMatchObject({ below: [] });
}, 60_000);
