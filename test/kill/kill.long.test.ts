import { expect, it } from 'vitest';

import { exitWithKills } from './loop.ts';

it('ends a killed exit as an uninterrupted one (I3; npm run kill for 500 kills)', { timeout: 300_000 }, async () => {
  const whole = await exitWithKills({ size: 430, kills: 0, seed: 1 });
  expect(whole.faults).toEqual([]);
  const killed = await exitWithKills({ size: 430, kills: 6, seed: 2 });
  expect(killed.faults).toEqual([]);
  expect(killed.kills).toBeGreaterThanOrEqual(3);
  expect(killed.left).toEqual(whole.left);
});
