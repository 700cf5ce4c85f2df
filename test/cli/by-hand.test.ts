import { expect, it } from 'vitest';

import { User } from '../support/user.ts';

it('files that REST never gives are a list with links, before there is any plan, and leave the export complete', async () => {
  const user = new User();
  expect((await user.types('export --kinds mail-message')).code).toBe(0);
  const { code, text } = await user.types('by-hand');
  expect(code).toBe(3);
  expect(text).toContain('only to a person');
  expect(text).toMatch(/\/mail\/message\/15$/mu);
});
