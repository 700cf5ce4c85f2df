import { hash } from 'node:crypto';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { blobPath } from '../../src/archive/layout.ts';
import { manifestText } from '../../src/archive/manifest.ts';
import { DamageList } from '../../src/archive/verify/damage-list.ts';
import { checkSeal } from '../../src/archive/verify/seal-check.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { layout, told } from './raw-log.ts';

const sha512 = (text: string): string => hash('sha512', text);
const BLOB = sha512('blob');
const blob = `data/files/${BLOB.slice(0, 2)}/${BLOB}`;
const FILES = {
  'data/archive.sqlite': 'database',
  'data/raw/000001.jsonl.gz': 'raw',
  'data/other.txt': 'other',
  [blob]: 'blob',
};
const sizeBytes = Object.values(FILES).join('').length;

/** Changes what a seal says before it is made, or what lies there afterwards. */
interface Changes {
  readonly manifest?: (entries: (readonly [string, string])[]) => void;
  readonly oxum?: string;
  readonly tags?: (text: string) => string;
  readonly after?: (disk: FakeDisk) => Promise<void>;
}

async function sealed({ manifest, oxum, tags, after }: Changes = {}) {
  const disk = new FakeDisk();
  for (const [path, text] of Object.entries(FILES)) await disk.replace(join(layout.folder, path), text);
  const entries = Object.entries(FILES).map(([path, text]) => [path, sha512(text)] as const);
  manifest?.(entries);
  const seal: Record<string, string> = {
    'bagit.txt': 'BagIt-Version: 1.0\n',
    'bag-info.txt': `Bye24-Sealed-At: 2026-11-28T00:00:00.000Z\nPayload-Oxum: ${oxum ?? `${sizeBytes}.${entries.length}`}\n`,
    'LOSSES.md': '',
    'datapackage.json': '{}',
    'manifest-sha512.txt': manifestText(entries),
  };
  const tagManifest = manifestText(Object.entries(seal).map(([name, text]) => [name, sha512(text)]));
  seal['tagmanifest-sha512.txt'] = tags?.(tagManifest) ?? tagManifest;
  for (const [name, text] of Object.entries(seal)) await disk.replace(join(layout.folder, name), text);
  await after?.(disk);
  const damage = new DamageList();
  let bytes = 0;
  const checked = await checkSeal(disk, layout, damage, (count) => (bytes += count));
  return { damage: told(damage.items), seal: checked.seal, bytes, root: sha512(manifestText(entries)) };
}
const put =
  (path: string, text: string) =>
  (disk: FakeDisk): Promise<void> =>
    disk.replace(join(layout.folder, path), text);
const without =
  (path: string) =>
  (disk: FakeDisk): Promise<void> =>
    disk.remove(join(layout.folder, path));

const changed = async (path: string): Promise<readonly string[]> =>
  (await sealed({ after: put(path, 'x'.repeat(FILES[path as keyof typeof FILES]?.length ?? 0)) })).damage;

const lost = async (path: string): Promise<readonly string[]> => (await sealed({ after: without(path) })).damage;

describe('a seal', () => {
  it('holds when every file is as it was sealed; blobs are read where their bytes are checked', async () => {
    const { damage, seal, bytes, root } = await sealed();
    expect(damage).toEqual([]);
    expect(seal).toEqual({ root, sealedAtMs: Date.parse('2026-11-28T00:00:00Z'), files: 4, sizeBytes });
    expect(bytes).toBe(sizeBytes - 'blob'.length);
  });

  it('is none where none of its files are', async () => {
    const disk = new FakeDisk();
    await put('data/raw/000001.jsonl.gz', 'raw')(disk);
    await put('plan.jsonl', 'a plan lies beside it')(disk);
    const damage = new DamageList();
    expect(await checkSeal(disk, layout, damage, () => {})).toEqual({});
    expect(damage.count).toBe(0);
  });

  it('is broken where a part of it is missing, and that part is named', async () => {
    const { damage, seal } = await sealed({ after: without('bagit.txt') });
    expect(damage).toEqual(['SEAL_BROKEN bagit.txt: a part of the seal is missing']);
    expect(seal).toBeUndefined();
  });

  it('is broken where one of its own files was changed', async () => {
    const { damage, seal } = await sealed({ after: put('LOSSES.md', 'nothing is lost') });
    expect(damage).toEqual(['SEAL_BROKEN LOSSES.md: it is not what was sealed']);
    expect(seal).toBeUndefined();
    const manifest = await sealed({ after: put('manifest-sha512.txt', 'no manifest') });
    expect(manifest.damage).toEqual([
      'SEAL_BROKEN manifest-sha512.txt: it is not what was sealed',
      'SEAL_BROKEN manifest-sha512.txt: it is no manifest',
    ]);
    expect(manifest.seal).toBeUndefined();
  });

  it('is broken where it does not name its own files, or others', async () => {
    const names = 'SEAL_BROKEN tagmanifest-sha512.txt: it does not name the files that it should';
    const short = await sealed({ tags: (text) => text.slice(text.indexOf('\n') + 1) });
    expect(short.damage).toEqual([names, 'SEAL_BROKEN LOSSES.md: it is not what was sealed']);
    const long = await sealed({ tags: (text) => `${text}${sha512('x')}  extra.txt\n` });
    expect(long.damage).toEqual([names]);
    const none = await sealed({ tags: () => 'x' });
    expect(none.damage).toHaveLength(6);
    expect(none.damage[0]).toBe(names);
  });

  it('says which file was changed, and what that file is', async () => {
    expect(await changed('data/raw/000001.jsonl.gz')).toEqual([
      'RAW_DAMAGED data/raw/000001.jsonl.gz: it is not what was sealed',
    ]);
    expect(await changed('data/archive.sqlite')).toEqual([
      'INDEX_DAMAGED data/archive.sqlite: it is not what was sealed',
    ]);
    expect(await changed('data/other.txt')).toEqual(['SEAL_BROKEN data/other.txt: it is not what was sealed']);
    expect(await changed(blob)).toEqual([]);
  });

  it('says which file is not there, and what that file was', async () => {
    const gone = 'the seal names it, and it is not there';
    expect(await lost('data/raw/000001.jsonl.gz')).toEqual([`RAW_MISSING data/raw/000001.jsonl.gz: ${gone}`]);
    expect(await lost('data/archive.sqlite')).toEqual([`SEAL_BROKEN data/archive.sqlite: ${gone}`]);
    expect(await lost(blob)).toEqual([`BLOB_MISSING ${blob}: ${gone}`]);
  });

  it('says which file it does not know', async () => {
    const { damage, seal } = await sealed({ after: put('data/raw/000009.jsonl.gz', '') });
    expect(damage).toEqual(['FILE_EXTRA data/raw/000009.jsonl.gz: the seal does not know it']);
    expect(seal).toBeUndefined();
    const swapped = await sealed({
      after: async (disk) => {
        await without('data/other.txt')(disk);
        await put('data/another.txt', 'other')(disk);
      },
    });
    expect(swapped.damage).toHaveLength(2);
  });

  it('is broken where it gives a blob another hash than its name', async () => {
    const { damage } = await sealed({
      manifest: (entries) => void entries.splice(3, 1, [blob, sha512('another')] as const),
    });
    expect(damage).toEqual([`SEAL_BROKEN ${blob}: the seal and the name disagree`]);
  });

  it('is broken where the number or the sizes of files are not those that it says', async () => {
    const sizes = 'SEAL_BROKEN bag-info.txt: the sizes are not those that were sealed';
    expect((await sealed({ oxum: `${sizeBytes}.5` })).damage).toEqual([sizes]);
    expect((await sealed({ oxum: `${sizeBytes + 1}.4` })).damage).toEqual([sizes]);
    expect((await sealed({ oxum: '' })).damage).toEqual([sizes]);
    // A longer blob shows here already, before its bytes are read.
    expect((await sealed({ after: put(blob, 'blob and more') })).damage).toEqual([sizes]);
  });

  it('keeps to what is missing, and does not say it twice by the sizes', async () => {
    expect(blobPath(layout, BLOB)).toBe(join(layout.folder, blob));
    expect((await sealed({ after: without(blob) })).damage).toHaveLength(1);
  });
});
