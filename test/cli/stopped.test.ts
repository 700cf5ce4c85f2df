import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { User } from '../support/user.ts';

/** Nothing else hangs on these, so that they go though no other kind was taken home. */
const kinds = 'activity,timeline-note,elapsed-time';
const stages = [
  ['inventory', 'inventory'],
  ['export', `export --kinds ${kinds}`, 0],
  ['verify', 'verify'],
  ['verify', 'verify --against-portal'],
  ['seal', 'seal'],
  ['plan', `plan --kinds ${kinds}`, 0],
  ['rehearse', 'rehearse'],
  ['apply', 'apply'],
  ['prove', 'prove'],
  ['convert', 'convert --to csv --replace'],
] as const;

it('Ctrl-C in any stage, at its begin or later, ends with 130, and the same command then does all of it', async () => {
  const user = new User({ size: 60 });
  for (const [stage, line] of stages) {
    for (const nth of [1, 3]) {
      let told = 0;
      user.watching = (progress) => {
        if ('stage' in progress && progress.stage === stage && (told += 1) === nth) user.stop();
      };
      const stopped = await user.types(line);
      // What is all but done may as well end.
      expect(nth === 1 ? [130] : [130, 0, 3], `${line} ${nth}`).toContain(stopped.code);
      expect([stopped.text, stopped.text.includes('UNEXPECTED')]).toEqual([stopped.text, false]);
      expect(existsSync(join(user.archive, 'lock'))).toBe(false);
    }
    user.watching = () => {};
    const done = await user.types(line);
    // 3: the archive and the copy lack what was not taken home, and say so.
    expect([0, 3], `${line} ${done.text}`).toContain(done.code);
  }
  const { last } = await user.types('prove');
  expect(last).toMatchObject({ type: 'proof', exceptions: [] });
}, 60_000);
