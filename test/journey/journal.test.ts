import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Clock } from '../../src/base/clock.ts';
import { seeded } from '../../src/base/random.ts';
import type { JournalEvent, JournalLine } from '../../src/journey/journal/events.ts';
import { openJournal } from '../../src/journey/journal/journal.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import { FakeDisk } from '../support/fake-disk.ts';

const clock: Clock = { now: () => 1_700_000_000_000, sleep: async () => {} };
const path = 'archive/journal.jsonl';
const fingerprint = 'f'.repeat(64);

const intent = (step: number): JournalEvent => ({
  type: 'intent',
  step,
  kind: 'contact',
  id: String(step),
  action: 'delete',
  fingerprint,
  method: 'crm.item.delete',
});

async function write(disk: FakeDisk, groups: readonly number[]): Promise<void> {
  const journal = await openJournal({ disk, path, clock });
  let step = 0;
  for (const size of groups) {
    for (let index = 0; index < size; index++) journal.note(intent((step += 1)));
    await journal.commit();
  }
  await journal.close();
}

async function steps(disk: FakeDisk): Promise<readonly number[]> {
  const lines: JournalLine[] = [];
  for await (const line of readJournal(disk, path)) lines.push(line);
  return lines.map(({ event }) => (event.type === 'intent' ? event.step : 0));
}

describe('the journal (I8)', () => {
  it('gives back what was committed, in order, and chains every line to the one before', async () => {
    const disk = new FakeDisk();
    await write(disk, [3, 1, 2]);
    await write(disk, [2]);
    const lines = await Array.fromAsync(readJournal(disk, path));
    expect(lines.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(lines.map(({ group }) => group)).toEqual([1, 1, 1, 2, 3, 3, 4, 4]);
    expect(new Set(lines.map(({ hash }) => hash)).size).toBe(8);
  });

  it('syncs once for a commit, however many events it has', async () => {
    const disk = new FakeDisk();
    let syncs = 0;
    disk.onCall = (call) => {
      if (call === 'sync') syncs += 1;
    };
    await write(disk, [50, 50]);
    expect(syncs).toBe(2);
  });

  it('cuts a torn last commit, wherever it is torn, and goes on', async () => {
    const whole = new FakeDisk();
    await write(whole, [2, 3]);
    const text = whole.text(path);
    const secondGroup = text.split('\n').slice(0, 2).join('\n').length + 1;
    for (let cut = secondGroup; cut < text.length; cut++) {
      const disk = new FakeDisk();
      await disk.replace(path, text.slice(0, cut));
      const journal = await openJournal({ disk, path, clock });
      expect(journal.lines).toBe(2);
      expect(journal.cutBytes).toBe(cut - secondGroup);
      journal.note(intent(9));
      await journal.commit();
      expect(await steps(disk)).toEqual([1, 2, 9]);
    }
  });

  it('stops at any changed byte of a commit that others followed', async () => {
    const whole = new FakeDisk();
    await write(whole, [2, 2, 1]);
    const text = whole.text(path);
    const lastGroup = text.trimEnd().lastIndexOf('\n') + 1;
    for (let at = 0; at < lastGroup; at++) {
      const disk = new FakeDisk();
      const bytes = Buffer.from(text);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      await disk.replace(path, bytes);
      const reading = openJournal({ disk, path, clock }).then(
        ({ lines }) => lines,
        (error: { code: string }) => error.code,
      );
      const result = await reading;
      expect(result, `byte ${at}`).toBe('JOURNAL_DAMAGED');
    }
  });

  it('notices a line that was taken out, put in, or moved', async () => {
    const whole = new FakeDisk();
    await write(whole, [1, 1, 1, 1, 1]);
    const lines = whole.text(path).trimEnd().split('\n');
    const [a = '', b = '', c = '', d = '', e = ''] = lines;
    for (const order of [
      [a, c, d, e],
      [b, c, d, e],
      [a, b, b, c, d, e],
      [a, c, b, d, e],
    ]) {
      const disk = new FakeDisk();
      await disk.replace(path, `${order.join('\n')}\n`);
      await expect(openJournal({ disk, path, clock })).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
    }
  });

  it('keeps every commit that was reported durable, whatever a power loss does to the rest (I3)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer(),
        async (groups, at, seed) => {
          const disk = new FakeDisk();
          const journal = await openJournal({ disk, path, clock });
          disk.onCall = () => {
            if (disk.calls > at) disk.die();
          };
          let safe = 0;
          let step = 0;
          try {
            for (const size of groups) {
              for (let index = 0; index < size; index++) journal.note(intent((step += 1)));
              await journal.commit();
              safe = step;
            }
          } catch {
            // The power failed.
          }
          const after = disk.reboot(seeded(seed));
          const reopened = await openJournal({ disk: after, path, clock });
          expect(reopened.lines).toBeGreaterThanOrEqual(safe);
          expect(await steps(after)).toEqual(Array.from({ length: reopened.lines }, (_, index) => index + 1));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('writes nothing more after a failed write', async () => {
    const disk = new FakeDisk();
    const journal = await openJournal({ disk, path, clock });
    disk.onCall = (call) => {
      if (call === 'sync') throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    };
    journal.note(intent(1));
    await expect(journal.commit()).rejects.toMatchObject({ code: 'ENOSPC' });
    disk.onCall = () => {};
    journal.note(intent(2));
    await expect(journal.commit()).rejects.toMatchObject({ code: 'ENOSPC' });
  });
});
