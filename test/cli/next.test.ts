import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { sameFor } from '../../src/cli/views/next.ts';
import { User } from '../support/user.ts';

/** Nothing hangs on these, so that they go though no other kind was taken home. */
const kinds = 'activity,timeline-note,elapsed-time';

it('status names the next command after every stage, and after each that was stopped or went wrong', async () => {
  const user = new User({ size: 60 });
  const next = async (): Promise<unknown> => (await user.types('status')).last['next'];
  const stopping = async (stage: string, line: string): Promise<void> => {
    user.watching = (progress) => {
      if ('stage' in progress && progress.stage === stage) user.stop();
    };
    expect([line, (await user.types(line)).code]).toEqual([line, 130]);
    user.watching = () => {};
  };
  const does = async (line: string): Promise<void> => {
    const { code, text } = await user.types(line);
    expect([0, 3], `${line}: ${text}`).toContain(code);
  };

  expect(await next()).toBe('bye24 connect');
  await does('connect');
  expect(await next()).toBe('bye24 export');
  await stopping('export', `export --kinds ${kinds}`);
  expect(await next()).toBe('bye24 export');
  expect((await user.types('verify')).text).toContain('Next: bye24 export');
  await does(`export --kinds ${kinds}`);
  expect(await next()).toBe('bye24 seal');
  await stopping('seal', 'seal');
  expect(await next()).toBe('bye24 seal');
  await does('seal');
  expect(await next()).toBe('bye24 plan --kinds …');
  await does(`plan --kinds ${kinds}`);
  expect(await next()).toBe('bye24 rehearse');
  await stopping('rehearse', 'rehearse');
  expect(await next()).toBe('bye24 rehearse');
  await does('rehearse');
  expect(await next()).toBe('bye24 apply');
  const plan = join(user.archive, 'exit', 'plan.jsonl');
  const text = readFileSync(plan, 'utf8');
  await stopping('apply', 'apply');
  expect(await next()).toBe('bye24 apply');
  await does('apply');
  expect(await next()).toBe('bye24 prove');
  await stopping('prove', 'prove');
  expect(await next()).toBe('bye24 prove');
  await does('prove');
  expect(await next()).toBe('bye24 by-hand');
  // A proof says nothing of what was sent, or tried, after it.
  await does('apply');
  expect(await next()).toBe('bye24 prove');
  await does('prove');
  expect(await next()).toBe('bye24 by-hand');
  writeFileSync(plan, `${text} `);
  expect((await user.types('status')).last['code']).toBe('PLAN_ALTERED');
});

it('the next command keeps the archive and the portal that were named', () => {
  const given = { archive: 'my archive', portal: 'acme.bitrix24.ru', kinds: ['deal'] };
  expect(sameFor('bye24 seal', given)).toBe('bye24 seal --archive "my archive"');
  expect(sameFor('bye24 apply', given)).toBe('bye24 apply --archive "my archive" --portal acme.bitrix24.ru');
  expect(sameFor('bye24 move run --portal new.bitrix24.ru', given)).toBe(
    'bye24 move run --portal new.bitrix24.ru --archive "my archive"',
  );
  expect(sameFor('bye24 desktop scan', given)).toBe('bye24 desktop scan');
  expect(sameFor('bye24 open deal 5', {})).toBe('bye24 open deal 5');
});
