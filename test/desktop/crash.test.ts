import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { planRemoval } from '../../src/desktop/plan.ts';
import { scan } from '../../src/desktop/scan.ts';
import { linuxComputer, put, scratchRoot } from './linux-computer.ts';
import { snapshot } from './snapshot.ts';
import { emptyFolder, nothing, removeOn, restoreOn } from './support.ts';

const home = '/home/anna';

/** Every step of a crash is written through to its disk: memory is the fastest one. */
const memory = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
/** Another disk than that: in memory, too, where one may be mounted. */
let other = tmpdir();
let mounted: string | undefined;

beforeAll(() => {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return;
  mounted = mkdtempSync(join(tmpdir(), 'bye24-disk-'));
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', mounted]).status).toBe(0);
  other = mounted;
});
afterAll(() => {
  if (mounted === undefined) return;
  spawnSync('umount', ['-l', mounted]);
  rmSync(mounted, { recursive: true, force: true });
});

function filled(files: number): string {
  const root = scratchRoot(memory);
  for (let file = 0; file < files; file++) {
    put(root, `${home}/.bxd/${file % 7}/${file}`, `state ${file}`);
    put(root, `${home}/.cache/Bitrix24/cef_cache/${file}`, `cache ${file}`.repeat(200));
  }
  put(root, `${home}/.config/Bitrix24/Local State`, '{}');
  put(
    root,
    `${home}/.config/mimeapps.list`,
    '[Default Applications]\nx-scheme-handler/bx=a.desktop\ntext/html=b.desktop\n',
  );
  put(root, `${home}/letter.txt`, 'of the user');
  return root;
}

class Crash extends Error {}

/** A disk that dies at its n-th call that changes something, before or after the change, and stays dead. */
function mortal(diesAt: number, after: boolean): { readonly disk: Disk; readonly calls: () => number } {
  let calls = 0;
  let dead = false;
  const change = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (dead) throw new Crash();
    calls++;
    if (calls !== diesAt) return work();
    dead = true;
    if (after) await work();
    throw new Crash();
  };
  const disk: Disk = {
    ...nodeDisk,
    async append(path, options) {
      const file = await nodeDisk.append(path, options);
      await change(() => Promise.resolve()).catch(async (error: unknown) => {
        await file.close();
        throw error;
      });
      return {
        write: (data) => change(() => file.write(data)),
        sync: () => change(() => file.sync()),
        close: () => file.close(),
      };
    },
    replace: (path, data) => change(() => nodeDisk.replace(path, data)),
    move: (from, to) => change(() => nodeDisk.move(from, to)),
    makeFolder: (path) => change(() => nodeDisk.makeFolder(path)),
  };
  return { disk, calls: () => calls };
}

describe.each([
  ['on the same disk', false],
  ['onto another disk', true],
])('a crash at every point of a removal %s', (_, elsewhere) => {
  it('ends as an uninterrupted one once it is gone on with, and comes back whole (I3)', async () => {
    let points = 0;
    const plan = planRemoval(await scan(linuxComputer(filled(2))), nothing);
    for (const after of [false, true]) {
      for (let at = 1; ; at++) {
        const root = filled(2);
        const run = join(elsewhere ? emptyFolder(other) : join(root, home, '.local'), 'run');
        const computer = linuxComputer(root);
        const before = snapshot(join(root, home));
        const { disk, calls } = mortal(at, after);
        const crashed = await removeOn(computer, run, plan, disk).then(
          () => false,
          (error: unknown) => error instanceof Crash,
        );
        const { outcomes, ended } = await removeOn(computer, run, plan);
        expect({ at, after, ended, bad: outcomes.filter(({ end }) => end !== 'done' && end !== 'absent') }).toEqual({
          at,
          after,
          ended: true,
          bad: [],
        });
        for (const step of plan.steps) {
          if (step.do === 'quarantine') expect(existsSync(join(root, step.path))).toBe(false);
        }
        await restoreOn(computer, run);
        const mine = snapshot(join(root, home)).filter(([path]) => !path.startsWith('/.local'));
        expect(mine).toEqual(before);
        if (!crashed) {
          expect(calls()).toBeLessThan(at);
          break;
        }
        points++;
      }
    }
    expect(points).toBeGreaterThan(40);
  }, 120_000);
});

describe('a crash at every point of a restoration', () => {
  it('ends with everything back once it is gone on with, from the same disk and from another', async () => {
    let points = 0;
    const plan = planRemoval(await scan(linuxComputer(filled(2))), nothing);
    for (const elsewhere of [false, true]) {
      for (const after of [false, true]) {
        for (let at = 1; ; at++) {
          const root = filled(2);
          const run = join(elsewhere ? emptyFolder(other) : join(root, home, '.local'), 'run');
          const computer = linuxComputer(root);
          const before = snapshot(join(root, home));
          await removeOn(computer, run, plan);
          const { disk, calls } = mortal(at, after);
          const crashed = await restoreOn(computer, run, disk).then(
            () => false,
            (error: unknown) => error instanceof Crash,
          );
          const again = await restoreOn(computer, run);
          expect({ at, after, bad: again?.restored.filter(({ end }) => end === 'left' || end === 'failed') }).toEqual({
            at,
            after,
            bad: [],
          });
          expect(snapshot(join(root, home)).filter(([path]) => !path.startsWith('/.local'))).toEqual(before);
          if (!crashed) {
            expect(calls()).toBeLessThan(at);
            break;
          }
          points++;
        }
      }
    }
    expect(points).toBeGreaterThan(40);
  }, 120_000);
});

describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('a quarantine that has no room', () => {
  it('takes nothing away that it can’t keep, and goes on when there is room', async () => {
    const root = filled(150);
    const computer = linuxComputer(root);
    const before = snapshot(join(root, home));
    const plan = planRemoval(await scan(computer), nothing);
    const place = emptyFolder();
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,nr_inodes=24', 'tmpfs', place]);
    expect(status).toBe(0);
    onTestFinished(() => {
      spawnSync('umount', ['-l', place]);
    });
    const run = join(place, 'run');
    await expect(removeOn(computer, run, plan)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(snapshot(join(root, home))).toEqual(before);
    expect(spawnSync('mount', ['-o', 'remount,size=64m,nr_inodes=20000', place]).status).toBe(0);
    expect((await removeOn(computer, run, plan)).ended).toBe(true);
    expect(existsSync(join(root, home, '.bxd'))).toBe(false);
    // On a disk that may only be read nothing is put back, and nothing is lost either.
    expect(spawnSync('mount', ['-o', 'remount,ro', place]).status).toBe(0);
    await expect(restoreOn(computer, run)).rejects.toMatchObject({ code: 'EROFS' });
    expect(spawnSync('mount', ['-o', 'remount,rw', place]).status).toBe(0);
    await restoreOn(computer, run);
    expect(snapshot(join(root, home))).toEqual(before);
  });
});

describe('a removal that is killed', () => {
  it('goes on to the end, loses nothing, and comes back whole', async () => {
    const root = filled(150);
    const computer = linuxComputer(root);
    const before = snapshot(join(root, home));
    const run = join(emptyFolder(other), 'run');
    // Killed right after each line that it says, one line later every time: at the begin of a step, and in the middle.
    let ended = false;
    let kills = 0;
    for (let lines = 1; !ended; lines++) {
      const program = join(import.meta.dirname, 'remove-program.ts');
      const child = spawn(process.execPath, [program, root, run], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      ended = await new Promise<boolean>((resolve, reject) => {
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          said += text;
          if (said.split('\n').length > lines) child.kill('SIGKILL');
        });
        child.on('error', reject).on('close', (code) => resolve(code === 0));
      });
      if (!ended) kills++;
    }
    expect(kills).toBeGreaterThan(2);
    expect(existsSync(join(root, home, '.bxd'))).toBe(false);
    expect((await restoreOn(computer, run))?.restored.map(({ end }) => end)).toEqual(['back', 'back', 'back', 'back']);
    expect(snapshot(join(root, home))).toEqual(before);
  }, 120_000);
});
