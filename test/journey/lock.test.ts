import { expect, it } from 'vitest';

import { type Lock, type Self, takeLock } from '../../src/base/journal/lock.ts';
import { FakeDisk } from '../support/fake-disk.ts';

const folder = 'archive/apply';
const alive = new Set<number>();
const self = (pid: number, more: Partial<Self> = {}): Self => ({
  pid,
  host: 'desk',
  startedAtMs: 1_700_000_000_000 + pid,
  isAlive: (other) => alive.has(other),
  ...more,
});

it('lets one of many processes win, and after it was released one more (I8)', async () => {
  for (let round = 0; round < 200; round++) {
    const disk = new FakeDisk();
    const racers = 2 + (round % 3);
    alive.clear();
    for (let pid = 1; pid <= racers; pid++) alive.add(pid);
    const race = async (): Promise<readonly Lock[]> => {
      const results = await Promise.allSettled(
        Array.from({ length: racers }, (_, index) => takeLock(disk, folder, self(index + 1))),
      );
      return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    };
    const first = await race();
    expect(first).toHaveLength(1);
    expect(await race()).toHaveLength(0);
    await first[0]?.release();
    expect(await race()).toHaveLength(1);
  }
});

it('does not let in a late comer whose number two later owners have tidied away', async () => {
  const disk = new FakeDisk();
  alive.clear();
  alive.add(1).add(2).add(3);
  await (await takeLock(disk, folder, self(1))).release();
  let later: Lock | undefined;
  // The first to come has looked and is about to make the next number; meanwhile others come and go.
  const createNew = disk.createNew.bind(disk);
  disk.createNew = async (path, data) => {
    disk.createNew = createNew;
    await (await takeLock(disk, folder, self(2))).release();
    await (await takeLock(disk, folder, self(2))).release();
    later = await takeLock(disk, folder, self(3));
    return createNew(path, data);
  };
  await expect(takeLock(disk, folder, self(1))).rejects.toMatchObject({ code: 'LOCKED', detail: { pid: 3 } });
  expect([...disk.files.keys()]).not.toContain(`${folder}/2.lock`);
  // The one who holds it is not disturbed, and the next one gets it.
  await expect(takeLock(disk, folder, self(1))).rejects.toMatchObject({ code: 'LOCKED', detail: { pid: 3 } });
  await later?.release();
  await expect(takeLock(disk, folder, self(1))).resolves.toBeDefined();
});

it('leaves two files behind, however often it changed hands', async () => {
  const disk = new FakeDisk();
  for (let turn = 0; turn < 5; turn++) await (await takeLock(disk, folder, self(1))).release();
  // The last one, and the one before that it was made after.
  expect([...disk.files.keys()].toSorted()).toEqual([`${folder}/4.lock`, `${folder}/5.lock`]);
});

it('knows its own number from that of an earlier process, and an error of the disk from a lock that is gone', async () => {
  const disk = new FakeDisk();
  alive.clear();
  alive.add(7);
  await takeLock(disk, folder, self(7));
  // The same number, begun at another time: the process of the lock has ended, though one with its number runs.
  const reborn = await takeLock(disk, folder, self(7, { startedAtMs: 5 }));
  expect(reborn.tookOver).toMatchObject({ pid: 7, startedAtMs: 1_700_000_000_007 });
  disk.onCall = (call) => {
    if (call === 'read') throw Object.assign(new Error('broken'), { code: 'EIO' });
  };
  await expect(takeLock(disk, folder, self(9))).rejects.toMatchObject({ code: 'EIO' });
});

it('counts a lock that vanished between look and read as somebody who is just starting', async () => {
  const disk = new FakeDisk();
  alive.clear();
  await takeLock(disk, folder, self(7));
  disk.onCall = (call, path) => {
    if (call === 'read') disk.files.delete(path);
  };
  await expect(takeLock(disk, folder, self(9))).rejects.toMatchObject({ code: 'LOCKED', detail: { pid: '?' } });
});

it('needs no folder, reads no lock where there is none, and minds no other files', async () => {
  const disk = new FakeDisk();
  const made: string[] = [];
  const read: string[] = [];
  disk.makeFolder = async (...[path]: readonly string[]) => void made.push(path ?? '');
  disk.onCall = (call, path) => {
    if (call === 'read') read.push(path);
  };
  await disk.createNew(`${folder}/notes.txt`, 'mine');
  await disk.createNew(`${folder}/x7.lock`, 'mine');
  await takeLock(disk, folder, self(1));
  expect(made).toEqual([folder]);
  expect(read).toEqual([]);
  expect([...disk.files.keys()]).toContain(`${folder}/1.lock`);
});

it('says whom it took over from only when it did', async () => {
  const disk = new FakeDisk();
  const first = await takeLock(disk, folder, self(1));
  expect(first).not.toHaveProperty('tookOver');
  await first.release();
  expect(await takeLock(disk, folder, self(2))).not.toHaveProperty('tookOver');
});

it('says who holds it', async () => {
  const disk = new FakeDisk();
  alive.clear();
  alive.add(7);
  await takeLock(disk, folder, self(7));
  await expect(takeLock(disk, folder, self(8))).rejects.toMatchObject({
    code: 'LOCKED',
    detail: { pid: 7, host: 'desk', since: new Date(1_700_000_000_007).toISOString() },
  });
  await expect(takeLock(disk, folder, self(7))).rejects.toMatchObject({ code: 'LOCKED' });
});

it('takes over from a dead process of this computer, one of many that try, and tells from whom', async () => {
  const disk = new FakeDisk();
  alive.clear();
  await takeLock(disk, folder, self(7));
  alive.add(8).add(9);
  const results = await Promise.allSettled([takeLock(disk, folder, self(8)), takeLock(disk, folder, self(9))]);
  const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(winners).toHaveLength(1);
  expect(winners[0]?.tookOver).toMatchObject({ pid: 7 });
  await expect(takeLock(disk, folder, self(10))).rejects.toMatchObject({ code: 'LOCKED' });
});

it('takes over from another computer, or from a lock that was never finished, only when a person deleted its file', async () => {
  alive.clear();
  for (const content of [undefined, '', '{"pid":']) {
    const disk = new FakeDisk();
    if (content === undefined) await takeLock(disk, folder, self(7, { host: 'laptop' }));
    else await disk.createNew(`${folder}/1.lock`, content);
    const path = `${folder}/1.lock`;
    await expect(takeLock(disk, folder, self(8))).rejects.toMatchObject({ code: 'LOCKED', detail: { path } });
    await disk.remove(path);
    await expect(takeLock(disk, folder, self(8))).resolves.toBeDefined();
  }
});

it('is released on a disk that has become full, so that a process that lives on can go on', async () => {
  const disk = new FakeDisk();
  alive.clear();
  alive.add(7);
  const lock = await takeLock(disk, folder, self(7));
  disk.onCall = (call) => {
    if (call === 'replace') throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  await lock.release();
  await expect(takeLock(disk, folder, self(7))).resolves.toBeDefined();
});
