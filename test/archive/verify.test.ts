import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { contactRow, pageOf, PORTAL, sampleKind, sampleKinds, smallArchive, tickingClock } from '../support/archive.ts';

let folder: string;
let sealed: string;
let unsealed: string;
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bye24-verify-'));
  const made = await smallArchive({ contacts: 120 });
  const { archive, path } = made;
  unsealed = join(folder, 'unsealed');
  await archive.close();
  cpSync(path, unsealed, { recursive: true });
  const again = await Archive.open(path, { mode: 'write', kinds: sampleKinds, clock: tickingClock() });
  await sealArchive(again);
  sealed = join(folder, 'sealed');
  cpSync(path, sealed, { recursive: true });
  await made.remove();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function copyOf(source: string): string {
  const copy = join(folder, `copy-${(copies += 1)}`);
  cpSync(source, copy, { recursive: true });
  return copy;
}

function filesOf(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function verify(path: string, sample?: number): Promise<Verification> {
  const archive = await Archive.open(path, { mode: 'read', kinds: sampleKinds });
  try {
    return await Verification.of(archive, sample === undefined ? {} : { sample });
  } finally {
    await archive.close();
  }
}

/** A disk of a computer that can open no more files, met first where a path holds `name`. */
function crowdedAt(name: string): Disk {
  const check = (path: string): void => {
    if (!path.slice(sealed.length).includes(name)) return;
    throw Object.assign(new Error('too many open files'), { code: 'EMFILE', syscall: 'open' });
  };
  return {
    ...nodeDisk,
    read: async (path) => {
      check(path);
      return nodeDisk.read(path);
    },
    chunks: async function* (path, from) {
      check(path);
      yield* nodeDisk.chunks(path, from);
    },
    scan: async (path, look) => {
      check(path);
      await nodeDisk.scan(path, look);
    },
  };
}

describe('verify', () => {
  it('does not call it damage when this computer has too many files open', async () => {
    for (const name of ['raw', 'files', 'manifest']) {
      const archive = await Archive.open(sealed, { mode: 'read', kinds: sampleKinds, disk: crowdedAt(name) });
      await expect(Verification.of(archive), name).rejects.toMatchObject({ code: 'EMFILE' });
      await archive.close();
    }
  });

  it('I1: finds a whole archive whole, and makes its records verified, but for those whose file is not here', async () => {
    const archive = await Archive.open(sealed, { mode: 'read', kinds: sampleKinds });
    const verification = await Verification.of(archive);
    expect(verification.damage).toEqual([]);
    expect(verification.seal).toEqual(await archive.seal());
    expect(verification.wholeRecords).toBe(126);
    const states = sampleKinds.flatMap(({ id }) => [...verification.records(id)]);
    expect(states.filter((state) => 'verified' in state)).toHaveLength(125);
    expect(states.flatMap((state) => ('unverified' in state ? [state.unverified.key] : []))).toEqual([
      { kind: 'disk-file', id: '3' },
    ]);
    expect(verification.record({ kind: 'contact', id: '404' })).toBeUndefined();
    await archive.close();
  });

  it('verifies an archive that was not sealed, too', async () => {
    const verification = await verify(unsealed);
    expect(verification).toMatchObject({ damageCount: 0, wholeRecords: 126 });
    expect(verification.seal).toBeUndefined();
  });

  it('I1: verifies only what a sample looked at', async () => {
    const { wholeRecords, damageCount } = await verify(sealed, 0.25);
    expect(damageCount).toBe(0);
    expect(wholeRecords).toBeGreaterThan(10);
    expect(wholeRecords).toBeLessThan(70);
  });

  it('I1: does not hand out a record that was written after it was verified', async () => {
    const archive = await Archive.open(copyOf(unsealed), { mode: 'write', kinds: sampleKinds });
    const verification = await Verification.of(archive);
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(sampleKind('contact'), [contactRow(1, { NAME: 'другое' })]));
    await archive.writer.commit();
    expect(() => verification.record({ kind: 'contact', id: '1' })).toThrow(
      expect.objectContaining({ code: 'ARCHIVE_CHANGED' }),
    );
    await archive.close();
  });

  it('names the record when the database and the raw answer disagree, and does not verify it', async () => {
    const path = copyOf(unsealed);
    const archive = await Archive.open(path, { mode: 'write', kinds: sampleKinds });
    archive.database.run(`UPDATE records SET row = replace(row, 'Контакт 5"', 'Контакт 6"') WHERE id = '5'`);
    archive.database.run(`DELETE FROM records WHERE id = '9'`);
    archive.database.run(`UPDATE records SET fingerprint = zeroblob(32) WHERE id = '12'`);
    const verification = await Verification.of(archive);
    expect(verification.damage.map(({ code, key }) => [code, key?.id])).toEqual([
      ['RECORD_CHANGED', '5'],
      ['RECORD_MISSING', '9'],
      ['RECORD_CHANGED', '12'],
    ]);
    expect(verification.record({ kind: 'contact', id: '5' })).toHaveProperty('unverified');
    expect(verification.record({ kind: 'contact', id: '6' })).toHaveProperty('verified');
    await archive.close();
  });
});

/** Why the first files of a drive are not verified, after some change of the archive. */
async function whyOf(path: string, ...ids: readonly string[]): Promise<readonly (string | undefined)[]> {
  const archive = await Archive.open(path, { mode: 'read', kinds: sampleKinds });
  const verification = await Verification.of(archive);
  const found = ids.map((id) => verification.record({ kind: 'disk-file', id }));
  await archive.close();
  return found.map((record) => (record !== undefined && 'unverified' in record ? record.why.en : undefined));
}

describe('a record with files (I1)', () => {
  it('is verified only when the bytes of all of them are here and whole, and says what is not', async () => {
    const copy = copyOf(unsealed);
    const blob = filesOf(join(copy, 'data', 'files')).find((path) => statSync(path).size > 0) ?? '';
    writeFileSync(blob, Buffer.alloc(statSync(blob).size, 'x'));
    expect(await whyOf(copy, '1', '2', '3')).toEqual([
      'A file of this record is damaged, lost or unchecked in the archive.',
      undefined,
      'A file of this record could not be taken; its bytes are not in the archive.',
    ]);
  });

  it('is not verified by bytes of before, or while nobody knows whether there are some', async () => {
    const copy = copyOf(unsealed);
    const database = new DatabaseSync(join(copy, 'data', 'archive.sqlite'));
    database.exec(
      "UPDATE files SET missingCode = 'GONE' WHERE id = '1'; UPDATE files SET sha512 = NULL WHERE id = '2'",
    );
    database.close();
    const why = 'A file of this record could not be taken; its bytes are not in the archive.';
    expect(await whyOf(copy, '1', '2')).toEqual([why, why]);
  });
});

/** Overwrites the page at which a table or an index of the database begins. */
function strikeOut(path: string, name: string): void {
  const file = join(path, 'data', 'archive.sqlite');
  const database = new DatabaseSync(file);
  const { rootpage } = database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name) ?? {};
  database.close();
  const bytes = readFileSync(file);
  const pageBytes = bytes.readUInt16BE(16);
  bytes.fill(0, (Number(rootpage) - 1) * pageBytes, Number(rootpage) * pageBytes);
  writeFileSync(file, bytes);
}

describe('damage to the database', () => {
  it('is found also where verify itself reads nothing', async () => {
    const copy = copyOf(unsealed);
    strikeOut(copy, 'refsByTarget');
    const { damage, wholeRecords } = await verify(copy);
    expect(new Set(damage.map(({ code }) => code))).toEqual(new Set(['INDEX_DAMAGED']));
    expect(wholeRecords).toBe(126);
  });

  it('is a finding, not an error, where it keeps verify from reading on', async () => {
    const copy = copyOf(unsealed);
    strikeOut(copy, 'recordsById');
    const { damage, seal } = await verify(copy);
    expect(damage.at(-1)).toEqual({
      code: 'INDEX_DAMAGED',
      path: 'data/archive.sqlite',
      message: 'database disk image is malformed',
    });
    expect(seal).toBeUndefined();
  });
});

describe('what was verified', () => {
  it('is so no longer once another process wrote', async () => {
    const copy = copyOf(unsealed);
    const archive = await Archive.open(copy, { mode: 'read', kinds: sampleKinds });
    const verification = await Verification.of(archive);
    const key = { kind: 'contact', id: '1' };
    expect(verification.record(key)).toHaveProperty('verified');
    const again = await Verification.of(archive);
    const other = new DatabaseSync(join(copy, 'data', 'archive.sqlite'));
    other.exec("INSERT INTO cursors VALUES ('x', 'y')");
    other.close();
    expect(() => again.record(key)).toThrow(expect.objectContaining({ code: 'ARCHIVE_CHANGED' }));
    await archive.close();
  });

  it('stays so while a reader sorts what it reads', async () => {
    const archive = await Archive.open(unsealed, { mode: 'read', kinds: sampleKinds });
    const verification = await Verification.of(archive);
    const { records } = archive.table({ kind: 'contact', sort: { field: 'NAME' }, offset: 0, limit: 5 });
    expect(records.length).toBeGreaterThan(0);
    expect(verification.record({ kind: 'contact', id: '1' })).toHaveProperty('verified');
    await archive.close();
  });
});

describe('a verification that is given up', () => {
  it('ends with the reason, and is told how far it came', async () => {
    const archive = await Archive.open(sealed, { mode: 'read', kinds: sampleKinds });
    const controller = new AbortController();
    const reason = new Error('Ctrl-C');
    const told: unknown[] = [];
    const onProgress = (progress: unknown): void => {
      told.push(progress);
      controller.abort(reason);
    };
    await expect(Verification.of(archive, { signal: controller.signal, onProgress })).rejects.toBe(reason);
    expect(told[0]).toMatchObject({ totalRecords: 126, records: 0, blobs: 0 });
    await archive.close();
  });
});

describe('damage to a sealed archive', () => {
  it('is told with the place, and the seal holds no longer', async () => {
    const copy = copyOf(sealed);
    const blob = filesOf(join(copy, 'data', 'files')).find((path) => statSync(path).size > 0) ?? '';
    writeFileSync(blob, Buffer.alloc(statSync(blob).size, 'x'));
    const { damage, seal } = await verify(copy);
    expect(damage).toMatchObject([{ code: 'BLOB_DAMAGED', path: blob.slice(copy.length + 1) }]);
    expect(seal).toBeUndefined();
  });
});

describe('a seal', () => {
  it('is checked by sha512sum with no help from us', () => {
    for (const manifest of ['manifest-sha512.txt', 'tagmanifest-sha512.txt']) {
      const { status, stderr } = spawnSync('sha512sum', ['--strict', '-c', manifest], {
        cwd: sealed,
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    }
  });

  it('says what the bag holds, as BagIt 1.0 wants it', () => {
    expect(readFileSync(join(sealed, 'bagit.txt'), 'utf8')).toBe(
      'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n',
    );
    const payload = filesOf(join(sealed, 'data'));
    const bytes = payload.reduce((sum, path) => sum + statSync(path).size, 0);
    expect(readFileSync(join(sealed, 'bag-info.txt'), 'utf8')).toContain(`Payload-Oxum: ${bytes}.${payload.length}\n`);
    expect(payload.filter((path) => path.includes('%'))).toEqual([]);
    expect(readFileSync(join(sealed, 'LOSSES.md'), 'utf8')).toMatch(
      /Файлы: запись есть.*disk-file 3.*Files: the record/su,
    );
  });

  it('lets an archive be read without changing a byte of it', async () => {
    const copy = copyOf(sealed);
    const before = filesOf(copy).map((path) => [path, readFileSync(path).toString('base64')]);
    const archive = await Archive.open(copy, { mode: 'read', kinds: sampleKinds });
    expect([...archive.all()]).toHaveLength(126);
    await Verification.of(archive);
    await archive.close();
    expect(filesOf(copy).map((path) => [path, readFileSync(path).toString('base64')])).toEqual(before);
  });

  it('is taken away by a later export, which says so, and can be made again', async () => {
    const copy = copyOf(sealed);
    const archive = await Archive.open(copy, { mode: 'write', kinds: sampleKinds, portal: PORTAL });
    expect(archive.unsealed).toBe(true);
    expect(await archive.seal()).toBeUndefined();
    await archive.writer.beginRun({ connection: 'admin' });
    await expect(sealArchive(archive)).rejects.toMatchObject({ code: 'ARCHIVE_BUSY' });
    await archive.writer.addPage(pageOf(sampleKind('contact'), [contactRow(500)]));
    await archive.writer.finishRun('incomplete');
    const seal = await sealArchive(archive);
    const verification = await verify(copy);
    expect(verification).toMatchObject({ damageCount: 0, wholeRecords: 127, seal });
  });
});
