import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { BlobWriter } from '../../src/archive/blobs.ts';
import { blobPath, type Layout, layoutOf } from '../../src/archive/layout.ts';
import { type AppendFile, type Disk, nodeDisk } from '../../src/base/disk.ts';

let layout: Layout;
beforeEach(async () => {
  layout = layoutOf(await mkdtemp(join(tmpdir(), 'bye24-blobs-')));
  await nodeDisk.makeFolder(layout.files);
});
afterEach(() => rm(layout.folder, { recursive: true, force: true }));

const sha512 = (bytes: Uint8Array): string => createHash('sha512').update(bytes).digest('hex');

/** The disk, and the sizes of the writes that it is asked for. */
function counted(fails?: Error): { readonly disk: Disk; readonly writes: number[] } {
  const writes: number[] = [];
  const cover = (file: AppendFile): AppendFile => ({
    write: async (data) => {
      writes.push(data.length);
      if (fails !== undefined) throw fails;
      await file.write(data);
    },
    sync: () => file.sync(),
    close: () => file.close(),
  });
  return { disk: { ...nodeDisk, append: async (...args) => cover(await nodeDisk.append(...args)) }, writes };
}

it('goes to the disk once for a small file, and in large pieces for a large one', async () => {
  for (const sizeBytes of [0, 1, 20_000, 3_000_000]) {
    const { disk, writes } = counted();
    const bytes = Buffer.alloc(sizeBytes, `${sizeBytes} `);
    const blob = new BlobWriter(disk, layout);
    for (let from = 0; from < sizeBytes; from += 10_000) await blob.write(bytes.subarray(from, from + 10_000));
    expect(await blob.finish(sizeBytes)).toEqual({ sha512: sha512(bytes), sizeBytes });
    expect(Buffer.compare(await nodeDisk.read(blobPath(layout, sha512(bytes))), bytes)).toBe(0);
    expect(writes.length).toBeLessThanOrEqual(Math.ceil(sizeBytes / 500_000));
  }
});

it('forgets what it had gathered when a download begins again', async () => {
  const blob = new BlobWriter(nodeDisk, layout);
  await blob.write(Buffer.from('half of '));
  await blob.restart();
  await blob.write(Buffer.alloc(600_000, 'x'));
  await blob.restart();
  await blob.write(Buffer.from('all of it'));
  const { sha512: name } = await blob.finish();
  expect(name).toBe(sha512(Buffer.from('all of it')));
  expect(Buffer.from(await nodeDisk.read(blobPath(layout, name))).toString()).toBe('all of it');
});

it('tells of a write that failed before anybody takes the file for kept, and leaves nothing of it', async () => {
  const { disk } = counted(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  const blob = new BlobWriter(disk, layout);
  await blob.write(Buffer.alloc(600_000));
  await expect(blob.finish()).rejects.toMatchObject({ code: 'ENOSPC' });
  await blob.discard();
  expect(await readdir(layout.files)).toEqual([]);
});
