import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { backUp, type BackupReport } from '../../src/box/backup/backup.ts';
import { isLeftOut } from '../../src/box/backup/excluded.ts';
import { checkBackup } from '../../src/box/backup/manifest.ts';
import { openBox } from '../../src/box/box.ts';
import { machineAt } from '../../src/box/machine.ts';
import { withSql } from '../../src/box/services/sql.ts';
import { hostileNames } from '../support/hostile-names.ts';
import { filesUnder, makeCacheTables, nowMs, otherFiles } from './support/fixture.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';
import { describeOn, type OwnDatabase, ownDatabase, servers } from './support/services.ts';

// Dumps, restores and processes of their own take a while on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let database: OwnDatabase;
let machine: FakeMachine;
let folder: string;

async function scratches(engine: 'mysql' | 'pgsql'): Promise<readonly string[]> {
  const query =
    engine === 'mysql'
      ? 'SELECT schema_name AS name FROM information_schema.schemata'
      : 'SELECT datname AS name FROM pg_database';
  const rows = await withSql(servers[engine], (sql) => sql.rows(query));
  return rows.map((row) => String(row['name'])).filter((name) => name.startsWith('bye24_scratch_'));
}

function run(
  roots: readonly string[] = ['/home/bitrix/www'],
  options: { readonly administrator?: { readonly login: string; readonly password: string } } = {},
): Promise<BackupReport> {
  return backUp({
    boxes: roots.map((root) => openBox(machine.path(root))),
    machine: machineAt(machine.root),
    folder,
    disk: nodeDisk,
    nowMs,
    ...options,
  });
}

/** Everything of the docroot that a backup must hold. */
function expectedFiles(root: string): ReadonlyMap<string, string> {
  const kept = [...filesUnder(root)].filter(
    ([path]) => !path.split('/').some((_, index, parts) => isLeftOut(parts.slice(0, index).join('/'))),
  );
  return new Map(kept);
}

/** Unpacks with tar itself, as RESTORE.md says. */
function restored(path: string): ReadonlyMap<string, string> {
  const manifest = JSON.parse(readFileSync(join(folder, 'backup.json'), 'utf8')) as {
    folders: { path: string; part: { file: string } }[];
  };
  const file = manifest.folders.find((each) => each.path === path)?.part.file ?? '';
  const target = mkdtempSync(join(tmpdir(), 'bye24-restored-'));
  try {
    expect(spawnSync('tar', ['-xzpf', join(folder, file), '-C', target]).status).toBe(0);
    return filesUnder(target);
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'a backup', () => {
    beforeEach(async () => {
      database = await ownDatabase(engine);
      await makeCacheTables(database.sql);
      await database.sql.run(
        `CREATE TABLE odd (ID int PRIMARY KEY, NOTE text, DATA ${engine === 'mysql' ? 'longblob' : 'bytea'}, AMOUNT decimal(18,4))`,
      );
      const bytes = engine === 'mysql' ? "x'00ff0a27'" : String.raw`'\x00ff0a27'`;
      await database.sql.run(
        `INSERT INTO odd VALUES (1, 'Привет 👋 ''"\\ ', ${bytes}, 12.5), (2, NULL, NULL, NULL), (3, '', ${bytes}, -0.0001)`,
      );
      await database.sql.run('CREATE VIEW odd_view AS SELECT ID FROM odd');
      machine = makeMachine(database.settings);
      folder = mkdtempSync(join(tmpdir(), 'bye24-backup-'));
    });
    afterEach(async () => {
      machine.remove();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    });

    it('is restored once and compared, and holds every file, hostile names and links too', async () => {
      const root = machine.path('/home/bitrix/www');
      for (const name of hostileNames()) writeFileSync(Buffer.concat([Buffer.from(`${root}/upload/`), name]), name);
      writeFileSync(join(root, 'upload', 'empty'), '');
      linkSync(join(root, 'upload', 'empty'), join(root, 'upload', 'hard'));
      symlinkSync('nowhere', join(root, 'upload', 'broken'));
      symlinkSync('..', join(root, 'upload', 'loop'));
      symlinkSync('/', join(root, 'upload', 'everything'));
      expect(spawnSync('mkfifo', [join(root, 'upload', 'pipe')]).status).toBe(0);
      const report = await run();
      expect(report.verified).toBe(true);
      expect(report.folders[0]?.skipped).toEqual(['upload/pipe']);
      expect(report.outside).toEqual([{ path: '/home/bitrix/www/upload/everything', target: '/' }]);
      rmSync(join(root, 'upload', 'pipe'));
      expect(report.databases).toEqual([
        expect.objectContaining({ equal: 5, rows: 9, wrong: [], changedMeanwhile: [] }),
      ]);
      expect(restored('/home/bitrix/www')).toEqual(expectedFiles(root));
      expect([...restored('/etc').keys()]).toEqual(
        expect.arrayContaining(['crontab', 'nginx/nginx.conf', 'cron.d/bx_shop']),
      );
      expect(await scratches(engine)).toEqual([]);
      expect((await checkBackup(folder)).verified).toBe(true);
      expect(filesUnder(root).get('index.php')).toBeDefined();
    });

    it('takes along what a docroot’s links lead to', async () => {
      const storage = machine.path('/mnt/storage');
      machine.write('/mnt/storage/pictures/one.jpg', 'jpeg');
      symlinkSync(storage, machine.path('/home/bitrix/www/upload/big'));
      const report = await run(['/home/bitrix/ext_www/shop.ru']);
      expect(report.folders.map(({ path }) => path)).toEqual(
        expect.arrayContaining([
          '/home/bitrix/ext_www/shop.ru',
          '/home/bitrix/www/bitrix',
          '/home/bitrix/www/upload',
          '/mnt/storage',
        ]),
      );
      expect(report.verified).toBe(true);
      const kernel = restored('/home/bitrix/www/bitrix');
      expect(kernel.get('modules/main/classes/general/version.php')).toBeDefined();
      expect([...kernel.keys()].filter((path) => path.startsWith('cache/'))).toEqual([]);
    });

    it('is refused inside the site, and no longer believed when a byte of it changes', async () => {
      await run();
      const [dump = ''] = readdirSync(folder).filter((name) => name.startsWith('database-'));
      appendFileSync(join(folder, dump), 'x');
      await expect(checkBackup(folder)).rejects.toMatchObject({ code: 'BOX_BACKUP_DAMAGED' });
      // The same command makes the damaged part again.
      expect((await run()).verified).toBe(true);
      expect((await checkBackup(folder)).verified).toBe(true);
      const inside = folder;
      folder = machine.path('/home/bitrix/www/upload/backup');
      await expect(run()).rejects.toMatchObject({ code: 'BOX_BACKUP_INSIDE' });
      folder = inside;
    });

    it('is not one when the login may not restore it for the trial', async () => {
      const wrong = { login: 'nobody_here', password: 'sesame' };
      const error = await run(undefined, { administrator: wrong }).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: expect.stringMatching(/^BOX_/u) as unknown });
      expect(String(error) + JSON.stringify(error)).not.toContain('sesame');
      expect(existsSync(join(folder, 'backup.json'))).toBe(false);
    });

    it('that is killed goes on, leaves no database behind and ends whole', async () => {
      const script = join(import.meta.dirname, 'support', 'backup-process.ts');
      const steps = ['dump', 'restore', 'pack', 'compare'];
      for (const wanted of steps) {
        const child = spawn(process.execPath, [script, machine.path('/home/bitrix/www'), folder, machine.root], {
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        const ended = once(child, 'exit');
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          if (text.includes(wanted)) child.kill('SIGKILL');
        });
        await ended;
      }
      const report = await run();
      expect(report.verified).toBe(true);
      expect(await scratches(engine)).toEqual([]);
      expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
      expect(restored('/home/bitrix/www')).toEqual(expectedFiles(machine.path('/home/bitrix/www')));
      expect(Object.keys(otherFiles).length).toBeGreaterThan(0);
    });
  });
});
