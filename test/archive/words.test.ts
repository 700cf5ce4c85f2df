import fc from 'fast-check';
import { expect, it } from 'vitest';

import { stemmed, stemOf, wordsOf } from '../../src/archive/words.ts';

const pieces = ['Слово', 'ЁЖ', 'words', 'ß', 'İ', 'ΣΑΣ', '²', '7', 'a1', ' ', '—', '😀', '́', 'и̇', '中語', '_'];

it('reads a text letter by letter as it reads its words', () => {
  const text = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' }))).map((all) => all.join(''));
  fc.assert(
    fc.property(text, (each) => {
      expect(stemmed(each)).toBe(wordsOf(each).map(stemOf).join(' '));
    }),
    { numRuns: 100 },
  );
});
