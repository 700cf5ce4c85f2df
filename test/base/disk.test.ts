import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bye24-disk-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets exactly one of many make a new file', async () => {
  const path = join(folder, 'lock');
  const won = await Promise.all(Array.from({ length: 20 }, (_, index) => nodeDisk.createNew(path, String(index))));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(Buffer.from(await nodeDisk.read(path)).toString()).toBe(String(won.indexOf(true)));
});

it('leaves nothing behind of a new file that a full disk refuses: half a lock once locked for ever', async () => {
  const path = join(folder, '1.lock');
  const probe = await open(join(folder, 'probe'), 'w');
  const write = vi.spyOn(Object.getPrototypeOf(probe) as typeof probe, 'writeFile');
  write.mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  await expect(nodeDisk.createNew(path, 'mine')).rejects.toMatchObject({ code: 'ENOSPC' });
  write.mockRestore();
  await probe.close();
  expect(await nodeDisk.sizeBytes(path)).toBeUndefined();
  expect(await nodeDisk.createNew(path, 'mine')).toBe(true);
});

it('reads a file in pieces from any byte on', async () => {
  const path = join(folder, 'long');
  const content = 'Привет, мир. '.repeat(50_000);
  await nodeDisk.replace(path, content);
  const pieces: Uint8Array[] = [];
  for await (const piece of nodeDisk.chunks(path, 23)) pieces.push(piece);
  expect(pieces.length).toBeGreaterThan(1);
  expect(Buffer.concat(pieces).equals(Buffer.from(content).subarray(23))).toBe(true);
  await expect(Array.fromAsync(nodeDisk.chunks(join(folder, 'none')))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('shows a whole file to who keeps none of it, however large it is', async () => {
  const path = join(folder, 'scanned');
  for (const content of ['', 'a', 'b'.repeat(1 << 20), 'c'.repeat((1 << 21) - 1), 'Привет, мир. '.repeat(150_000)]) {
    await nodeDisk.replace(path, content);
    const hash = createHash('sha256');
    await nodeDisk.scan(path, (piece) => hash.update(piece));
    expect(hash.digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
  }
  await expect(nodeDisk.scan(path, () => expect.fail('enough'))).rejects.toThrow('enough');
  await expect(nodeDisk.scan(join(folder, 'none'), () => undefined)).rejects.toMatchObject({ code: 'ENOENT' });
});

it('goes on from a given byte when it appends', async () => {
  const path = join(folder, 'journal');
  const first = await nodeDisk.append(path);
  await first.write('kept|torn');
  await first.sync();
  await first.close();
  const second = await nodeDisk.append(path, { from: 5 });
  await second.write('new');
  await second.sync();
  await second.close();
  expect(Buffer.from(await nodeDisk.read(path)).toString()).toBe('kept|new');
  expect(await nodeDisk.sizeBytes(path)).toBe(8);
});

it('writes much and little whole, and closes no file under a write that is on its way', async () => {
  const path = join(folder, 'written');
  const file = await nodeDisk.append(path);
  const pieces = ['a', 'b'.repeat(1 << 20), 'Привет', 'c'.repeat(1 << 15), 'd'.repeat((1 << 15) + 1)];
  for (const piece of pieces) await file.write(piece);
  const last = file.write('e'.repeat(1 << 22));
  await file.close();
  await last;
  expect(Buffer.from(await nodeDisk.read(path)).toString()).toBe(`${pieces.join('')}${'e'.repeat(1 << 22)}`);
});

it('writes nothing into another file that got the number of one that was closed', async () => {
  const closed = await nodeDisk.append(join(folder, 'closed'));
  await closed.close();
  const other = await nodeDisk.append(join(folder, 'other'));
  await expect(closed.write('stray')).rejects.toMatchObject({ code: 'EBADF' });
  await expect(closed.sync()).rejects.toMatchObject({ code: 'EBADF' });
  await other.close();
  expect(await nodeDisk.sizeBytes(join(folder, 'other'))).toBe(0);
});
