import { expect, it } from 'vitest';

import { startRadicale } from '../formats/support/radicale.ts';
import { describeWith } from '../support/needs.ts';
import { bye24, objectsIn } from './support/bye24.ts';
import { exported } from './support/served.ts';

describeWith('radicale', 'bye24 push', (radicale) => {
  it('puts contacts on a server once, with the password from the environment and nowhere else', async () => {
    const { folder } = await exported({}, 'user,company,contact');
    const url = `${await startRadicale(radicale, { user: 'anna', password: 'пароль-1' })}/anna/`;
    const words = ['push', 'carddav', '--url', url, '--user', 'anna', '--json'];
    const asked = await bye24(words, { folder });
    expect([asked.code, objectsIn(asked.stdout).at(-1)?.['code']]).toEqual([2, 'NOBODY_TO_ASK']);
    const run = { folder, environment: { BYE24_PUSH_PASSWORD: 'пароль-1' } };
    const first = await bye24(words, run);
    const report = objectsIn(first.stdout).at(-1);
    expect(first.code).toBe(0);
    expect(report?.['written']).toBeGreaterThan(20);
    const again = await bye24(words.slice(0, -1), run);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('0 put there and read back equal');
    expect(first.stdout + first.stderr + again.stdout + again.stderr).not.toContain('пароль-1');
  }, 60_000);
});
