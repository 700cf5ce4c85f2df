import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { withSql } from '../../src/box/services/sql.ts';
import { findNeed } from '../../scripts/needs.ts';
import { bye24, emptyFolder, objectsIn } from '../cli/support/bye24.ts';
import { inTerminal } from '../support/pseudo-terminal.ts';
import { filesUnder, makeCacheTables } from './support/fixture.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';
import { describeOn, type OwnDatabase, ownDatabase, servers } from './support/services.ts';

const onServer = (statement: string): Promise<number> => withSql(servers.mysql, (sql) => sql.run(statement));

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

describeOn('mysql', 'the commands for a box', () => {
  const password = 'ses$am #e';
  let login: string;
  let database: OwnDatabase;
  let machine: FakeMachine;
  let www: string;
  beforeEach(async () => {
    database = await ownDatabase('mysql');
    await makeCacheTables(database.sql);
    await database.sql.close();
    login = `b${database.settings.database.slice(-12)}`;
    await onServer(`CREATE USER ${login} IDENTIFIED BY '${password}'`);
    await onServer(`GRANT ALL ON *.* TO ${login}`);
    machine = makeMachine({ ...database.settings, login, password });
    www = machine.path('/home/bitrix/www');
  });
  afterEach(async () => {
    machine.remove();
    await onServer(`DROP DATABASE IF EXISTS ${database.settings.database}`);
    await onServer(`DROP USER ${login}`);
  });

  it('find, clear, back up, uninstall and take back, from the command line', async () => {
    const found = await bye24(['box', 'find', '--system', machine.root, '--lang', 'en']);
    expect(found.code, found.stderr).toBe(0);
    expect(found.stdout).toContain('/home/bitrix/www');
    expect(found.stdout).toContain('push-server');

    const dry = await bye24(['box', 'cache', '--root', www, '--what', 'all', '--dry-run', '--json']);
    expect(dry.code, dry.stderr).toBe(0);
    const before = filesUnder(machine.root);
    const real = await bye24(['box', 'cache', '--root', www, '--what', 'all', '--json']);
    expect(objectsIn(real.stdout).at(-1)).toEqual({ ...objectsIn(dry.stdout).at(-1), dryRun: false });
    expect(filesUnder(machine.root).size).toBeLessThan(before.size);
    const shown = await bye24(['box', 'cache', '--root', www, '--lang', 'ru']);
    expect(shown.stdout).toContain('Устаревший кеш');

    const backup = join(emptyFolder(), 'backup');
    const uninstall = ['box', 'uninstall', '--system', machine.root, '--backup', backup, '--keep-shared', '--json'];
    const early = await bye24(uninstall);
    expect(objectsIn(early.stdout).at(-1)).toMatchObject({ type: 'error', code: 'BOX_BACKUP_ABSENT' });
    expect(early.code).toBe(5);
    const made = await bye24(['box', 'backup', '--system', machine.root, '--to', backup, '--lang', 'en']);
    expect(made.code, made.stderr).toBe(0);
    expect(made.stdout).toContain('restored once and compared');

    const kept = filesUnder(machine.root);
    const plan = await bye24(uninstall);
    expect(plan.code, plan.stdout).toBe(0);
    expect(filesUnder(machine.root)).toEqual(kept);
    const hash = String(objectsIn(plan.stdout).at(-1)?.['planSha256']).slice(0, 12);
    const wrong = await bye24([...uninstall, '--plan-sha256', hash, '--name', 'other']);
    expect(objectsIn(wrong.stdout).at(-1)).toMatchObject({ code: 'BOX_NAME_OTHER' });
    expect(filesUnder(machine.root)).toEqual(kept);
    // No service runs under this root, and the real ones are none of ours.
    const bin = emptyFolder();
    writeFileSync(join(bin, 'systemctl'), '#!/bin/sh\ncase "$1" in is-*) exit 3;; *) exit 0;; esac\n', { mode: 0o755 });
    const environment = { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
    const script = findNeed('script');
    if (script === undefined) throw new Error('no script');
    const typed = (name: string): ReturnType<typeof inTerminal> => {
      const args = [...uninstall.filter((word) => word !== '--json'), '--plan-sha256', hash, '--lang', 'en'];
      const session = inTerminal(script, args, { folder: emptyFolder(), environment });
      void session.sees(`Type ${database.settings.database}:`).then(() => session.type(name));
      return session;
    };
    // In a terminal it asks for the name, and takes no other.
    const mistyped = typed('bitrix');
    expect(await mistyped.ended, mistyped.shown()).toBe(5);
    expect(mistyped.shown()).toContain('BOX_NAME_OTHER');
    expect(filesUnder(machine.root)).toEqual(kept);
    const gone = typed(database.settings.database);
    expect(await gone.ended, gone.shown()).toBe(0);
    expect(gone.shown()).toContain('A new look found all of it gone.');
    expect(readdirSync(machine.path('/home/bitrix')).filter((name) => !name.startsWith('.'))).toEqual(['ext_www']);
    expect(gone.shown() + plan.stdout + made.stdout).not.toMatch(/verysecret|ses\$am/u);

    const back = await bye24(['box', 'uninstall', '--system', machine.root, '--backup', backup, '--undo'], {
      environment,
    });
    expect(back.code, back.stderr).toBe(0);
    expect(filesUnder(machine.root)).toEqual(kept);
  });

  it('say what is not a box, and refuse a root that is not given', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'site'));
    cpSync(machine.path('/home/bitrix/www/index.php'), join(folder, 'site', 'index.php'));
    const absent = await bye24(['box', 'cache', '--root', join(folder, 'site'), '--json']);
    expect(objectsIn(absent.stdout).at(-1)).toMatchObject({ code: 'BOX_ABSENT' });
    expect((await bye24(['box', 'cache'])).code).toBe(2);
    expect((await bye24(['box', 'cache', '--root', www, '--extra', 'everything'])).code).toBe(2);
  });
});
