import { describe, expect, it } from 'vitest';

import { MethodTable } from '../../src/portal/core.ts';
import { families } from '../../src/portal/methods/index.ts';
import { judge, unusedExceptions } from './contract/judge.ts';
import { documentation } from './contract/source.ts';
import { exceptions } from './contract-exceptions.ts';

const methods = new MethodTable(families.flat());
const pages = documentation().filter((page) => methods.find(page.api, page.method) !== undefined);

describe('the local portal answers as the documentation says', () => {
  it.each(pages.map((page) => [page.api, page.method, page] as const))('%s %s', async (_api, _method, page) => {
    const { left } = await judge(page);
    expect(left).toEqual([]);
  });

  it('has no exception that nothing needs any more', async () => {
    expect(await unusedExceptions(pages)).toEqual([]);
  });

  it('names a reason for each exception', () => {
    expect(exceptions.filter(({ why }) => why.length < 20)).toEqual([]);
  });
});
