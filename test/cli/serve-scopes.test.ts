import { expect, it } from 'vitest';

import { bye24, objectsIn, start } from './support/bye24.ts';
import { withWebhook } from './support/served.ts';

it('portal serve --webhook called the webhook of an employee its administrator’s', async () => {
  for (const [webhook, said] of [
    ['3/third3', 'Webhook of employee 3'],
    ['1/other1', 'Webhook of its administrator'],
  ] as const) {
    const { child, output, ended } = start(['portal', 'serve', '--size', '120', '--webhook', webhook, '--lang', 'en']);
    const text = await new Promise<string>((resolve) => {
      child.stderr?.on('data', () => {
        if (/Ctrl-C/u.test(output())) child.kill('SIGINT');
      });
      void ended.then(({ stdout, stderr }) => resolve(stdout + stderr));
    });
    expect(text).toContain(said);
  }
});

it('portal serve --scopes makes webhooks that lack the others, for doctor to tell what each costs', async () => {
  const args = ['portal', 'serve', '--size', '120', '--scopes', 'crm,user', '--json'];
  const { child, output, ended } = start(args);
  const ready = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      if (output().includes('\n')) resolve((JSON.parse(output().split('\n')[0] ?? '') as { webhook: string }).webhook);
    });
    void ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  const run = withWebhook(ready);
  const { stdout } = await bye24(['doctor', '--json'], run);
  const told = objectsIn(stdout).at(-1) as { scopes: string[]; missingScopes: { scope: string }[] };
  expect(told.scopes.toSorted()).toEqual(['crm', 'user']);
  expect(told.missingScopes.map(({ scope }) => scope)).toEqual(expect.arrayContaining(['task', 'disk', 'vote']));
  const shown = await bye24(['doctor', '--lang', 'en'], run);
  expect(shown.stdout).toMatch(/vote.*Polls of the Feed/su);
});
