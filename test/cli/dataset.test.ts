import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bye24, emptyFolder, objectsIn } from './support/bye24.ts';

/** The vendor's fictional company: nobody here made it up. Not part of this repository. */
const dataset = join(import.meta.dirname, '..', '..', '..', 'shared', 'contract', 'dataset.json');

describe('demo --data', () => {
  it.runIf(existsSync(dataset) || process.env['CI'] === 'true')(
    "walks the whole exit of the vendor's fictional company",
    async () => {
      const folder = emptyFolder();
      const ended = await bye24(['demo', '--data', dataset, '--json'], { folder });
      const summary = objectsIn(ended.stdout).at(-1);
      expect(summary).toMatchObject({ type: 'summary', failed: 0 });
      // 6 people, 12 companies, 30 contacts, 25 leads, 60 deals, 30 tasks, and their dictionaries.
      expect(Number(summary?.['exported'])).toBeGreaterThanOrEqual(6 + 12 + 30 + 25 + 60 + 30);
      expect(summary?.['verified']).toBe(summary?.['exported']);
      expect(ended.code).toBe(0);
      const archive = String(summary?.['archive']);
      const found = objectsIn((await bye24(['search', 'Аврора', '--archive', archive, '--json'], { folder })).stdout);
      expect(found.at(-1)?.['hits']).not.toEqual([]);
    },
    60_000,
  );
});
