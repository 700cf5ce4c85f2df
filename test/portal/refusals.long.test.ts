import { describe, expect, it } from 'vitest';

import { MethodTable } from '../../src/portal/core.ts';
import { families } from '../../src/portal/methods/index.ts';
import { provoke } from './contract/provoke.ts';
import { exceptionFor, refusalExceptions } from './contract/refusal-exceptions.ts';
import { documentation, hasExamples } from './contract/source.ts';

const methods = new MethodTable(families.flat());
const pages = documentation().filter((page) => methods.find(page.api, page.method) !== undefined);

describe('the local portal refuses as the documentation says', () => {
  it('gives the documented errors when it is provoked, and has a reason for each that it does not give', async () => {
    let provoked = 0;
    const unexplained: string[] = [];
    const used = new Set<string>();
    for (const page of pages) {
      const tried = await provoke(page);
      provoked += tried.provoked.length;
      for (const refusal of tried.not) {
        const exception = exceptionFor(page, refusal);
        if (exception === undefined) unexplained.push(`${page.method}: ${refusal.code} ${refusal.words}`);
        else used.add(exception.why);
      }
    }
    // Without the vendor's examples there are prints in the place of words, which fit no pattern.
    if (hasExamples) {
      expect(unexplained).toEqual([]);
      expect(refusalExceptions.filter(({ why }) => !used.has(why)).map(({ why }) => why)).toEqual([]);
    }
    expect(provoked).toBeGreaterThanOrEqual(hasExamples ? 870 : 500);
  }, 120_000);
});
