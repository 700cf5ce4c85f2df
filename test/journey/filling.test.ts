import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Filling, sizeOf } from '../../src/journey/apply/filling.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import { kindOf } from '../support/archive.ts';

const targetOf = (id: string): Target => ({ kind: kindOf(id) }) as Target;

describe('a window of a deletion', () => {
  it('fills whole requests: 49 with one look for all, 47 where each takes one more', () => {
    expect(sizeOf(1, 1)).toBe(49);
    expect(sizeOf(1, 6)).toBe(44);
    expect(sizeOf(2, 6)).toBe(47);
    expect(sizeOf(3, 0)).toBe(33);
    expect(sizeOf(3, 3)).toBe(49);
    expect(sizeOf(50, 0)).toBe(1);
  });

  it('never takes more requests for a record than one full window would', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }), (each, shared) => {
        const costOf = (size: number): number => Math.ceil((each * size + shared) / 50) / size;
        const size = sizeOf(each, shared);
        expect(size).toBeGreaterThanOrEqual(1);
        if (each * 49 + shared <= 150) expect(costOf(size)).toBeLessThanOrEqual(costOf(49));
      }),
    );
  });

  it('is as large as the first two of its kind say, counted once', () => {
    let counted = 0;
    const filling = new Filling((targets) => {
      counted += 1;
      return 2 * targets.length + 6;
    });
    const [a, b, c] = [targetOf('deal'), targetOf('deal'), targetOf('deal')];
    expect([[a], [a, b], [b, c]].map((targets) => filling.sizeFor(targets))).toEqual([49, 47, 47]);
    expect(counted).toBe(2);
  });
});
