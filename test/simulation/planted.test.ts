import { describe, expect, it } from 'vitest';

import { patchedSource } from './patched.ts';
import { planted } from './planted.ts';

describe('the checkers are checked (planted.long.test.ts)', () => {
  it('has a mistake for each rule', () => {
    const rules = new Set(planted.map(({ rule }) => rule));
    expect([...rules].toSorted()).toEqual(Array.from({ length: 12 }, (_, index) => `I${index + 1}`).toSorted());
  });

  it('finds the place of each mistake in the code as it is', () => {
    for (const { patches } of planted) if (patches !== undefined) patchedSource(patches).remove();
  });
});
