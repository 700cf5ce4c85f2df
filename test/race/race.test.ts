import { expect, it } from 'vitest';

import { raceOften } from './race.ts';

it(
  'lets one of two to four processes apply, and the others know (I8; npm run race for 200 races)',
  { timeout: 120_000 },
  async () => {
    const { faults, overtaken } = await raceOften(6);
    expect(faults).toEqual([]);
    expect(overtaken).toBe(3);
  },
);
