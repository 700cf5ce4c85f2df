import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  linkSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openBox } from '../../src/box/box.ts';
import { cleanCache } from '../../src/box/cache/clean.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { digestOf, type Fixture, filesUnder, fresh, makeBox, nowMs, otherFiles } from './support/fixture.ts';

let fixture: Fixture;
let outside: string;
const mounted: string[] = [];

beforeEach(() => {
  fixture = makeBox();
  outside = mkdtempSync(join(tmpdir(), 'bye24-outside-'));
  mkdirSync(join(outside, 'deep'));
  writeFileSync(join(outside, 'deep', 'precious.php'), fresh);
});
afterEach(() => {
  for (const path of mounted.splice(0)) spawnSync('umount', [path]);
  fixture.remove();
  rmSync(outside, { recursive: true, force: true });
});

const path = (...parts: readonly string[]): string => join(fixture.root, ...parts);
const clean = (what: 'all' | 'expired' | 'menu' = 'all'): ReturnType<typeof cleanCache> =>
  cleanCache(openBox(fixture.root), { what, nowMs });

/** What must be there after any cleaning, byte for byte. */
function othersAreWhole(): void {
  const files = fixture.files();
  for (const [name, content] of Object.entries(otherFiles)) expect(files.get(name), name).toBe(digestOf(content));
  expect(readFileSync(join(outside, 'deep', 'precious.php'), 'utf8')).toBe(fresh);
}

const emptied = [['bitrix/cache/.htaccess'], [], []] as const;
function basesAreEmpty(): void {
  for (const [index, base] of ['cache', 'managed_cache', 'stack_cache'].entries()) {
    expect([...filesUnder(path('bitrix', base)).keys()].map((name) => `bitrix/${base}/${name}`)).toEqual(
      emptied[index],
    );
  }
}

describe('names and links in a cache', () => {
  it('200 hostile names go, whatever their bytes are', async () => {
    const names = hostileNames();
    expect(names.length).toBeGreaterThanOrEqual(200);
    const folder = Buffer.from(path('bitrix', 'cache', 's1'));
    for (const name of names) {
      const place = Buffer.concat([folder, Buffer.from('/'), name]);
      mkdirSync(place);
      writeFileSync(Buffer.concat([place, Buffer.from('/'), name]), fresh);
    }
    const report = await clean();
    expect(report.leftCount).toBe(0);
    basesAreEmpty();
    othersAreWhole();
  });

  it('a folder deeper than any path may be goes', async () => {
    let here = path('bitrix', 'cache', 'deep');
    mkdirSync(here);
    const name = 'd'.repeat(200);
    const script = `cd "$1" && for i in $(seq 60); do mkdir ${name} && cd ${name}; done; echo x > x.php`;
    expect(spawnSync('bash', ['-c', script, '-', here]).status).toBe(0);
    here = '';
    expect((await clean()).leftCount).toBe(0);
    basesAreEmpty();
  });

  it('links go themselves and nothing behind them; other names of a file keep its content', async () => {
    symlinkSync(outside, path('bitrix', 'cache', 'to-outside'));
    symlinkSync(join(outside, 'deep'), path('bitrix', 'managed_cache', 'MYSQL', 'menu', 'deep'));
    symlinkSync(join(outside, 'deep', 'precious.php'), path('bitrix', 'stack_cache', 'precious.php'));
    linkSync(join(outside, 'deep', 'precious.php'), path('bitrix', 'cache', 's1', 'hard.php'));
    symlinkSync('..', path('bitrix', 'cache', 'loop'));
    await clean('menu');
    await clean('expired');
    othersAreWhole();
    const report = await clean();
    expect(report.leftCount).toBe(0);
    basesAreEmpty();
    othersAreWhole();
  });

  it('writes the size of pages without touching another name of that file', async () => {
    rmSync(path('bitrix/html_pages/.size'));
    linkSync(join(outside, 'deep', 'precious.php'), path('bitrix/html_pages/.size'));
    await clean();
    expect(readFileSync(path('bitrix/html_pages/.size'), 'utf8')).toBe('0');
    othersAreWhole();
  });

  it('a docroot that is a link, and a kernel that is one, are cleaned where they really are', async () => {
    const kernel = mkdtempSync(join(tmpdir(), 'bye24-kernel-'));
    const link = `${fixture.root}-link`;
    try {
      renameSync(path('bitrix'), join(kernel, 'bitrix'));
      symlinkSync(join(kernel, 'bitrix'), path('bitrix'));
      symlinkSync(fixture.root, link);
      const report = await cleanCache(openBox(link), { what: 'all', nowMs });
      expect(report.leftCount).toBe(0);
      basesAreEmpty();
      expect(existsSync(join(kernel, 'bitrix', 'modules', 'main'))).toBe(true);
    } finally {
      rmSync(link, { force: true });
      rmSync(kernel, { recursive: true, force: true });
    }
  });

  it.runIf(process.getuid?.() === 0)(
    'does not follow a link that the web server’s user leads to somebody else',
    async () => {
      rmSync(path('bitrix', 'cache'), { recursive: true });
      symlinkSync(outside, path('bitrix', 'cache'));
      lchownSync(path('bitrix', 'cache'), 12_345, 12_345);
      const report = await clean();
      expect(report.left).toEqual([{ path: path('bitrix', 'cache'), why: 'link' }]);
      othersAreWhole();
    },
  );

  it('keeps owner and mode of the folders that it empties', async () => {
    const before = statSync(path('bitrix', 'cache'));
    await clean();
    const after = statSync(path('bitrix', 'cache'));
    expect([after.ino, after.mode, after.uid]).toEqual([before.ino, before.mode, before.uid]);
  });
});

/** Small disks of the test's own; only root may mount. */
function mount(place: string, options: string): void {
  mkdirSync(place, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  mounted.unshift(place);
}

describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('disks under a cache', () => {
  it('another disk mounted inside stays, and is named', async () => {
    const inner = path('bitrix', 'cache', 's1', 'mnt', 'disk');
    mount(inner, 'size=1m');
    writeFileSync(join(inner, 'file.php'), fresh);
    const report = await clean();
    expect(report.left).toEqual([{ path: inner, why: 'mount' }]);
    expect(readdirSync(inner)).toEqual(['file.php']);
    expect([...filesUnder(path('bitrix', 'cache')).keys()]).toEqual(['.htaccess', 's1/mnt/disk/file.php']);
    othersAreWhole();
  });

  it('a folder of the same disk that is bound inside stays, too', async () => {
    const inner = path('bitrix', 'cache', 's1', 'bound');
    mkdirSync(inner);
    expect(spawnSync('mount', ['--bind', outside, inner]).status).toBe(0);
    mounted.unshift(inner);
    const report = await clean();
    expect(report.left).toEqual([{ path: inner, why: 'mount' }]);
    othersAreWhole();
  });

  it('a cache that is a disk of its own is emptied', async () => {
    rmSync(path('bitrix', 'cache'), { recursive: true });
    mount(path('bitrix', 'cache'), 'size=1m');
    fixture.write('bitrix/cache/s1/x.php', fresh);
    expect((await clean()).leftCount).toBe(0);
    expect(readdirSync(path('bitrix', 'cache'))).toEqual([]);
  });

  it('a full disk is cleaned all the same', async () => {
    rmSync(path('bitrix', 'cache'), { recursive: true });
    mount(path('bitrix', 'cache'), 'size=64k,nr_inodes=12');
    for (let index = 0; index < 3; index++) fixture.write(`bitrix/cache/f${index}/x.php`, fresh);
    const fill = (): void => {
      for (let index = 0; ; index++) writeFileSync(path('bitrix', 'cache', `fill${index}.php`), Buffer.alloc(8_192));
    };
    expect(fill).toThrow(/ENOSPC/u);
    expect((await clean()).leftCount).toBe(0);
    expect(readdirSync(path('bitrix', 'cache'))).toEqual([]);
  });

  it('on a read-only disk every file that stays is named, and nothing else is forgotten', async () => {
    rmSync(path('bitrix', 'cache'), { recursive: true });
    mount(path('bitrix', 'cache'), 'size=1m');
    fixture.write('bitrix/cache/s1/x.php', fresh);
    expect(spawnSync('mount', ['-o', 'remount,ro', path('bitrix', 'cache')]).status).toBe(0);
    const report = await clean();
    expect(report.left).toContainEqual({ path: path('bitrix', 'cache', 's1', 'x.php'), why: 'EROFS' });
    expect(readFileSync(path('bitrix', 'cache', 's1', 'x.php'), 'utf8')).toBe(fresh);
    expect(existsSync(path('bitrix', 'managed_cache', 'MYSQL'))).toBe(false);
  });
});

describe('a cleaning that is killed', () => {
  it('is finished by the next one, and touches nothing else at any moment', async () => {
    for (let index = 0; index < 3_000; index++) fixture.write(`bitrix/cache/s1/many/${index % 50}/${index}.php`, fresh);
    const script = join(import.meta.dirname, 'support', 'clean-process.ts');
    let killed = 0;
    for (let round = 0; round < 8; round++) {
      const child = spawn(process.execPath, [script, fixture.root, 'all'], { stdio: 'ignore' });
      const ended = once(child, 'exit');
      // As soon as it has moved something aside, at another moment each time.
      while (
        child.exitCode === null &&
        !readdirSync(path('bitrix', 'cache')).some((name) => name.startsWith('.bye24'))
      ) {
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
      }
      for (let wait = 0; wait < round; wait++) {
        await new Promise((resolve) => {
          setImmediate(resolve);
        });
      }
      child.kill('SIGKILL');
      const [, signal] = (await ended) as [number | null, string | null];
      if (signal === 'SIGKILL') killed += 1;
      othersAreWhole();
      expect(existsSync(path('bitrix', 'cache'))).toBe(true);
      // The site goes on and fills its cache anew.
      for (let index = 0; index < 200; index++) fixture.write(`bitrix/cache/s1/again${round}/${index}.php`, fresh);
    }
    expect(killed).toBeGreaterThan(0);
    expect((await clean()).leftCount).toBe(0);
    basesAreEmpty();
    othersAreWhole();
  }, 60_000);
});
