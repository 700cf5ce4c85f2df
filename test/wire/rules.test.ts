import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

const tests = join(import.meta.dirname, '..');

/**
 * The ten rules of our client, each with a way in which a known one fails: 1 what an error is, 2 no blind second write,
 * 3 what is asked again, 4 one bucket and the budget of each method, 5 how lists are walked, 6 a broken chain, 7 counts that
 * agree, 8 flat memory, 9 TLS and secrets, 10 files that could not be taken.
 */
it('each of the ten design rules is named by a test, with the client that fails there', () => {
  const sources = readdirSync(tests, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(tests, name), 'utf8'));
  const named = new Set(
    sources.flatMap((text) => [...text.matchAll(/rule (\d+): [\w-]{4,}/gu)].map(([, n]) => Number(n))),
  );
  expect([...named].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});
