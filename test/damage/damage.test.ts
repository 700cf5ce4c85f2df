import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Patient } from './damage.ts';

let patient: Patient;
beforeAll(async () => {
  patient = await Patient.admit(60);
});
afterAll(() => patient.leave());

describe('damage to a sealed archive, a plan or a journal (npm run damage for 10,000 flips)', () => {
  it('is noticed wherever a bit flips (I1, I8, I10)', { timeout: 120_000 }, async () => {
    const { done, missed } = await patient.flips(200, 24);
    expect(missed).toEqual([]);
    expect(done).toBe(200);
  });

  it(
    'is noticed when a file of the archive is missing, extra, longer, cut short, emptied or swapped (I1)',
    { timeout: 120_000 },
    async () => {
      const { done, missed } = await patient.missingExtraAndSwapped();
      expect(missed).toEqual([]);
      expect(done).toBeGreaterThan(50);
    },
  );
});
