import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { IdSet } from '../../src/base/id-set.ts';

const anyId = fc.oneof(
  fc.nat(10_000).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String),
  fc.constantFrom('007', '7', '', 'DEAL_STAGE', '1_2', '-1', '1e3', 'деньги'),
);

describe('a set of ids', () => {
  it('is a set, whatever ids look like', () => {
    fc.assert(
      fc.property(fc.array(anyId, { maxLength: 300 }), anyId, (ids, other) => {
        const ours = new IdSet();
        const theirs = new Set<string>();
        for (const id of ids) {
          expect(ours.add(id)).toBe(!theirs.has(id));
          theirs.add(id);
        }
        expect(ours.size).toBe(theirs.size);
        expect(ours.has(other)).toBe(theirs.has(other));
      }),
    );
  });
});
