import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { bye24, emptyFolder, type Ended, objectsIn } from '../cli/support/bye24.ts';
import { put } from './linux-computer.ts';
import { snapshot } from './snapshot.ts';

/** A home folder with what the app leaves, and the program started for it. */
function home(): { readonly folder: string; readonly run: (...args: readonly string[]) => Promise<Ended> } {
  const folder = emptyFolder();
  put(folder, '.bxd/state', 'state');
  put(folder, '.cache/Bitrix24/cef_cache/data', 'cache');
  put(folder, 'Bitrix24/letter.txt', 'mine');
  mkdirSync(join(folder, 'home'));
  return { folder, run: (...args) => bye24(args, { folder, environment: { HOME: folder, LANG: 'en_GB.UTF-8' } }) };
}

interface Result {
  readonly type: string;
  readonly plan: { readonly sha256: string };
}

function resultIn(stdout: string): Result {
  return objectsIn(stdout).at(-1) as unknown as Result;
}

describe('bye24 desktop', () => {
  it('shows what was found and what would be done, and changes nothing', async () => {
    const { folder, run } = home();
    const before = snapshot(folder);
    const { code, stdout } = await run('desktop', 'scan');
    expect(code).toBe(0);
    expect(stdout).toContain(join(folder, '.bxd'));
    expect(stdout).toContain(`Move into quarantine, if it is still there: ${join(folder, '.bxd')}`.slice(0, 40));
    expect(stdout).toContain('what you delete or move here is deleted on the portal');
    expect(snapshot(folder)).toEqual(before);
  });

  it('removes only by the hash of what was shown, and puts everything back', async () => {
    const { folder, run } = home();
    const before = snapshot(folder);
    const { sha256 } = resultIn((await run('desktop', 'scan', '--json')).stdout).plan;
    expect((await run('desktop', 'remove', '--plan-sha256', 'f'.repeat(12))).code).toBe(4);
    expect((await run('desktop', 'remove', '--plan-sha256', sha256.slice(0, 11))).code).toBe(4);
    const asked = await run('desktop', 'remove');
    expect([asked.code, asked.stderr.includes('NOBODY_TO_ASK')]).toEqual([2, true]);
    expect(snapshot(folder)).toEqual(before);

    const removed = await run('desktop', 'remove', '--plan-sha256', sha256.slice(0, 12));
    expect(removed.code).toBe(0);
    expect(existsSync(join(folder, '.bxd'))).toBe(false);
    expect(readFileSync(join(folder, 'Bitrix24/letter.txt'), 'utf8')).toBe('mine');

    expect((await run('desktop', 'restore')).code).toBe(0);
    const kept = /^\/home/u;
    expect(snapshot(folder).filter(([path]) => !kept.test(path))).toEqual(
      before.filter(([path]) => !kept.test(path)).filter(([path]) => path !== '/home'),
    );
  });

  it('refuses a trace and a folder that are not there, before anything is touched', async () => {
    const { folder, run } = home();
    const before = snapshot(folder);
    expect((await run('desktop', 'scan', '--also', '/nowhere')).code).toBe(2);
    expect((await run('desktop', 'remove', '--move-drive', '/nowhere')).code).toBe(2);
    expect((await run('desktop', 'restore')).code).toBe(1);
    expect(snapshot(folder)).toEqual(before);
  });

  it('reports for its makers without the name of the home folder', async () => {
    const { folder, run } = home();
    const { code, stdout } = await run('desktop', 'self-check', '--json');
    expect(code).toBe(0);
    expect(stdout).not.toContain(folder);
    expect(objectsIn(stdout).at(-1)).toMatchObject({ type: 'desktopSelfCheck', report: { system: 'linux' } });
  });
});
