import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { openBox } from '../../src/box/box.ts';
import { type Machine, runProgram } from '../../src/box/machine.ts';
import { withSql } from '../../src/box/services/sql.ts';
import { foreignOf } from '../../src/box/uninstall/guard.ts';
import { planUninstall, type UninstallPlan } from '../../src/box/uninstall/plan.ts';
import { undoUninstall, uninstall, type UninstallOptions } from '../../src/box/uninstall/uninstall.ts';
import { findProgram } from '../../scripts/needs.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';
import { quietMachine } from './support/quiet-machine.ts';
import { describeOn, type OwnDatabase, ownDatabase, servers } from './support/services.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let fake: FakeMachine;
let machine: Machine & { forget(): void };
let backup: string;
let options: UninstallOptions;

function makeFor(settings?: OwnDatabase['settings']): void {
  fake = makeMachine(settings);
  machine = quietMachine(fake.root);
  backup = mkdtempSync(join(tmpdir(), 'bye24-backup-'));
  options = { machine, backup, disk: nodeDisk, clock: systemClock, login: ({ engine }) => servers[engine] };
}

/** A plan of these steps alone. */
async function planOf(what: string, administrator?: { login: string; password: string }): Promise<UninstallPlan> {
  const boxes = [openBox(fake.path('/home/bitrix/www'))];
  const choice = { keepShared: false, ...(administrator === undefined ? {} : { administrator }) };
  const plan = await planUninstall(machine, boxes, choice);
  return { ...plan, steps: plan.steps.filter((step) => step.do === what) };
}

afterEach(() => {
  fake.remove();
  machine.forget();
  rmSync(backup, { recursive: true, force: true });
});

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'the login of a box', () => {
    const server = servers[engine];
    const administrator = { login: server.login, password: server.password };
    const password = "ses$am'e";
    let database: OwnDatabase;
    let login: string;
    const onServer = (statement: string): Promise<number> => withSql(server, (sql) => sql.run(statement));
    const comesIn = (): Promise<boolean> =>
      withSql({ ...database.settings, login, password }, (sql) => sql.rows('SELECT 1 AS n')).then(
        () => true,
        () => false,
      );

    beforeEach(async () => {
      database = await ownDatabase(engine);
      login = `b${database.settings.database.slice(-12)}`;
      const { database: name } = database.settings;
      if (engine === 'mysql') {
        for (const host of ['%', '127.0.0.1', 'elsewhere.example']) {
          await onServer(`CREATE USER '${login}'@'${host}' IDENTIFIED BY 'ses$am\\'e'`);
          await onServer(`GRANT ALL ON \`${name.replaceAll('_', String.raw`\_`)}\`.* TO '${login}'@'${host}'`);
        }
        await onServer(`ALTER USER '${login}'@'elsewhere.example' ACCOUNT LOCK`);
      } else {
        await onServer(`CREATE ROLE ${login} LOGIN PASSWORD 'ses$am''e'`);
        await onServer(`ALTER DATABASE ${name} OWNER TO ${login}`);
      }
      makeFor({ ...database.settings, login, password });
    });
    afterEach(async () => {
      await database.drop();
      const accounts = ['%', '127.0.0.1', 'elsewhere.example'].map((host) => `'${login}'@'${host}'`);
      await onServer(engine === 'mysql' ? `DROP USER ${accounts.join(', ')}` : `DROP ROLE ${login}`);
    });

    it('is locked by an administrator and by nobody else, and the undo lets it in again', async () => {
      expect((await planOf('lockLogin')).steps).toEqual([]);
      const plan = await planOf('lockLogin', administrator);
      expect(plan.steps).toEqual([{ do: 'lockLogin', engine, host: '127.0.0.1', login }]);
      expect(await comesIn()).toBe(true);
      expect(await uninstall(options, plan)).toMatchObject({ done: 1, stillThere: [] });
      expect(await comesIn()).toBe(false);
      expect(readFileSync(join(backup, 'uninstall.jsonl'), 'utf8')).not.toContain('ses$am');
      await undoUninstall(options);
      expect(await comesIn()).toBe(true);
      // What was locked before stays so.
      if (engine === 'mysql') {
        const [row] = await withSql(server, (sql) => sql.rows(`SHOW CREATE USER '${login}'@'elsewhere.example'`));
        expect(String(Object.values(row ?? {})[0])).toContain('ACCOUNT LOCK');
      }
    });

    it('does not hide the databases of others: an administrator, or the folders of the server, show them', async () => {
      const boxes = [openBox(fake.path('/home/bitrix/www'))];
      const other = await ownDatabase(engine);
      try {
        const { database: name } = other.settings;
        // A login of MySQL is shown its own databases alone.
        expect((await foreignOf(machine, boxes)).databases.includes(name)).toBe(engine === 'pgsql');
        expect((await foreignOf(machine, boxes, administrator)).databases).toContain(name);
      } finally {
        await other.drop();
      }
      fake.write('/var/lib/mysql/old@002dshop/db.opt', '');
      fake.write('/var/lib/mysql/ibdata1', '');
      fake.write('/var/lib/mysql/mysql/db.opt', '');
      const { databases } = await foreignOf(machine, boxes);
      expect(databases).toContain('old-shop');
      expect(databases).not.toContain('ibdata1');
      expect(databases).not.toContain('mysql');
    });

    it('is left alone where it serves something else, too', async () => {
      if (engine === 'mysql') await onServer(`GRANT SELECT ON \`${login}\\_other\`.* TO '${login}'@'%'`);
      else await onServer(`ALTER ROLE ${login} CREATEROLE`);
      expect((await planOf('lockLogin', administrator)).steps).toEqual([]);
    });
  });
});

describe.runIf(process.getuid?.() === 0 && findProgram(['usermod']) !== undefined)('the user bitrix', () => {
  it('is locked by usermod itself, and the undo brings every byte of its line back', async () => {
    makeFor();
    const quiet = machine;
    machine = {
      ...quiet,
      run: (program, args) => (program === 'usermod' ? runProgram(program, args) : quiet.run(program, args)),
    };
    options = { ...options, machine };
    const shadow = 'root:*:19000:0:99999:7:::\nbitrix:$6$salt$hash:19000:0:99999:7:::\n';
    fake.write('/etc/passwd', 'root:x:0:0::/root:/bin/bash\nbitrix:x:600:600::/home/bitrix:/bin/bash\n');
    fake.write('/etc/group', 'root:x:0:\nbitrix:x:600:\n');
    fake.write('/etc/shadow', shadow);
    const plan = await planOf('lockUser');
    expect(plan.steps).toEqual([{ do: 'lockUser', user: 'bitrix' }]);
    expect(await uninstall(options, plan)).toMatchObject({ done: 1, stillThere: [] });
    expect(readFileSync(fake.path('/etc/shadow'), 'utf8')).toContain('\nbitrix:!$6$salt$hash:19000:0:99999:7::1:\n');
    expect(readFileSync(join(backup, 'uninstall.jsonl'), 'utf8')).not.toContain('$6$');
    await undoUninstall(options);
    expect(readFileSync(fake.path('/etc/shadow'), 'utf8')).toBe(shadow);
  });
});

describe('what only a person can do', () => {
  it('is named: settings of packages that were changed, and what SELinux was before', async () => {
    makeFor();
    fake.write('/etc/php.d/z_bx_custom.ini', 'memory_limit = 1G\n');
    fake.write('/etc/selinux/config', 'SELINUX=disabled\n');
    fake.write('/etc/selinux/config.202401010000', 'SELINUX=enforcing\n');
    fake.write('/etc/selinux/config.202501010000', 'SELINUX=permissive\n');
    const quiet = machine;
    machine = {
      ...quiet,
      run(program, args) {
        if (program !== 'rpm') return quiet.run(program, args);
        if (args[0] === '-q')
          return Promise.resolve({ status: args[1] === 'bitrix-env' ? 0 : 1, stdout: 'bitrix-env-9.0\n' });
        return Promise.resolve({
          status: 1,
          stdout:
            'S.5....T.  c /etc/nginx/bx/conf/bitrix.conf\n.......T.    /opt/webdir/bin/menu.sh\nmissing   c /etc/my.cnf\n',
        });
      },
    };
    const { byHand } = await planOf('removePackages');
    expect(byHand).toEqual(
      expect.arrayContaining([
        { what: 'changedSettings', name: '/etc/nginx/bx/conf/bitrix.conf' },
        { what: 'sharedSettings', name: '/etc/php.d/z_bx_custom.ini' },
        { what: 'selinux', name: '/etc/selinux/config.202501010000' },
      ]),
    );
    expect(byHand.filter(({ what }) => what === 'changedSettings')).toHaveLength(1);
  });
});
