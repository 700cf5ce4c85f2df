import { spawnSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { measure } from '../../src/desktop/look.ts';
import { planRemoval, type RemovalPlan, type Step } from '../../src/desktop/plan.ts';
import { scan } from '../../src/desktop/scan.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { linuxComputer, put, scratchRoot } from './linux-computer.ts';
import { snapshot } from './snapshot.ts';
import { emptyFolder, nothing, removeOn, restoreOn } from './support.ts';

const home = '/home/anna';

function fresh(): { readonly root: string; readonly run: string } {
  const root = scratchRoot();
  return { root, run: join(root, home, '.config/bye24/quarantine/1') };
}

function plan(...steps: readonly Step[]): RemovalPlan {
  return { system: 'linux', steps, leftAlone: [], drive: [], byHand: [], sha256: '' };
}

const quarantine = (path: string): Step => ({ do: 'quarantine', path, sort: 'profile' });

describe('what a removal meets', () => {
  it('moves and brings back 200 hostile names, to another disk as well', async () => {
    for (const elsewhere of [undefined, '/dev/shm']) {
      const { root, run } = fresh();
      const folder = join(root, home, '.bxd');
      mkdirSync(folder);
      const names = hostileNames();
      expect(names.length).toBeGreaterThanOrEqual(200);
      for (const name of names) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), name);
      const before = await measure(folder);
      const computer = linuxComputer(root);
      const kept = elsewhere === undefined ? run : join(emptyFolder(elsewhere), 'run');
      const { outcomes } = await removeOn(computer, kept, plan(quarantine(`${home}/.bxd`)));
      expect(outcomes.map(({ end }) => end)).toEqual(['done']);
      expect(existsSync(folder)).toBe(false);
      expect(await measure(join(kept, 'items/0/content'))).toEqual(before);
      expect((await restoreOn(computer, kept))?.restored.map(({ end }) => end)).toEqual(['back']);
      expect(await measure(folder)).toEqual(before);
    }
  });

  it('never goes through a link: a trace that is one is moved itself, one behind it is left', async () => {
    const { root, run } = fresh();
    const precious = join(root, '/srv/precious');
    put(root, '/srv/precious/Local State', 'of somebody else');
    symlinkSync(precious, join(root, home, '.bxd'));
    mkdirSync(join(root, '/srv/dotfiles/Bitrix24'), { recursive: true });
    put(root, '/srv/dotfiles/Bitrix24/Local State', 'behind');
    symlinkSync(join(root, '/srv/dotfiles'), join(root, home, '.cache'));
    const computer = linuxComputer(root);
    const found = await scan(computer);
    expect(found.traces.map(({ id, leftAlone }) => [id, leftAlone])).toEqual([
      [`${home}/.bxd`, undefined],
      [`${home}/.cache/Bitrix24`, 'behindLink'],
    ]);
    const before = snapshot(join(root, '/srv'));
    await removeOn(computer, run, planRemoval(found, nothing));
    expect(snapshot(join(root, '/srv'))).toEqual(before);
    expect(existsSync(join(root, home, '.bxd'))).toBe(false);
  });

  it('looks again right before it moves: a folder that became a link since the scan is left', async () => {
    const { root, run } = fresh();
    put(root, '/srv/dotfiles/Bitrix24/Local State', 'behind');
    symlinkSync(join(root, '/srv/dotfiles'), join(root, home, '.cache'));
    const { outcomes } = await removeOn(linuxComputer(root), run, plan(quarantine(`${home}/.cache/Bitrix24`)));
    expect(outcomes).toMatchObject([{ end: 'left', reason: 'behindLink' }]);
    expect(existsSync(join(root, '/srv/dotfiles/Bitrix24/Local State'))).toBe(true);
  });

  it('changes nothing under the other name of a hard link', async () => {
    const { root, run } = fresh();
    const other = put(root, '/srv/other', 'shared');
    mkdirSync(join(root, home, '.bxd'));
    linkSync(other, join(root, home, '.bxd/shared'));
    const list = put(root, `${home}/.config/mimeapps.list`, 'x-scheme-handler/bx=a.desktop\n');
    linkSync(list, join(root, '/srv/list'));
    const computer = linuxComputer(root);
    const found = await scan(computer);
    expect(found.traces.find(({ sort }) => sort === 'protocol')?.leftAlone).toBe('secondName');
    await removeOn(computer, run, planRemoval(found, nothing));
    expect(readFileSync(other, 'utf8')).toBe('shared');
    expect(statSync(other).nlink).toBe(2);
    expect(readFileSync(join(root, '/srv/list'), 'utf8')).toBe('x-scheme-handler/bx=a.desktop\n');
  });

  it('leaves a folder in which another disk is mounted', async () => {
    expect((await measure('/dev')).mountInside).toBe(true);
    const { root, run } = fresh();
    const inside = join(root, home, '.bxd/mounted');
    mkdirSync(inside, { recursive: true });
    // Only root may mount; where we may not, the look at /dev above is what is tested.
    if (spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', inside]).status !== 0) return;
    onTestFinished(() => {
      spawnSync('umount', ['-l', inside]);
    });
    const computer = linuxComputer(root);
    expect((await scan(computer)).traces.map(({ leftAlone }) => leftAlone)).toEqual(['mountInside']);
    const { outcomes } = await removeOn(computer, run, plan(quarantine(`${home}/.bxd`)));
    expect(outcomes).toMatchObject([{ end: 'left', reason: 'mountInside' }]);
    expect(existsSync(inside)).toBe(true);
  });

  it('writes nothing over what stands in the place of something kept', async () => {
    const { root, run } = fresh();
    put(root, `${home}/.bxd/state`, 'old');
    const computer = linuxComputer(root);
    await removeOn(computer, run, planRemoval(await scan(computer), nothing));
    put(root, `${home}/.bxd/state`, 'new');
    const first = await restoreOn(computer, run);
    expect(first?.restored).toMatchObject([{ end: 'left', reason: 'occupied' }]);
    expect(readFileSync(join(root, home, '.bxd/state'), 'utf8')).toBe('new');
    expect(readFileSync(join(run, 'items/0/content/state'), 'utf8')).toBe('old');
  });
});

describe('the folder of the drive', () => {
  it('is never moved without being named, nor is a folder that holds it', async () => {
    const { root } = fresh();
    put(root, `${home}/.config/Bitrix24/Local State`, '{}');
    put(root, `${home}/.config/Bitrix24/My Drive/contract.txt`, 'mine');
    const drive = `${home}/.config/Bitrix24/My Drive`;
    const found = await scan(linuxComputer(root), { drive: [drive] });
    const without = planRemoval(found, nothing);
    expect(without.steps).toEqual([]);
    expect(without.leftAlone.map(({ leftAlone }) => leftAlone)).toEqual(['holdsDrive']);
    const named = planRemoval(found, { also: [], moveDrive: [drive] });
    expect(named.steps).toEqual([{ do: 'moveDrive', path: drive, placeholders: 0 }]);
  });

  it('is not called a copy while files in it only seem to be there', async () => {
    const { root } = fresh();
    put(root, `${home}/Bitrix24/real.txt`, 'content');
    put(root, `${home}/Bitrix24/empty.txt`, '');
    put(root, `${home}/Bitrix24/a%b.txt`, 'never uploaded');
    const hollow = put(root, `${home}/Bitrix24/hollow.bin`, '');
    spawnSync('truncate', ['-s', '1M', hollow]);
    const [folder] = (await scan(linuxComputer(root))).drive;
    expect(folder).toMatchObject({ files: 4, placeholders: 1, empty: 1, neverUploaded: 1, examples: ['hollow.bin'] });
  });
});
