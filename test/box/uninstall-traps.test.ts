import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { openBox } from '../../src/box/box.ts';
import { asidePath } from '../../src/box/uninstall/aside.ts';
import { idOfPlan, planUninstall, type UninstallPlan } from '../../src/box/uninstall/plan.ts';
import { purge, undoUninstall, uninstall, type UninstallOptions } from '../../src/box/uninstall/uninstall.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { filesUnder } from './support/fixture.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';
import { quietMachine } from './support/quiet-machine.ts';
import { servers } from './support/services.ts';

vi.setConfig({ testTimeout: 60_000 });

const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
const mounted: string[] = [];
let fake: FakeMachine;
let machine: ReturnType<typeof quietMachine>;
let backup: string;
let options: UninstallOptions;
let outside: string;

const www = (): string => fake.path('/home/bitrix/www');
const plan = (): Promise<UninstallPlan> => planUninstall(machine, [openBox(www())], { keepShared: false });

const asides = async (): Promise<readonly string[]> =>
  (await plan()).steps.flatMap((step) => (step.do === 'setAside' ? [step.path] : []));

function files(): ReadonlyMap<string, string> {
  return new Map([...filesUnder(fake.root)].filter(([path]) => !path.includes('.bye24-removed-')));
}

function mount(place: string, size: string): void {
  mkdirSync(place, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', place], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  mounted.unshift(place);
}

beforeEach(() => {
  // No database: here it is about files alone.
  fake = makeMachine();
  machine = quietMachine(fake.root);
  backup = mkdtempSync(join(tmpdir(), 'bye24-backup-'));
  outside = mkdtempSync(join(tmpdir(), 'bye24-outside-'));
  writeFileSync(join(outside, 'precious'), 'precious');
  options = { machine, backup, disk: nodeDisk, clock: systemClock, login: ({ engine }) => servers[engine] };
});
afterEach(() => {
  for (const path of mounted.splice(0)) spawnSync('umount', ['-l', path]);
  fake.remove();
  machine.forget();
  for (const path of [backup, outside]) rmSync(path, { recursive: true, force: true });
});

function outsideIsWhole(): void {
  expect(readdirSync(outside)).toEqual(['precious']);
  expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious');
}

describe('what an uninstall meets', () => {
  it('takes Ansible’s list of hosts and rules of systemd only where they are the environment’s', async () => {
    fake.write('/etc/ansible/hosts', '[web]\n');
    fake.write('/etc/tmpfiles.d/other.conf', 'd /run/other 0755 root root -\n');
    expect(await asides()).not.toContain('/etc/ansible/hosts');
    fake.write('/etc/ansible/ansible-roles', '# roles');
    fake.write('/etc/tmpfiles.d/shop.conf', 'd /tmp/php_sessions/ext_www/shop.ru 0770 bitrix bitrix -\n');
    const paths = await asides();
    expect(paths).toEqual(expect.arrayContaining(['/etc/ansible/hosts', '/etc/tmpfiles.d/shop.conf']));
    expect(paths).not.toContain('/etc/tmpfiles.d/other.conf');
  });

  it('200 hostile names go, come back, and are deleted for good by a purge', async () => {
    const folder = join(www(), 'upload', 'hostile');
    mkdirSync(folder);
    const names = hostileNames();
    expect(names.length).toBeGreaterThanOrEqual(200);
    for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), name);
    const before = files();
    expect(await uninstall(options, await plan())).toMatchObject({ stillThere: [] });
    await undoUninstall(options);
    expect(files()).toEqual(before);
    await uninstall(options, await plan());
    expect((await purge(options)).left).toEqual([]);
    expect([...filesUnder(fake.root).keys()].filter((path) => path.includes('hostile'))).toEqual([]);
  });

  it('links go themselves and nothing behind them, other names of a file keep its content', async () => {
    symlinkSync(outside, join(www(), 'upload', 'to-outside'));
    symlinkSync('..', join(www(), 'upload', 'loop'));
    linkSync(join(outside, 'precious'), join(www(), 'upload', 'hard'));
    rmSync(fake.path('/opt/webdir'), { recursive: true });
    symlinkSync(outside, fake.path('/opt/webdir'));
    const before = files();
    const chosen = await plan();
    await uninstall(options, chosen);
    expect(existsSync(fake.path('/opt/webdir'))).toBe(false);
    outsideIsWhole();
    await undoUninstall(options);
    expect(files()).toEqual(before);
    await uninstall(options, await plan());
    expect((await purge(options)).left).toEqual([]);
    outsideIsWhole();
  });

  it('a schedule that is a link stays one, and is as it was after the undo', async () => {
    const real = fake.path('/etc/crontab.real');
    renameSync(fake.path('/etc/crontab'), real);
    symlinkSync('crontab.real', fake.path('/etc/crontab'));
    const before = files();
    await uninstall(options, await plan());
    expect(readlinkSync(fake.path('/etc/crontab'))).toBe('crontab.real');
    expect(readFileSync(real, 'utf8')).toMatch(/^#bye24 /mu);
    await undoUninstall(options);
    expect(files()).toEqual(before);
  });

  it('never moves through a link that lies where its own folder should be, before or after', async () => {
    const chosen = await plan();
    const planted = dirname(asidePath({ machine, id: idOfPlan(chosen) }, '/home/bitrix/www'));
    symlinkSync(outside, planted);
    const refused = await uninstall(options, chosen);
    expect(refused.failed).toMatchObject({ step: { path: '/home/bitrix/www' }, code: 'BOX_STEP_FAILED LINK' });
    outsideIsWhole();
    rmSync(planted);
    await uninstall(options, chosen);
    // Somebody who may write beside the docroot swaps the folder for a link to what they would like deleted.
    renameSync(planted, `${planted}.hidden`);
    symlinkSync(outside, planted);
    await expect(purge(options)).rejects.toMatchObject({ code: 'BOX_STEP_FAILED' });
    outsideIsWhole();
  });

  it.runIf(isRoot)('never moves into a folder that somebody else has made', async () => {
    const chosen = await plan();
    const planted = dirname(asidePath({ machine, id: idOfPlan(chosen) }, '/home/bitrix/www'));
    mkdirSync(planted);
    chownSync(planted, 12_345, 12_345);
    expect((await uninstall(options, chosen)).failed).toMatchObject({ code: 'BOX_STEP_FAILED OWNER' });
    expect(readdirSync(planted)).toEqual([]);
    expect(existsSync(www())).toBe(true);
  });

  it.runIf(isRoot)('a docroot that is a disk of its own is emptied, comes back, and is purged', async () => {
    const aside = fake.path('/home/aside');
    renameSync(www(), aside);
    mount(www(), 'size=8m');
    expect(spawnSync('cp', ['-a', `${aside}/.`, www()]).status).toBe(0);
    rmSync(aside, { recursive: true });
    const before = files();
    const report = await uninstall(options, await plan());
    expect(report).toMatchObject({ stillThere: [], done: report.steps });
    expect(readdirSync(www()).filter((name) => !name.startsWith('.bye24-removed-'))).toEqual([]);
    await undoUninstall(options);
    expect(files()).toEqual(before);
    await uninstall(options, await plan());
    expect((await purge(options)).left).toEqual([]);
    expect(readdirSync(www())).toEqual([]);
  });

  it.runIf(isRoot)('on a full disk it stops where it can’t go on, and its undo brings the rest back', async () => {
    const aside = fake.path('/home/aside');
    renameSync(fake.path('/home/bitrix'), aside);
    const inodes = Number(spawnSync('bash', ['-c', 'find "$1" | wc -l', '-', aside], { encoding: 'utf8' }).stdout);
    mount(fake.path('/home/bitrix'), `size=8m,nr_inodes=${inodes}`);
    expect(spawnSync('cp', ['-a', `${aside}/.`, fake.path('/home/bitrix')]).status).toBe(0);
    rmSync(aside, { recursive: true });
    const before = files();
    const report = await uninstall(options, await plan());
    expect(report.failed).toMatchObject({ step: { do: 'setAside', what: 'files' }, code: 'ENOSPC' });
    expect(lstatSync(www()).isDirectory()).toBe(true);
    await undoUninstall(options);
    expect(files()).toEqual(before);
  });
});
