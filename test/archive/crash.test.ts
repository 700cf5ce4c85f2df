import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { type AppendFile, type Disk, nodeDisk } from '../../src/base/disk.ts';
import { contactRow, pageOf, PORTAL, sampleKind, sampleKinds, tickingClock } from '../support/archive.ts';

class Crash extends Error {}

/** A disk of a process that dies at its n-th step; a write that it dies in is torn. From then on nothing works. */
class DyingDisk {
  readonly #diesAt: number;
  readonly #open = new Set<AppendFile>();
  steps = 0;

  constructor(diesAt: number) {
    this.#diesAt = diesAt;
  }

  #step(): void {
    this.steps += 1;
    if (this.steps >= this.#diesAt) throw new Crash(`step ${this.steps}`);
  }

  #dying<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      this.#step();
      return work(...args);
    };
  }

  get port(): Disk {
    return {
      ...nodeDisk,
      replace: this.#dying(nodeDisk.replace.bind(nodeDisk)),
      move: this.#dying(nodeDisk.move.bind(nodeDisk)),
      remove: this.#dying(nodeDisk.remove.bind(nodeDisk)),
      makeFolder: this.#dying(nodeDisk.makeFolder.bind(nodeDisk)),
      append: async (path, options) => {
        this.#step();
        const file = await nodeDisk.append(path, options);
        this.#open.add(file);
        return {
          write: async (data) => {
            try {
              this.#step();
            } catch (error) {
              const bytes = Buffer.from(data);
              if (this.steps === this.#diesAt) await file.write(bytes.subarray(0, bytes.length / 2));
              throw error;
            }
            await file.write(data);
          },
          sync: this.#dying(() => file.sync()),
          close: async () => {
            if (this.#open.delete(file)) await file.close();
          },
        };
      },
    };
  }

  /** What the kernel does for a dead process. */
  async closeAll(): Promise<void> {
    for (const file of this.#open) await file.close();
    this.#open.clear();
  }
}

const contact = sampleKind('contact');
const drive = sampleKind('disk-file');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bye24-crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Promised {
  contacts: number;
  file: boolean;
  created: boolean;
  sealed: boolean;
}

/** An export in small steps. `promised` follows what it was told is durable. */
async function exportAndSeal(
  path: string,
  disk: Disk,
  promised: Promised,
  opened: (archive: Archive) => void,
): Promise<void> {
  const archive = await Archive.create(path, { portal: PORTAL, kinds: sampleKinds, clock: tickingClock(), disk });
  opened(archive);
  promised.created = true;
  const { writer } = archive;
  await writer.beginRun({ connection: 'admin' });
  for (const first of [1, 11, 21]) {
    const ids = Array.from({ length: 10 }, (_, index) => first + index);
    const rows = ids.map((id) => contactRow(id));
    await writer.addPage(pageOf(contact, rows));
    writer.setCursor('contact', String(first + 9));
    await (first === 11 ? writer.commit() : writer.flush());
    if (first !== 11) promised.contacts = first + 9;
  }
  await writer.addPage(pageOf(drive, [{ ID: '1', NAME: 'a', FOLDER_ID: '7' }]));
  const blob = await writer.putBlob([Buffer.from('раз'), Buffer.from('два')]);
  await writer.addFile({ owner: { kind: drive.id, id: '1' }, slot: 'content', fileId: '1', name: 'a', blob });
  await writer.flush();
  promised.file = true;
  await writer.finishRun('complete');
  await sealArchive(archive);
  promised.sealed = true;
}

async function dieAt(
  step: number,
): Promise<{ readonly disk: DyingDisk; readonly copy: string; readonly promised: Promised }> {
  const disk = new DyingDisk(step);
  const promised: Promised = { contacts: 0, file: false, created: false, sealed: false };
  const path = join(folder, String(step));
  mkdirSync(path);
  const opened: Archive[] = [];
  try {
    await exportAndSeal(path, disk.port, promised, (archive) => opened.push(archive));
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  // A dead process closes nothing in order: what is on disk now is all that the next one finds.
  const copy = join(folder, `${step}-after`);
  cpSync(path, copy, { recursive: true, filter: (source) => !source.endsWith('lock') });
  for (const archive of opened) if (archive.database.isOpen) archive.database.close();
  await disk.closeAll();
  rmSync(path, { recursive: true, force: true });
  return { disk, copy, promised };
}

async function check(copy: string, promised: Promised): Promise<void> {
  const archive = await Archive.open(copy, { mode: 'write', kinds: sampleKinds, portal: PORTAL });
  const cursor = Number(archive.cursor('contact') ?? 0);
  expect(archive.size('contact')).toBe(cursor);
  expect(cursor).toBeGreaterThanOrEqual(promised.contacts);
  expect([...archive.files()]).toHaveLength(promised.file ? 1 : [...archive.files()].length);
  const verification = await Verification.of(archive);
  expect(verification.damage).toEqual([]);
  expect(verification.wholeRecords).toBe(archive.size('contact') + archive.size('disk-file'));
  // And the export goes on to its end.
  await archive.writer.beginRun({ connection: 'admin' });
  await archive.writer.addPage(pageOf(contact, [contactRow(99)]));
  await archive.writer.finishRun('complete');
  await sealArchive(archive);
  const sealed = await Archive.open(copy, { mode: 'read' });
  expect((await Verification.of(sealed)).seal).toEqual(await sealed.seal());
  await sealed.close();
}

describe('a crash at any step of an export or of a seal', () => {
  it('loses nothing that was durable, and leaves an archive that is whole and goes on', async () => {
    let step = 1;
    for (; step < 500; step += 1) {
      const { disk, copy, promised } = await dieAt(step);
      if (promised.created) await check(copy, promised);
      rmSync(copy, { recursive: true, force: true });
      if (promised.sealed && disk.steps < step) break;
    }
    expect(step).toBeGreaterThan(30);
    expect(step).toBeLessThan(500);
  }, 120_000);

  it('leaves a place where an archive can be made when it died while making one', async () => {
    for (let step = 1; step < 10; step += 1) {
      const { copy, promised } = await dieAt(step);
      if (!promised.created && existsSync(join(copy, 'data', 'archive.sqlite'))) {
        await (await Archive.open(copy, { mode: 'write', kinds: sampleKinds, portal: PORTAL })).close();
      } else if (!promised.created) {
        await expect(Archive.open(copy, { mode: 'read' })).rejects.toMatchObject({ code: 'ARCHIVE_ABSENT' });
        await (await Archive.create(copy, { portal: PORTAL, kinds: sampleKinds })).close();
      }
      rmSync(copy, { recursive: true, force: true });
    }
  });
});

describe('a disk that is full', () => {
  it('stops the export with the reason, takes nothing more, and goes on when there is room', async () => {
    const path = join(folder, 'full');
    let full = false;
    const disk: Disk = {
      ...nodeDisk,
      append: async (name, options) => {
        const file = await nodeDisk.append(name, options);
        return {
          write: (data) =>
            full ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : file.write(data),
          sync: () => file.sync(),
          close: () => file.close(),
        };
      },
    };
    const archive = await Archive.create(path, { portal: PORTAL, kinds: sampleKinds, disk });
    await archive.writer.beginRun({ connection: 'admin' });
    await archive.writer.addPage(pageOf(contact, [contactRow(1)]));
    await archive.writer.flush();
    full = true;
    await archive.writer.addPage(pageOf(contact, [contactRow(2)]));
    await expect(archive.writer.flush()).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(archive.writer.addPage(pageOf(contact, [contactRow(3)]))).rejects.toMatchObject({ code: 'ENOSPC' });
    await archive.close();
    full = false;
    const again = await Archive.open(path, { mode: 'write', kinds: sampleKinds, disk });
    expect([...again.records('contact')].map(({ key }) => key.id)).toEqual(['1']);
    expect((await Verification.of(again)).damage).toEqual([]);
    await again.close();
  });
});
