import { describe, expect, it } from 'vitest';

import { kinds } from '../../src/kinds/index.ts';
import { MethodTable } from '../../src/portal/core.ts';
import { families } from '../../src/portal/methods/index.ts';
import { callsOf } from './support/calls.ts';
import { notServed } from './support/not-served.ts';

const table = new MethodTable(families.flat());
const missing = new Set(
  kinds
    .flatMap(callsOf)
    .filter(({ method, api }) => table.find(api, method) === undefined)
    .map(({ method, api }) => (api === 'v3' ? `v3 ${method}` : method)),
);

describe('the local portal serves what kinds call', () => {
  it('has every method that a kind calls, but for those of the list', () => {
    expect([...missing].filter((name) => !notServed.includes(name)).toSorted()).toEqual([]);
  });

  it('has no method left on the list that it serves by now', () => {
    expect(notServed.filter((name) => !missing.has(name))).toEqual([]);
  });
});
