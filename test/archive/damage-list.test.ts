import { expect, it } from 'vitest';

import { DamageList } from '../../src/archive/verify/damage-list.ts';

it('a list of damage names a thousand places and counts them all', () => {
  const list = new DamageList();
  const damage = { code: 'RAW_DAMAGED', path: 'x', message: '' } as const;
  for (let count = 0; count < 1001; count++) list.add(damage);
  expect([list.items.length, list.count]).toEqual([1000, 1001]);
});
