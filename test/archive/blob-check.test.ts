import { hash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { blobPath } from '../../src/archive/layout.ts';
import { type BlobCheckOptions, checkBlobs } from '../../src/archive/verify/blob-check.ts';
import { DamageList } from '../../src/archive/verify/damage-list.ts';
import { layout, RawLog, told } from './raw-log.ts';

const nameOf = (text: string): string => hash('sha512', text);
const pathOf = (text: string): string => `data/files/${nameOf(text).slice(0, 2)}/${nameOf(text)}`;

/** Blobs on a disk, and the files in a database that speak of them. */
async function blobs(...texts: readonly string[]): Promise<RawLog> {
  const log = new RawLog();
  for (const [index, text] of texts.entries()) {
    await log.disk.replace(blobPath(layout, nameOf(text)), text);
    file(log, String(index), text);
  }
  return log;
}

function file(log: RawLog, id: string, text: string, bytes = Buffer.byteLength(text)): void {
  const sql =
    "INSERT INTO files (kind, id, slot, fileId, name, sha512, blobBytes) VALUES (1, ?, 'content', ?, '', ?, ?)";
  log.database.run(sql, id, id, nameOf(text), bytes);
}

async function checked(log: RawLog, more: Partial<BlobCheckOptions> = {}) {
  const damage = new DamageList();
  let [bytes, count] = [0, 0];
  const options = { sample: 1, onBytes: (each: number) => (bytes += each), onBlob: () => (count += 1), ...more };
  const bad = await checkBlobs(log.disk, layout, log.database, damage, options);
  return { damage: told(damage.items), bad: [...bad].toSorted(), bytes, count };
}

describe('the bytes of files (I1)', () => {
  it('are whole when they are those that their name says; each is read once', async () => {
    const log = await blobs('a', 'bb', '');
    file(log, 'again', 'a');
    log.database.run("INSERT INTO files (kind, id, slot, fileId, name) VALUES (1, 'none', 'content', '1', '')");
    expect(await checked(log)).toEqual({ damage: [], bad: [], bytes: 3, count: 3 });
  });

  it('are damaged when they are others, or another number of them', async () => {
    const log = await blobs('aa', 'b');
    await log.disk.replace(blobPath(layout, nameOf('aa')), 'xx');
    const found = await checked(log);
    expect(found.damage).toEqual([`BLOB_DAMAGED ${pathOf('aa')}: its bytes are not those that came home`]);
    expect(found.bad).toEqual([nameOf('aa')]);
    // What is longer is not read to its end.
    await log.disk.replace(blobPath(layout, nameOf('aa')), 'aa and more');
    expect(await checked(log)).toMatchObject({ bad: [nameOf('aa')], bytes: 1, count: 2 });
    const wrong = new RawLog();
    await wrong.disk.replace(blobPath(layout, nameOf('a')), 'a');
    file(wrong, '1', 'a', 5);
    expect((await checked(wrong)).bad).toEqual([nameOf('a')]);
  });

  it('are missing when they are not there', async () => {
    const log = await blobs('a', 'b');
    await log.disk.remove(blobPath(layout, nameOf('b')));
    const found = await checked(log);
    expect(found.damage).toEqual([`BLOB_MISSING ${pathOf('b')}: its bytes are not there`]);
    expect(found.bad).toEqual([nameOf('b')]);
    expect(found.count).toBe(2);
  });

  it('are read also where only the seal still knows them, and others of the seal are not', async () => {
    const log = await blobs('a');
    await log.disk.replace(blobPath(layout, nameOf('old')), 'other');
    const named = ['a', 'old', 'lost'].map((text) => `${nameOf(text)}  ${pathOf(text)}\n`).join('');
    const raw = `${nameOf('x')}  data/raw/000001.jsonl.gz\n`;
    await log.disk.replace('archive/manifest-sha512.txt', `${named}${raw}`);
    const found = await checked(log);
    expect(found.damage.toSorted()).toEqual([
      `BLOB_DAMAGED ${pathOf('old')}: its bytes are not those that came home`,
      `BLOB_MISSING ${pathOf('lost')}: its bytes are not there`,
    ]);
    expect(found.count).toBe(3);
    await log.disk.replace('archive/manifest-sha512.txt', 'no manifest');
    expect((await checked(log)).count).toBe(1);
  });

  it('are not vouched for when a sample left them out', async () => {
    const log = await blobs(...Array.from({ length: 60 }, (_, index) => `text ${index}`));
    const { damage, bad, count } = await checked(log, { sample: 0.5 });
    expect(damage).toEqual([]);
    expect(count).toBeGreaterThan(15);
    expect(count + bad.length).toBe(60);
    expect(bad.length).toBeGreaterThan(15);
    expect(await checked(log)).toMatchObject({ bad: [], count: 60 });
  });

  it('are many: all of them are read, however many pages of the database name them', async () => {
    const log = await blobs('a');
    const sql =
      "INSERT INTO files (kind, id, slot, fileId, name, sha512, blobBytes) VALUES (1, ?, 'content', '', '', ?, 1)";
    log.database.transaction(() => {
      for (let index = 0; index < 1200; index++) log.database.run(sql, `many ${index}`, nameOf(String(index)));
    });
    expect((await checked(log)).count).toBe(1201);
  });

  it('are not read any more when the check is given up', async () => {
    const reason = new Error('Ctrl-C');
    await expect(checked(await blobs('a'), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
