import { describe, expect, it } from 'vitest';

import { exitFilesOf } from '../../src/commands/archives.ts';
import { stampOf } from '../../src/server/stamp.ts';
import { FakeDisk } from '../support/fake-disk.ts';

const files = exitFilesOf('/acme');

async function stampWith(contents: Readonly<Record<string, string>>): Promise<string> {
  const disk = new FakeDisk();
  for (const [path, text] of Object.entries(contents)) await disk.replace(path, text);
  return stampOf({ disk }, files);
}

/** The web app asks where one stands on every page; once it read all of a plan and its journals for each answer. */
describe('the stamp of an exit’s files', () => {
  const long = 'x'.repeat(50_000);

  it('stays the same while nothing is written', async () => {
    const contents = { [files.plan]: `${long}end 1`, [files.journal]: `${long}line 7` };
    expect(await stampWith(contents)).toBe(await stampWith(contents));
  });

  it('differs where a last line differs, though files are as large', async () => {
    const one = await stampWith({ [files.plan]: `${long}end 1` });
    expect(await stampWith({ [files.plan]: `${long}end 2` })).not.toBe(one);
    expect(await stampWith({ [files.journal]: `${long}end 1` })).not.toBe(one);
  });

  it('differs where a file comes or grows', async () => {
    const one = await stampWith({ [files.plan]: long });
    const more = [
      { [files.plan]: `${long}x` },
      { [files.plan]: long, [files.rehearsal]: 'a' },
      { [files.plan]: long, [files.journal]: 'a' },
    ];
    for (const contents of more) expect(await stampWith(contents)).not.toBe(one);
  });
});
