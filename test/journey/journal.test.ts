import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Clock } from '../../src/base/clock.ts';
import { seeded } from '../../src/base/random.ts';
import type { JournalEvent, JournalLine } from '../../src/journey/journal/events.ts';
import { chainOn, decodeLine, EMPTY_CHAIN, follows } from '../../src/journey/journal/chain.ts';
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

  it('makes durable what an earlier process wrote and could not sync, before anything leans on it (I3)', async () => {
    const disk = new FakeDisk();
    const journal = await openJournal({ disk, path, clock });
    disk.onCall = (call) => {
      if (call === 'sync') throw new Error('EACCES');
    };
    journal.note(intent(1));
    await expect(journal.commit()).rejects.toThrow('EACCES');
    await expect(openJournal({ disk, path, clock })).rejects.toThrow('EACCES');
    let syncs = 0;
    disk.onCall = (call) => {
      if (call === 'sync') syncs += 1;
    };
    expect((await openJournal({ disk, path, clock })).lines).toBe(1);
    expect(syncs).toBe(1);
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

  it('lets a line follow only in its place: its number, its commit, its turn in the commit, its hash', () => {
    const events = [1, 2, 3].map((step) => ({ atMs: clock.now(), event: intent(step) }));
    const { text } = chainOn(EMPTY_CHAIN, events);
    const texts = text.trimEnd().split('\n');
    const lines = texts.map((each) => decodeLine(each));
    const [first, second] = lines;
    if (first === undefined || second === undefined) throw new Error('a line can not be read');
    const head = { n: 1, group: 1, left: 2, hash: first.hash };
    const [one = '', two = ''] = texts;
    expect(follows(EMPTY_CHAIN, first, one)).toBe(true);
    expect(follows(head, second, two)).toBe(true);
    for (const wrong of [
      { ...head, n: 0 },
      { ...head, n: 2 },
      { ...head, group: 2 },
      { ...head, group: 0 },
      { ...head, left: 1 },
      { ...head, left: 3 },
      { ...head, left: 0 },
      { ...head, hash: second.hash },
    ]) {
      expect(follows(wrong, second, two), JSON.stringify(wrong)).toBe(false);
    }
    expect(follows(head, second, `${two} `)).toBe(false);
    expect(follows({ ...EMPTY_CHAIN, left: 1 }, first, one)).toBe(false);
    expect(follows({ ...EMPTY_CHAIN, group: 1 }, first, one)).toBe(false);
  });

  it('says at which line and byte it is damaged', async () => {
    const whole = new FakeDisk();
    await write(whole, [2, 2, 2]);
    const lines = whole.text(path).split('\n');
    const third = lines.slice(0, 2).join('\n').length + 1;
    for (const spoilt of [(text: string) => text.replace('contact', 'contacz'), (text: string) => text.slice(1)]) {
      const disk = new FakeDisk();
      await disk.replace(path, lines.map((text, index) => (index === 2 ? spoilt(text) : text)).join('\n'));
      await expect(openJournal({ disk, path, clock })).rejects.toMatchObject({
        code: 'JOURNAL_DAMAGED',
        detail: { path, line: 3, byte: third },
      });
    }
  });

  it('lets go of its file', async () => {
    const disk = new FakeDisk();
    let open = 0;
    const append = disk.append.bind(disk);
    disk.append = async (...args) => {
      const file = await append(...args);
      open += 1;
      return { ...file, close: async () => void (open -= 1) };
    };
    const journal = await openJournal({ disk, path, clock });
    expect(open).toBe(1);
    await journal.close();
    expect(open).toBe(0);
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
