import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { backUp } from '../../src/box/backup/backup.ts';
import { checkBackup } from '../../src/box/backup/manifest.ts';
import { openBox } from '../../src/box/box.ts';
import { withSql } from '../../src/box/services/sql.ts';
import { planUninstall, type UninstallPlan } from '../../src/box/uninstall/plan.ts';
import { purge, undoUninstall, uninstall, type UninstallOptions } from '../../src/box/uninstall/uninstall.ts';
import { filesUnder, makeCacheTables, nowMs } from './support/fixture.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';
import { quietMachine } from './support/quiet-machine.ts';
import { describeOn, type OwnDatabase, ownDatabase, servers } from './support/services.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const mayMount = process.getuid?.() === 0 && process.platform === 'linux';
const mounted: string[] = [];
let database: OwnDatabase;
let fake: FakeMachine;
let machine: ReturnType<typeof quietMachine>;
let backup: string;
let options: UninstallOptions;

function mount(place: string, size: string): void {
  mkdirSync(place, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', place], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  mounted.unshift(place);
}

function remount(place: string, option: string): void {
  expect(spawnSync('mount', ['-o', `remount,${option}`, place]).status).toBe(0);
}

const www = (): string => fake.path('/home/bitrix/www');
const boxes = (): Parameters<typeof planUninstall>[1] => [openBox(www())];
const save = (): ReturnType<typeof backUp> =>
  backUp({ boxes: boxes(), machine, folder: backup, disk: nodeDisk, nowMs });
const plan = (): Promise<UninstallPlan> => planUninstall(machine, boxes(), { keepShared: true });

function files(): ReadonlyMap<string, string> {
  return new Map([...filesUnder(fake.root)].filter(([path]) => !path.includes('.bye24-removed-')));
}

describeOn('mysql', 'disks under a box', () => {
  beforeEach(async () => {
    database = await ownDatabase('mysql');
    await makeCacheTables(database.sql);
    await database.sql.close();
    fake = makeMachine(database.settings);
    machine = quietMachine(fake.root);
    backup = mkdtempSync(join(tmpdir(), 'bye24-disks-'));
    options = {
      machine,
      backup,
      disk: nodeDisk,
      clock: systemClock,
      login: ({ engine }) => servers[engine],
    };
  });
  afterEach(async () => {
    for (const path of mounted.splice(0)) spawnSync('umount', ['-l', path]);
    fake.remove();
    machine.forget();
    rmSync(backup, { recursive: true, force: true });
    await withSql(servers.mysql, (sql) => sql.run(`DROP DATABASE IF EXISTS ${database.settings.database}`));
  });

  it('a docroot that is a link goes with what it leads to, and both come back', async () => {
    mkdirSync(fake.path('/data'));
    renameSync(www(), fake.path('/data/site'));
    symlinkSync('../../data/site', www());
    await save();
    const before = files();
    const report = await uninstall(options, await plan());
    expect(report).toMatchObject({ stillThere: [], done: report.steps });
    expect(existsSync(fake.path('/data/site'))).toBe(false);
    expect(
      [...files().keys()].filter((path) => path.startsWith('home/bitrix/www') || path.startsWith('data/')),
    ).toEqual([]);
    await undoUninstall(options);
    expect(files()).toEqual(before);
  });

  describe.runIf(mayMount)('full, read-only and mounted', () => {
    it('a backup that has no room is none, and the same command makes it when there is room', async () => {
      mount(backup, 'size=8k,nr_inodes=64');
      const error = await save().catch((reason: unknown) => reason);
      expect(JSON.stringify([error, (error as { readonly code?: string }).code])).toMatch(/ENOSPC|BOX_PROGRAM_FAILED/u);
      await expect(checkBackup(backup)).rejects.toMatchObject({ code: 'BOX_BACKUP_ABSENT' });
      remount(backup, 'size=64m,nr_inodes=10000');
      expect((await save()).verified).toBe(true);
      expect((await checkBackup(backup)).verified).toBe(true);
      remount(backup, 'ro');
      await expect(uninstall(options, await plan())).rejects.toMatchObject({ code: 'EROFS' });
      expect(existsSync(www())).toBe(true);
      remount(backup, 'rw');
    });

    it('a backup onto a disk that can only be read is refused, and nothing of the box changes', async () => {
      mount(backup, 'size=1m');
      remount(backup, 'ro');
      const before = files();
      await expect(save()).rejects.toMatchObject({ code: 'EROFS' });
      await expect(uninstall(options, await plan())).rejects.toMatchObject({ code: 'EROFS' });
      expect(files()).toEqual(before);
    });

    it('a backup holds what another disk inside the docroot holds', async () => {
      mount(join(www(), 'upload', 'disk'), 'size=1m');
      fake.write('/home/bitrix/www/upload/disk/letter.txt', 'of another disk');
      const report = await save();
      expect(report.verified).toBe(true);
      const kept = report.folders.find(({ path }) => path === '/home/bitrix/www');
      const target = mkdtempSync(join(tmpdir(), 'bye24-restored-'));
      const manifest = JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8')) as {
        readonly folders: readonly { readonly path: string; readonly part: { readonly file: string } }[];
      };
      const part = manifest.folders.find(({ path }) => path === kept?.path)?.part.file ?? '';
      expect(spawnSync('tar', ['-xzpf', join(backup, part), '-C', target]).status).toBe(0);
      expect(readFileSync(join(target, 'upload/disk/letter.txt'), 'utf8')).toBe('of another disk');
      rmSync(target, { recursive: true });
    });

    it('what another disk inside the docroot holds is not deleted by a purge, and is named', async () => {
      const disk = join(www(), 'upload', 'disk');
      mount(disk, 'size=1m');
      writeFileSync(join(disk, 'letter.txt'), 'of another disk');
      await save();
      const report = await uninstall(options, await plan());
      expect(report).toMatchObject({ stillThere: [], done: report.steps });
      const purged = await purge(options);
      expect(purged.left).toEqual([{ path: expect.stringMatching(/upload\/disk$/u) as string, why: 'mount' }]);
      expect(readFileSync(join(purged.left[0]?.path ?? '', 'letter.txt'), 'utf8')).toBe('of another disk');
      mounted.push(purged.left[0]?.path ?? '');
    });

    it('on a read-only disk the uninstall stops where it can’t go on, and its undo brings the rest back', async () => {
      const site = www();
      const aside = fake.path('/home/aside');
      renameSync(site, aside);
      mount(fake.path('/home/bitrix'), 'size=8m');
      expect(spawnSync('cp', ['-a', aside, site]).status).toBe(0);
      rmSync(aside, { recursive: true });
      await save();
      const before = files();
      const chosen = await plan();
      remount(fake.path('/home/bitrix'), 'ro');
      const report = await uninstall(options, chosen);
      expect(report.failed).toMatchObject({ step: { do: 'setAside', what: 'files' }, code: 'EROFS' });
      expect(existsSync(site)).toBe(true);
      remount(fake.path('/home/bitrix'), 'rw');
      await undoUninstall(options);
      expect(files()).toEqual(before);
    });
  });
});
