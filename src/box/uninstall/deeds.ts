import { chmodSync, chownSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';

import { z } from 'zod';

import { BoxError } from '../error.ts';
import { feedDump } from '../backup/database.ts';
import { type Machine, pathOn } from '../machine.ts';
import { withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { type AsideOf, bringBack, setAside } from './aside.ts';
import { openAt, setLogin, shadowOf, usermod } from './lock.ts';
import type { Step } from './plan.ts';

/** Steps that talk to a database server. */
export type SqlStep = Extract<Step, { readonly do: 'dropDatabase' | 'lockLogin' }>;

/** `id` tells this uninstall's marks and folders from those of any other. */
export interface Deeds extends AsideOf {
  /** Folder of the verified backup: what a dropped database comes back from. */
  readonly backup: string;
  /** Who may drop and create a database, or lock a login; the password is never written down. */
  readonly login: (step: SqlStep) => DatabaseSettings;
}

/** What must be known to take a step back. */
export type Before = Readonly<Record<string, string | boolean>>;

/** Changes a file's lines, all at once, with the same owner and mode. */
function rewrite(path: string, change: (line: string) => string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return;
  // A link stays a link: what it leads to is changed.
  if (realpathSync(path) !== path) {
    rewrite(realpathSync(path), change);
    return;
  }
  const before = readFileSync(path, 'latin1');
  const after = before.split('\n').map(change).join('\n');
  if (after === before) return;
  const fresh = `${path}.bye24-new`;
  writeFileSync(fresh, after, { encoding: 'latin1', mode: stat.mode & 0o777, flush: true });
  chmodSync(fresh, stat.mode & 0o777);
  if (process.getuid?.() === 0) chownSync(fresh, stat.uid, stat.gid);
  renameSync(fresh, path);
}

function mark(id: string): string {
  return `#bye24 ${id}# `;
}

/** The bytes of a line that was read as UTF-8, as latin1 text. */
function asLatin1(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

async function tryWebServer({ machine }: Deeds, server: string): Promise<boolean> {
  const tests: Readonly<Record<string, readonly [string, readonly string[]]>> = {
    nginx: [
      'nginx',
      machine.root === '/' ? ['-t'] : ['-t', '-c', pathOn(machine, '/etc/nginx/nginx.conf'), '-p', machine.root],
    ],
    httpd: ['httpd', ['-t']],
    apache2: ['apachectl', ['configtest']],
  };
  const [program, args] = tests[server] ?? ['true', []];
  const { status } = await machine.run(program, args);
  // Not installed: nothing to be broken.
  return status === 0 || status === 127;
}

/** Where a login could come in before it was locked. */
function placesIn({ open }: Before): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(String(open)));
}

/** The server itself, and no database of the site's. */
export function serverOf(login: DatabaseSettings): DatabaseSettings {
  return { ...login, database: login.engine === 'mysql' ? 'information_schema' : 'postgres' };
}

async function dropDatabase(deeds: Deeds, step: Extract<Step, { do: 'dropDatabase' }>): Promise<void> {
  await withSql(serverOf(deeds.login(step)), (sql) =>
    sql.run(`DROP DATABASE IF EXISTS ${sql.name(step.database)}${step.engine === 'pgsql' ? ' WITH (FORCE)' : ''}`),
  );
}

async function restoreDatabase(deeds: Deeds, step: Extract<Step, { do: 'dropDatabase' }>): Promise<void> {
  const login = deeds.login(step);
  // Dropped first: a restore that was killed leaves half of it.
  await dropDatabase(deeds, step);
  await withSql(serverOf(login), (sql) => sql.run(`CREATE DATABASE ${sql.name(step.database)}`));
  await feedDump({ ...login, database: step.database }, deeds.backup);
}

/** What there is before a step, for its undo; read once, before the step is begun. */
export async function look(deeds: Deeds, step: Step): Promise<Before> {
  const { machine } = deeds;
  if (step.do === 'lockUser') return { ...shadowOf(machine, step.user) };
  if (step.do === 'lockLogin') return { open: JSON.stringify(await openAt(serverOf(deeds.login(step)), step.login)) };
  if (step.do !== 'stop') return {};
  const active = await machine.run('systemctl', ['is-active', '--quiet', step.service]);
  const enabled = await machine.run('systemctl', ['is-enabled', '--quiet', step.service]);
  return { active: active.status === 0, enabled: enabled.status === 0 };
}

/**
 * Does a step. Doing it twice is doing it once: after a crash it is done again. Raises BOX_STEP_FAILED and what the
 * system says.
 */
export async function doStep(deeds: Deeds, step: Step, before: Before): Promise<void> {
  const { machine, id } = deeds;
  switch (step.do) {
    case 'cronOff':
      rewrite(pathOn(machine, step.file), (line) => (line === asLatin1(step.text) ? mark(id) + line : line));
      return;
    case 'stop':
      if (before['active'] === true) await expectSuccess(machine, 'systemctl', ['stop', step.service]);
      if (before['enabled'] === true) await expectSuccess(machine, 'systemctl', ['disable', step.service]);
      return;
    case 'setAside':
      setAside(deeds, step.path);
      return;
    case 'reload':
      if (!(await tryWebServer(deeds, step.server)))
        throw new BoxError('BOX_STEP_FAILED', { step: step.server, reason: 'CONFIG' });
      // A server that does not run has nothing to take up.
      await machine.run('systemctl', ['reload', step.server]);
      return;
    case 'dropDatabase':
      await dropDatabase(deeds, step);
      return;
    case 'lockLogin':
      await setLogin(serverOf(deeds.login(step)), step.login, placesIn(before), false);
      return;
    case 'lockUser':
      await expectSuccess(machine, 'usermod', usermod(machine, '--lock', '--expiredate', '1', step.user));
      return;
    case 'removePackages':
      await expectSuccess(machine, 'rpm', ['-e', ...step.names]);
      return;
    default:
      step satisfies never;
  }
}

async function expectSuccess(machine: Machine, program: string, args: readonly string[]): Promise<void> {
  const { status } = await machine.run(program, args);
  if (status !== 0) throw new BoxError('BOX_STEP_FAILED', { step: `${program} ${args.join(' ')}`, reason: status });
}

/** Takes a step back. False where only a person can: a package is installed anew from its source. */
export async function undoStep(deeds: Deeds, step: Step, before: Before): Promise<boolean> {
  const { machine, id } = deeds;
  switch (step.do) {
    case 'cronOff':
      rewrite(pathOn(machine, step.file), (line) => (line.startsWith(mark(id)) ? line.slice(mark(id).length) : line));
      return true;
    case 'stop':
      if (before['enabled'] === true) await expectSuccess(machine, 'systemctl', ['enable', step.service]);
      if (before['active'] === true) await expectSuccess(machine, 'systemctl', ['start', step.service]);
      return true;
    case 'setAside':
      bringBack(deeds, step.path);
      return true;
    case 'reload':
      await machine.run('systemctl', ['reload', step.server]);
      return true;
    case 'dropDatabase':
      await restoreDatabase(deeds, step);
      return true;
    case 'lockLogin':
      await setLogin(serverOf(deeds.login(step)), step.login, placesIn(before), true);
      return true;
    case 'lockUser': {
      const { locked, expires } = before;
      const open = locked === false ? ['--unlock'] : [];
      await expectSuccess(
        machine,
        'usermod',
        usermod(machine, ...open, '--expiredate', String(expires ?? ''), step.user),
      );
      return true;
    }
    case 'removePackages':
      return false;
    default:
      return step satisfies never;
  }
}
