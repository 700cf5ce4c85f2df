import { expect, it } from 'vitest';

import { type Lock, type Self, takeLock } from '../../src/journey/journal/lock.ts';
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

it('takes over from another computer, or from a lock that was never finished, only when told to', async () => {
  alive.clear();
  for (const content of [undefined, '', '{"pid":']) {
    const disk = new FakeDisk();
    if (content === undefined) await takeLock(disk, folder, self(7, { host: 'laptop' }));
    else await disk.createNew(`${folder}/1.lock`, content);
    await expect(takeLock(disk, folder, self(8))).rejects.toMatchObject({ code: 'LOCKED' });
    await expect(takeLock(disk, folder, self(8), { takeOver: true })).resolves.toBeDefined();
  }
});
