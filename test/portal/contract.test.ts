import { describe, expect, it } from 'vitest';

import { MethodTable } from '../../src/portal/core.ts';
import { families } from '../../src/portal/methods/index.ts';
import { judge } from './contract/judge.ts';
import { documentation } from './contract/source.ts';

const methods = new MethodTable(families.flat());
/** Every so-manieth page; a prime, so that all families have their turn. All of them: contract.long.test.ts. */
const STRIDE = 11;
const pages = documentation()
  .filter((page) => methods.find(page.api, page.method) !== undefined)
  .filter((_, index) => index % STRIDE === 0);

describe('a sample of the methods of the local portal answers as the documentation says', () => {
  it.each(pages.map((page) => [page.api, page.method, page] as const))('%s %s', async (_api, _method, page) => {
    expect((await judge(page)).left).toEqual([]);
  });
});
