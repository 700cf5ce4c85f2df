import { describe, it } from 'vitest';

import { findNeed, needs, type NeedName } from '../../scripts/needs.ts';

/**
 * A group of tests that needs a program beside Node. `body` gets its path. Where it is missing: a skip on a laptop,
 * a failure in CI, so that nothing goes unchecked in silence.
 */
export function describeWith(name: NeedName, title: string, body: (path: string) => void): void {
  const path = findNeed(name);
  if (path !== undefined) {
    describe(title, () => {
      body(path);
    });
  } else if (process.env['CI'] === 'true') {
    it(`${title}: needs ${name}, which is missing`, () => {
      throw new Error(`install ${needs[name].debian.join(' ')}`);
    });
  } else {
    it.skip(`${title}: needs ${name}, which is missing`, () => {});
  }
}
