import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { type Disk, nodeDisk } from '../../src/base/disk.ts';
import { backUp } from '../../src/box/backup/backup.ts';
import { feedDump } from '../../src/box/backup/database.ts';
import { sumsOf } from '../../src/box/backup/sums.ts';
import { type Box, openBox } from '../../src/box/box.ts';
import { withSql } from '../../src/box/services/sql.ts';
import { foreignOf, refuseForeign, requireBackup } from '../../src/box/uninstall/guard.ts';
import { hashOfPlan, planUninstall, type UninstallPlan } from '../../src/box/uninstall/plan.ts';
import { begunPlan } from '../../src/box/uninstall/journal.ts';
import { purge, undoUninstall, uninstall, type UninstallOptions } from '../../src/box/uninstall/uninstall.ts';
import { findProgram } from '../../scripts/needs.ts';
import { filesUnder, makeCacheTables, nowMs } from './support/fixture.ts';
import { copied, copyOf, type FakeMachine, makeMachine } from './support/machine.ts';
import { quietMachine } from './support/quiet-machine.ts';
import { describeOn, type OwnDatabase, ownDatabase, servers } from './support/services.ts';

// Dumps, restores and processes of their own take a while on a busy machine.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let database: OwnDatabase;
let fake: FakeMachine;
let backup: string;
/** One machine and its backup, made once for each engine; every test works on a copy. */
let made: { readonly machine: FakeMachine; readonly backup: string };
let machine: ReturnType<typeof quietMachine>;
let options: UninstallOptions;

const boxes = (): readonly Box[] =>
  ['/home/bitrix/www', '/home/bitrix/ext_www/shop.ru'].map((root) => openBox(fake.path(root)));
const plan = (): Promise<UninstallPlan> => planUninstall(machine, boxes(), { keepShared: false });
const sums = (): Promise<unknown> => withSql(database.settings, (sql) => sumsOf(sql));

async function databaseIsThere(): Promise<boolean> {
  const query =
    database.settings.engine === 'mysql'
      ? 'SELECT 1 AS n FROM information_schema.schemata WHERE schema_name = ?'
      : 'SELECT 1 AS n FROM pg_database WHERE datname = ?';
  return (
    (await withSql(servers[database.settings.engine], (sql) => sql.rows(query, [database.settings.database]))).length >
    0
  );
}

/** Files of the machine without what was put aside. */
function files(): ReadonlyMap<string, string> {
  return new Map([...filesUnder(fake.root)].filter(([path]) => !path.includes('.bye24-removed-')));
}

/** A disk on which nothing can be written down any more after so many lines of a journal. */
function dyingAfter(lines: number): Disk {
  let written = 0;
  return {
    ...nodeDisk,
    async append(path, from) {
      const file = await nodeDisk.append(path, from);
      return {
        ...file,
        sync: () => file.sync(),
        close: () => file.close(),
        write(data) {
          written += 1;
          if (written > lines) return Promise.reject(Object.assign(new Error('EIO'), { code: 'EIO' }));
          return file.write(data);
        },
      };
    },
  };
}

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'an uninstall', () => {
    beforeAll(async () => {
      database = await ownDatabase(engine);
      await makeCacheTables(database.sql);
      await database.sql.close();
      made = { machine: makeMachine(database.settings), backup: mkdtempSync(join(tmpdir(), 'bye24-backup-')) };
      const { machine: own, backup: folder } = made;
      const roots = ['/home/bitrix/www', '/home/bitrix/ext_www/shop.ru'].map((root) => openBox(own.path(root)));
      await backUp({ boxes: roots, machine: quietMachine(own.root), folder, disk: nodeDisk, nowMs });
    });
    afterAll(async () => {
      made.machine.remove();
      rmSync(made.backup, { recursive: true, force: true });
      const { database: name } = database.settings;
      await withSql(servers[engine], (sql) => sql.run(`DROP DATABASE IF EXISTS ${name}`));
    });
    beforeEach(async () => {
      fake = copyOf(made.machine);
      machine = quietMachine(fake.root);
      backup = copied(made.backup);
      options = {
        machine,
        backup,
        disk: nodeDisk,
        clock: systemClock,
        login: ({ engine: of }) => servers[of],
      };
      if (!(await databaseIsThere())) {
        await withSql(servers[engine], (sql) => sql.run(`CREATE DATABASE ${database.settings.database}`));
        await feedDump(database.settings, backup);
      }
    });
    afterEach(() => {
      fake.remove();
      machine.forget();
      rmSync(backup, { recursive: true, force: true });
    });

    it('takes everything off in order, proves it, and its undo brings every byte and row back', async () => {
      const before = files();
      const rows = await sums();
      const chosen = await plan();
      expect(chosen.steps.map((step) => step.do).filter((step, index, all) => step !== all[index - 1])).toEqual([
        'cronOff',
        'stop',
        'setAside',
        'reload',
        'setAside',
        'dropDatabase',
        'setAside',
      ]);
      expect(files()).toEqual(before);

      const report = await uninstall(options, chosen);
      expect(report).toMatchObject({ done: chosen.steps.length, stillThere: [] });
      expect(report.failed).toBeUndefined();
      expect(await databaseIsThere()).toBe(false);
      const after = files();
      expect([...after.keys()].filter((path) => path.startsWith('home/bitrix/') || path.includes('nginx/bx'))).toEqual(
        [],
      );
      expect(after.get('etc/nginx/nginx.conf')).toBe(before.get('etc/nginx/nginx.conf'));
      const cron = readFileSync(fake.path('/etc/crontab'), 'utf8');
      expect(cron).toMatch(/^#bye24 [0-9a-f]{12}# \*\/1/mu);
      expect(cron).toContain('\n0 5 * * * root /usr/bin/true');
      expect(machine.ran).toContain('systemctl stop push-server');

      const undo = await undoUninstall(options);
      expect(undo).toMatchObject({ undone: chosen.steps.length, byHand: [] });
      expect(files()).toEqual(before);
      expect(await sums()).toEqual(rows);
      expect(machine.ran).toContain('systemctl start push-server');
    });

    it('killed at any step goes on, and loses nothing', async () => {
      const before = files();
      const rows = await sums();
      const chosen = await plan();
      // The first step is done here: from then on the plan is the one that was written down.
      const stop = new AbortController();
      await uninstall({ ...options, signal: stop.signal, onStep: () => stop.abort() }, chosen);
      const script = join(import.meta.dirname, 'support', 'uninstall-process.ts');
      for (const wanted of ['stop', 'setAside', 'reload', 'dropDatabase']) {
        const child = spawn(process.execPath, [script, fake.root, backup], { stdio: ['ignore', 'pipe', 'ignore'] });
        const ended = once(child, 'exit');
        child.stdout.setEncoding('utf8').on('data', (text: string) => {
          if (text.includes(wanted)) child.kill('SIGKILL');
        });
        await ended;
      }
      const report = await uninstall(options, chosen);
      expect(report).toMatchObject({ done: chosen.steps.length, stillThere: [] });
      await undoUninstall(options);
      expect(files()).toEqual(before);
      expect(await sums()).toEqual(rows);
    });

    it.runIf(findProgram(['nginx']) !== undefined)(
      'puts the sites back when nginx itself does not like their absence',
      async () => {
        const before = files();
        // The settings that stay lean on a file of ours.
        const main = fake.path('/etc/nginx/nginx.conf');
        writeFileSync(main, `events {}\nhttp { include ${fake.path('/etc/nginx/bx/site_avaliable/s1.conf')}; }\n`);
        const report = await uninstall(options, await plan());
        expect(report.failed).toMatchObject({
          step: { do: 'reload', server: 'nginx' },
          code: 'BOX_STEP_FAILED CONFIG',
        });
        const after = files();
        for (const path of before.keys())
          if (path.startsWith('etc/nginx/bx')) expect(after.get(path)).toBe(before.get(path));
        expect(after.get('home/bitrix/www/index.php')).toBe(before.get('home/bitrix/www/index.php'));
        expect(await databaseIsThere()).toBe(true);
      },
    );

    it('is refused without a backup of exactly this, and while others share the machine', async () => {
      await requireBackup(machine, boxes(), backup);
      await expect(requireBackup(machine, boxes(), fake.root)).rejects.toMatchObject({ code: 'BOX_BACKUP_ABSENT' });
      const other = mkdtempSync(join(tmpdir(), 'bye24-backup-'));
      await backUp({ boxes: boxes().slice(1), machine, folder: other, disk: nodeDisk, nowMs });
      await expect(requireBackup(machine, boxes(), other)).rejects.toMatchObject({ code: 'BOX_BACKUP_PARTIAL' });
      rmSync(other, { recursive: true });

      fake.write(
        '/etc/passwd',
        'root:x:0:0::/root:/bin/bash\nbitrix:x:600:600::/home/bitrix:/bin/bash\nann:x:1001:1001::/home/ann:/bin/bash\n',
      );
      fake.write('/var/www/blog/index.html', 'hi');
      fake.write('/etc/nginx/conf.d/blog.conf', 'server { \n root /var/www/blog;\n}');
      const foreign = await foreignOf(machine, boxes());
      expect(foreign).toMatchObject({ sites: ['/var/www/blog'], users: ['ann'] });
      expect(() => refuseForeign(foreign)).toThrow(expect.objectContaining({ code: 'BOX_SHARED' }));
      expect(() => refuseForeign({ sites: [], databases: ['shop'], users: [] })).toThrow(
        expect.objectContaining({ code: 'BOX_SHARED' }),
      );
      const shared = await planUninstall(machine, boxes(), { keepShared: true });
      expect(JSON.stringify(shared.steps)).not.toMatch(/blog|\/opt\/webdir/u);
      expect(hashOfPlan(shared)).not.toBe(hashOfPlan(await plan()));
    });

    it('stopped dead before or after any step goes on where it was, and its undo brings all back', async () => {
      const before = files();
      const rows = await sums();
      const chosen = await plan();
      for (let done = 0; done < chosen.steps.length; done++) {
        // Before a step nothing of it is written down; after it, not that it is done. The very first line is the plan.
        for (const writes of [0, 1]) {
          const disk = dyingAfter(writes + (done === 0 && writes === 0 ? 1 : 0));
          expect(await uninstall({ ...options, disk }, chosen)).toMatchObject({ failed: { code: 'EIO' } });
        }
        const stop = new AbortController();
        const report = await uninstall({ ...options, signal: stop.signal, onStep: () => stop.abort() }, chosen);
        expect(report.done).toBe(done + 1);
      }
      const report = await uninstall(options, chosen);
      expect(report).toMatchObject({ done: chosen.steps.length, stillThere: [] });
      const proof = JSON.parse(readFileSync(report.proof ?? '', 'utf8')) as Record<string, unknown>;
      expect(proof).toMatchObject({ planSha256: hashOfPlan(chosen), steps: chosen.steps });
      // The undo, too, is stopped at every step.
      while ((await begunPlan(nodeDisk, backup)) !== undefined) {
        await undoUninstall({ ...options, disk: dyingAfter(1) }).catch((error: unknown) => {
          expect(error).toMatchObject({ code: 'EIO' });
        });
      }
      expect(files()).toEqual(before);
      expect(await sums()).toEqual(rows);
    });

    it('is refused while another one works, and when its journal was changed', async () => {
      const chosen = await plan();
      const stop = new AbortController();
      const others: unknown[] = [];
      await uninstall(
        {
          ...options,
          signal: stop.signal,
          onStep: () => {
            others.push(undoUninstall(options).catch((error: unknown) => error));
            stop.abort();
          },
        },
        chosen,
      );
      expect(await Promise.all(others)).toEqual([expect.objectContaining({ code: 'BOX_LOCKED' })]);
      const journal = join(backup, 'uninstall.jsonl');
      const text = readFileSync(journal, 'utf8');
      expect(text.split('\n').length).toBeGreaterThan(2);
      writeFileSync(journal, text.replace('"type":"begin"', '"type":"begun"'));
      await expect(uninstall(options, chosen)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
      await expect(undoUninstall(options)).rejects.toMatchObject({ code: 'JOURNAL_DAMAGED' });
      // A last line that a power cut left half written was never leaned on.
      writeFileSync(journal, `${text}{"n":4,"at":17`);
      expect((await uninstall(options, chosen)).done).toBe(chosen.steps.length);
      await undoUninstall(options);
    });

    it('deletes for good only when everything was put aside, and then only that', async () => {
      await expect(purge(options)).rejects.toMatchObject({ code: 'BOX_NOTHING_REMOVED' });
      await uninstall(options, await plan());
      const kept = files();
      const purged = await purge(options);
      expect(purged.files).toBeGreaterThan(20);
      expect(filesUnder(fake.root)).toEqual(kept);
      await expect(undoUninstall(options)).rejects.toMatchObject({ code: 'BOX_PURGED' });
    });
  });
});
