import { expect, it } from 'vitest';

import { lookRows } from '../../src/journey/export/look-rows.ts';
import { rpaItem } from '../../src/kinds/processes/rpa-item.ts';
import { reach } from './local.ts';

it('looks again at a record whose number holds only under its parent, and does not call it gone', async () => {
  const { portal } = reach({ size: 40, bigFileBytes: 1000 });
  const record = { id: '1:1', row: { id: 1 }, parent: { kind: 'rpa-type', id: '1' } };
  const { rows, unknown } = await lookRows(portal, rpaItem, [record], undefined);
  expect([...rows.keys()]).toEqual(['1:1']);
  expect(unknown.size).toBe(0);
});
