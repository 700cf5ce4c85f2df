import { describe, expect, it } from 'vitest';

import { Exit } from './exit.ts';
import { check } from './checker/check.ts';
import { loadJourney } from './journey.ts';
import { tryScenario } from './run.ts';
import { type Scenario, scenarioOf, undisturbed } from './scenario.ts';

const journey = await loadJourney();
/** An exit in which colleagues edit what was planned, before it goes. */
const changing: Scenario = {
  ...scenarioOf(17),
  ...undisturbed,
  area: 'tasks',
  meddledBetween: 4,
  rehearsed: false,
  bringsHome: true,
};
/** Every so-manieth call of the disk; a prime, so that each part of the work has its turn. */
const STRIDE = 41;

describe('an exit that brings changed records home (I1, I3, I4, I10)', () => {
  it('keeps the rules when it is interrupted at any call of the disk, and takes them all the same', async () => {
    const outcome = await new Exit(changing, journey).toEnd();
    const { violations } = check(outcome);
    outcome.close();
    expect(violations).toEqual([]);
    expect(outcome.brought).toBeGreaterThan(0);
    const calls = Math.max(...outcome.sizes.filter(({ stage }) => stage === 'apply').map(({ diskCalls }) => diskCalls));
    let brought = 0;
    for (let nth = 1; nth <= calls; nth += STRIDE) {
      const dooms = {
        home: [],
        gone: [{ at: { by: 'disk', nth }, how: nth % 2 === 0 ? 'power' : 'process' } as const],
      };
      const tried = await tryScenario({ ...changing, dooms }, journey);
      expect(tried.violations, `at call ${nth}`).toEqual([]);
      expect(tried.deaths, `at call ${nth}`).toBeGreaterThan(0);
      brought += tried.brought;
    }
    expect(brought).toBeGreaterThan(0);
  }, 60_000);
});
