import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';

import { Archive } from '../../../src/archive/archive.ts';
import { sealArchive } from '../../../src/archive/seal.ts';
import { packArchive } from '../../../src/formats/pack/pack.ts';
import { sampleKinds, smallArchive } from '../../support/archive.ts';
import { describeWith, peer } from '../../support/needs.ts';

async function sealed(): Promise<{ archive: Archive; folder: string }> {
  const made = await smallArchive();
  await sealArchive(made.archive);
  const archive = await Archive.open(made.path, { mode: 'read', kinds: sampleKinds });
  return { archive, folder: mkdtempSync(join(tmpdir(), 'bye24-pack-')) };
}

const holds = (folder: string, name: string): string =>
  peer('sha512sum', ['--quiet', '-c', 'manifest-sha512.txt', 'tagmanifest-sha512.txt'], { cwd: join(folder, name) });

describe('a packed archive', () => {
  it('is unpacked by tar, whole by its own seal', async () => {
    const { archive, folder } = await sealed();
    const { path } = await packArchive(archive, join(folder, 'a.tar'), { as: 'tar' });
    peer('tar', ['-xf', path, '-C', folder]);
    expect(holds(folder, 'acme.bitrix24.ru')).toBe('');
    await archive.close();
  });

  it('has the same bytes each time', async () => {
    const { archive, folder } = await sealed();
    for (const as of ['tar', 'zip'] as const) {
      const [one, other] = [join(folder, `1.${as}`), join(folder, `2.${as}`)];
      await packArchive(archive, one, { as });
      await packArchive(archive, other, { as });
      expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
    }
    await archive.close();
  });

  it('takes a sealed archive only (I10)', async () => {
    const { archive } = await smallArchive();
    await expect(packArchive(archive, join(tmpdir(), 'never.tar'), { as: 'tar' })).rejects.toThrow('ARCHIVE_UNSEALED');
    await archive.close();
  });
});

describeWith('unzip', 'unzip', (unzip) => {
  it('unpacks a zip, whole by its own seal', async () => {
    const { archive, folder } = await sealed();
    const { path } = await packArchive(archive, join(folder, 'a.zip'), { as: 'zip' });
    peer(unzip, ['-q', path, '-d', folder]);
    expect(holds(folder, 'acme.bitrix24.ru')).toBe('');
    await archive.close();
  });
});

describeWith('age', 'age', (program) => {
  it('opens an encrypted pack with the key that it was made for', async () => {
    const { archive, folder } = await sealed();
    const key = peer(`${program}-keygen`, []);
    const recipient = /age1[0-9a-z]+/u.exec(key)?.[0] ?? '';
    writeFileSync(join(folder, 'key'), key);
    const { path } = await packArchive(archive, join(folder, 'a.tar.age'), { as: 'tar', recipients: [recipient] });
    expect(readFileSync(path).includes('acme.bitrix24.ru')).toBe(false);
    peer(program, ['-d', '-i', join(folder, 'key'), '-o', join(folder, 'a.tar'), path]);
    peer('tar', ['-xf', join(folder, 'a.tar'), '-C', folder]);
    expect(holds(folder, 'acme.bitrix24.ru')).toBe('');
    await archive.close();
  });
});
