import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { DamageList } from '../../src/archive/verify/damage-list.ts';
import { RawCheck, sampled } from '../../src/archive/verify/raw-check.ts';
import type { Json, JsonObject } from '../../src/base/json.ts';
import { answerLine, layout, pageLine, RawLog, told } from './raw-log.ts';

async function checked(log: RawLog, sample = 1, signal?: AbortSignal) {
  const damage = new DamageList();
  let [bytes, records] = [0, 0];
  const check = new RawCheck(log.database, damage, {
    sample,
    onBytes: (count) => (bytes += count),
    onRecord: () => (records += 1),
    ...(signal === undefined ? {} : { signal }),
  });
  await check.run(log.disk, layout);
  return { damage: told(damage.items), whole: check.whole, compared: check.compared, bytes, records };
}

const row = { ID: '1', TITLE: 'Сделка', views: 3 };
const DISAGREE = 'RECORD_CHANGED deal 1: the database and the raw answer disagree';
const NOWHERE = 'RECORD_CHANGED deal 1: no raw answer holds it in this state';

/** A log of one answer and one page, and the record that it brought. */
async function simple(body: Json = { result: [row] }, held: JsonObject = row, form = false): Promise<RawLog> {
  const log = new RawLog().answer(1);
  log.record('1', held, { form });
  await log.segment(1, answerLine(1, body), pageLine(1, 1, ['result'], [0, 'deal', '1']));
  return log;
}

describe('a record and the answer that it came with (I1)', () => {
  it('agree when the database holds what the portal said, word for word', async () => {
    for (const form of [false, true]) {
      const log = await simple({ result: [row] }, row, form);
      let reads = 0;
      log.disk.onCall = (call) => (reads += Number(call === 'read'));
      const { damage, whole, compared, records, bytes } = await checked(log);
      expect([damage, whole.size, compared.size, records]).toEqual([[], 1, 1, 1]);
      expect(reads, 'the log is read once').toBe(1);
      expect(bytes).toBe((await log.disk.sizeBytes(join(layout.raw, '000001.jsonl.gz'))) ?? 0);
    }
  });

  it('disagree in a value, in a name, in the order of fields, in a field that changes by itself', async () => {
    const held = [
      { ...row, TITLE: 'другая' },
      { ID: '1', NAME: 'Сделка', views: 3 },
      { TITLE: 'Сделка', ID: '1', views: 3 },
      { ...row, views: 4 },
    ];
    for (const form of [false, true]) {
      for (const other of held) {
        const { damage, whole, compared } = await checked(await simple({ result: [row] }, other, form));
        expect([damage, whole.size, compared.size]).toEqual([[DISAGREE], 0, 1]);
      }
    }
  });

  it('disagree when the fingerprint, by which a deletion goes, is not that of the answer', async () => {
    const log = await simple();
    log.database.run('UPDATE records SET fingerprint = zeroblob(32)');
    expect((await checked(log)).damage).toEqual([DISAGREE]);
  });

  it('are found in lists, in objects of rows, and where the answer is the one row itself', async () => {
    const bodies: readonly (readonly [Json, readonly string[], number])[] = [
      [{ result: { items: [{ ID: '9' }, row] } }, ['result', 'items'], 1],
      [{ result: [[{ ID: '9' }, row]] }, ['result', '0'], 1],
      [{ result: { a: { ID: '9' }, b: row } }, ['result'], 1],
      [{ result: row }, ['result'], 0],
      [row, [], 0],
    ];
    for (const [body, pointer, place] of bodies) {
      const log = new RawLog().answer(1);
      log.record('1', row, { place });
      await log.segment(1, answerLine(1, body), pageLine(1, 1, pointer, [place, 'deal', '1']));
      expect((await checked(log)).damage, JSON.stringify(body)).toEqual([]);
    }
    for (const one of [{}, { CHAT: { ID: '7' }, ID: '1' }]) {
      expect((await checked(await simple({ result: one }, one))).damage, JSON.stringify(one)).toEqual([]);
    }
  });

  it('are found where the answer is one row that holds nothing but objects', async () => {
    const one = { A: { ID: '7' }, B: { ID: '8' } };
    const log = new RawLog().answer(1);
    log.record('1', one, { place: -1 });
    await log.segment(1, answerLine(1, { result: one }), pageLine(1, 1, ['result'], [-1, 'deal', '1']));
    expect((await checked(log)).damage).toEqual([]);
    for (const result of [[one], 'x', null]) {
      const other = new RawLog().answer(1);
      other.record('1', one, { place: -1 });
      await other.segment(1, answerLine(1, { result }), pageLine(1, 1, ['result'], [-1, 'deal', '1']));
      expect((await checked(other)).damage).toEqual([DISAGREE]);
    }
  });

  it('disagree where there is no row at the place that the page names', async () => {
    for (const body of [
      { result: [] },
      { result: [[row]] },
      { result: 'x' },
      { result: null },
      {},
      { result: [null] },
    ]) {
      for (const form of [false, true]) {
        expect((await checked(await simple(body, row, form))).damage, JSON.stringify(body)).toEqual([DISAGREE]);
      }
    }
    const log = new RawLog().answer(1);
    log.record('1', row, { place: 1 });
    await log.segment(1, answerLine(1, { result: row }), pageLine(1, 1, ['result'], [1, 'deal', '1']));
    expect((await checked(log)).damage).toEqual([DISAGREE]);
  });

  it('are one without the other', async () => {
    const log = await simple();
    log.database.run('DELETE FROM records');
    expect((await checked(log)).damage).toEqual([
      'RECORD_MISSING deal 1: the raw answers hold it, the database does not',
    ]);
    const lonely = await simple();
    lonely.record('2', row, { page: 7 });
    const { damage, whole } = await checked(lonely);
    expect(damage).toEqual(['RECORD_CHANGED deal 2: no raw answer holds it in this state']);
    expect(whole.size).toBe(1);
  });

  it('are compared in the state that the database speaks of; earlier ones are history', async () => {
    const log = new RawLog().answer(1).answer(2);
    log.record('1', row, { page: 2, place: 1 });
    const before = { ...row, TITLE: 'прежде' };
    await log.segment(
      1,
      answerLine(1, { result: [before, before] }),
      pageLine(1, 1, ['result'], [1, 'deal', '1']),
      answerLine(2, { result: [before, row] }),
      pageLine(2, 2, ['result'], [0, 'deal', '1'], [1, 'deal', '1']),
    );
    const { damage, records } = await checked(log);
    expect([damage, records]).toEqual([[], 1]);
  });

  it('are compared without the fields that change by themselves only where the kind has some', async () => {
    const log = new RawLog().answer(1);
    log.database.run(
      `INSERT INTO records (number, kind, id, name, fingerprint, page, place, form, row)
        SELECT 8589934593, 2, '1', '', zeroblob(32), 1, 0, NULL, ?`,
      JSON.stringify(row),
    );
    await log.segment(1, answerLine(1, [row]), pageLine(1, 1, [], [0, 'task', '1']));
    expect((await checked(log)).damage).toEqual(['RECORD_CHANGED task 1: the database and the raw answer disagree']);
  });
});

describe('a sample', () => {
  it('compares a part, the same each time, and misses nothing of the rest', async () => {
    const log = new RawLog().answer(1);
    const rows = Array.from({ length: 100 }, (_, index) => ({ ID: String(index) }));
    rows.forEach((each, place) => log.record(each.ID, each, { place }));
    const places = rows.map(({ ID }, place) => [place, 'deal', ID] as const);
    await log.segment(1, answerLine(1, rows), pageLine(1, 1, [], ...places));
    const first = await checked(log, 0.3);
    expect(first.damage).toEqual([]);
    expect(first.records).toBeGreaterThan(15);
    expect(first.records).toBeLessThan(45);
    expect(first.compared.size).toBe(first.records);
    expect((await checked(log, 0.3)).records).toBe(first.records);
    expect((await checked(log)).records).toBe(100);
  });

  it('is evenly spread', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    for (const part of [0.05, 0.5]) {
      const share = numbers.filter((number) => sampled(number, part)).length / numbers.length;
      expect(Math.abs(share - part)).toBeLessThan(0.02);
    }
    expect([sampled(0, 0), sampled(0, 0.01)]).toEqual([false, true]);
  });
});

describe('damage to the raw log', () => {
  const place = 'RAW_DAMAGED data/raw/000001.jsonl.gz:';

  it('is a line that is none, after which nothing of its segment counts, but all of the others', async () => {
    for (const line of ['{', 'null', '[]', '{"type":"page"}', '{"type":"answer","answer":2}']) {
      const log = await simple();
      log.record('2', { ID: '2' }, { page: 3 });
      await log.segment(1, line, answerLine(1, { result: [row] }), pageLine(1, 1, ['result'], [0, 'deal', '1']));
      await log.segment(2, answerLine(3, [{ ID: '2' }]), pageLine(3, 3, [], [0, 'deal', '2']));
      log.answer(3, 2);
      expect((await checked(log)).damage, line).toEqual([
        `${place} a line is none that bye24 writes`,
        'RAW_MISSING data/raw/000001.jsonl.gz: 1 answers are not there any more',
        NOWHERE,
      ]);
    }
  });

  it('is a page whose answer is not before it', async () => {
    const log = await simple();
    await log.segment(1, pageLine(1, 1, ['result'], [0, 'deal', '1']), answerLine(1, { result: [row] }));
    expect((await checked(log)).damage[0]).toBe(`${place} page 1 speaks of answer 1, which is not before it`);
  });

  it('is an answer whose text is no JSON', async () => {
    const log = await simple();
    const line = JSON.stringify({ type: 'answer', answer: 1, body: '<html>' });
    await log.segment(1, line, pageLine(1, 1, ['result'], [0, 'deal', '1']), pageLine(2, 1, [], [0, 'deal', '1']));
    expect((await checked(log)).damage).toEqual([`${place} answer 1 is no JSON`, NOWHERE]);
  });

  it('is not that an answer was kept as bytes, or that a line says something else', async () => {
    const log = await simple();
    const body = Buffer.from(JSON.stringify({ result: [row] })).toString('base64');
    const line = JSON.stringify({ type: 'answer', answer: 1, body, base64: true });
    await log.segment(1, '{"type":"run"}', line, pageLine(1, 1, ['result'], [0, 'deal', '1']));
    await log.disk.replace(join(layout.raw, 'notes.txt'), 'not ours');
    expect((await checked(log)).damage).toEqual([]);
  });

  it('is a segment cut short, or something behind it', async () => {
    const log = await simple();
    const path = join(layout.raw, '000001.jsonl.gz');
    const bytes = Buffer.from(await log.disk.read(path));
    await log.disk.replace(path, Buffer.concat([bytes, Buffer.alloc(5)]));
    expect((await checked(log)).damage).toEqual([`${place} something that is no gzip follows`]);
    await log.disk.replace(path, Buffer.concat([bytes, Buffer.from('extra')]));
    expect((await checked(log)).damage[0]).toBe(`${place} incorrect header check`);
    await log.disk.replace(path, bytes.subarray(0, -10));
    const cut = (await checked(log)).damage;
    expect(cut[0]).toMatch(/^RAW_DAMAGED .*unexpected end of file/u);
  });

  it('is told of answers that are not there, by segment and number, and of the records that they held', async () => {
    const log = new RawLog().answer(1).answer(2).answer(3, 2);
    log.record('1', row);
    expect((await checked(log)).damage).toEqual([
      'RAW_MISSING data/raw/000001.jsonl.gz: 2 answers are not there any more',
      'RAW_MISSING data/raw/000002.jsonl.gz: 1 answers are not there any more',
      NOWHERE,
    ]);
    // A sample did not look at every record, and can't say that one is nowhere.
    expect((await checked(log, 0.5)).damage).toHaveLength(2);
  });

  it('is a list of fields in the database that is none; what can be compared still is', async () => {
    for (const volatile of ['{', '1']) {
      const log = await simple();
      log.database.run("UPDATE kinds SET volatile = ? WHERE kind = 'task'", volatile);
      const { damage, whole } = await checked(log);
      expect(damage).toEqual(['INDEX_DAMAGED data/archive.sqlite: its fields of task are no list']);
      expect(whole.size).toBe(1);
    }
  });
});

describe('a check that is given up', () => {
  it('ends with the reason', async () => {
    const reason = new Error('Ctrl-C');
    await expect(checked(await simple(), 1, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
