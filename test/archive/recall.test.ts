import { describe, expect, it } from 'vitest';

import { recall } from '../../src/archive/verify/recall.ts';
import { answerLine, layout, RawLog } from './raw-log.ts';

describe('an answer that is read again', () => {
  const lines = [answerLine(1, 'one'), answerLine(2, 'two'), '{"type":"answer","answer":3,"body":5}'];

  it('is found wherever the database says that it begins, or elsewhere in its segment where that is wrong', async () => {
    for (const offset of [0, 7, 10_000]) {
      const log = new RawLog().answer(2, 1, offset);
      await log.segment(1, ...lines);
      expect(await recall(log.disk, layout, log.database, 2), `at ${offset}`).toBe('"two"');
    }
  });

  it('is read from its place on, without what is before it', async () => {
    const log = new RawLog();
    const first = await log.segment(1, lines[0] ?? '');
    const second = await log.segment(1, lines[1] ?? '');
    await log.disk.replace(
      'archive/data/raw/000001.jsonl.gz',
      Buffer.concat([Buffer.from('x'.repeat(first.length)), second]),
    );
    log.answer(2, 1, first.length);
    expect(await recall(log.disk, layout, log.database, 2)).toBe('"two"');
  });

  it('is not found when nobody knows it, when it is not there, and when its line is none', async () => {
    const log = new RawLog().answer(3).answer(4).answer(5, 9);
    await log.segment(1, ...lines);
    for (const answer of [3, 4, 5, 6]) expect(await recall(log.disk, layout, log.database, answer)).toBeUndefined();
  });
});
