import { readFileSync } from 'node:fs';

import type { Box } from '../box.ts';
import { type Machine, pathOn } from '../machine.ts';
import { type Sql, withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';

/** A login of a database server: locked, nobody comes in by it; its password and its grants stay as they are. */
export interface LoginLock {
  readonly do: 'lockLogin';
  readonly engine: DatabaseSettings['engine'];
  readonly host: string;
  readonly login: string;
}

/** A user of this machine: locked, nobody logs in as it; its files stay as they are. */
export interface UserLock {
  readonly do: 'lockUser';
  readonly user: string;
}

export type Administrator = Pick<DatabaseSettings, 'login' | 'password'>;

function literal(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}

/** An account of MySQL is a name at a host: one login may be several accounts. */
const account = (login: string, host: string): string => `${literal(login)}@${literal(host)}`;

async function hostsOf(sql: Sql, login: string): Promise<readonly string[]> {
  const rows = await sql.rows('SELECT Host AS host FROM mysql.user WHERE User = ?', [login]);
  return rows.map((row) => String(row['host']));
}

/** Where a login can come in now: hosts of MySQL, or one nameless place of PostgreSQL. */
export async function openAt(server: DatabaseSettings, login: string): Promise<readonly string[]> {
  return withSql(server, async (sql) => {
    if (sql.engine === 'pgsql') {
      const rows = await sql.rows('SELECT rolname FROM pg_roles WHERE rolname = ? AND rolcanlogin', [login]);
      return rows.map(() => '');
    }
    const open: string[] = [];
    for (const host of await hostsOf(sql, login)) {
      const [row] = await sql.rows(`SHOW CREATE USER ${account(login, host)}`);
      if (!/\bACCOUNT LOCK\b/u.test(String(Object.values(row ?? {})[0]))) open.push(host);
    }
    return open;
  });
}

/** Locks or unlocks a login at these places. */
export async function setLogin(
  server: DatabaseSettings,
  login: string,
  places: readonly string[],
  open: boolean,
): Promise<void> {
  await withSql(server, async (sql) => {
    for (const place of places) {
      await sql.run(
        sql.engine === 'pgsql'
          ? `ALTER ROLE ${sql.name(login)} ${open ? 'LOGIN' : 'NOLOGIN'}`
          : `ALTER USER ${account(login, place)} ACCOUNT ${open ? 'UNLOCK' : 'LOCK'}`,
      );
    }
  });
}

async function ownsOnly(sql: Sql, login: string, databases: ReadonlySet<string>): Promise<boolean> {
  if (sql.engine === 'pgsql') {
    const power = await sql.rows(
      'SELECT 1 AS n FROM pg_roles WHERE rolname = ? AND (rolsuper OR rolcreaterole OR rolreplication)',
      [login],
    );
    const owned = await sql.rows(
      'SELECT d.datname AS name FROM pg_database d JOIN pg_roles r ON r.oid = d.datdba WHERE r.rolname = ?',
      [login],
    );
    return power.length === 0 && owned.every((row) => databases.has(String(row['name'])));
  }
  const accounts = (await hostsOf(sql, login)).map((host) => `'${login}'@'${host}'`);
  if (accounts.length === 0) return false;
  const among = `GRANTEE IN (${accounts.map(() => '?').join(', ')})`;
  const global = await sql.rows(
    `SELECT 1 AS n FROM information_schema.USER_PRIVILEGES WHERE ${among} AND PRIVILEGE_TYPE <> 'USAGE'`,
    accounts,
  );
  const granted = await sql.rows(
    `SELECT TABLE_SCHEMA AS name FROM information_schema.SCHEMA_PRIVILEGES WHERE ${among}
     UNION SELECT TABLE_SCHEMA FROM information_schema.TABLE_PRIVILEGES WHERE ${among}`,
    [...accounts, ...accounts],
  );
  // Names of databases are patterns in grants.
  const names = granted.map((row) => String(row['name']).replaceAll(String.raw`\_`, '_'));
  return global.length === 0 && names.every((name) => databases.has(name));
}

/** Logins of the boxes' databases that serve nothing else. Only an administrator of the server can tell, and lock them. */
export async function ownLogins(
  boxes: readonly Box[],
  administrator: Administrator | undefined,
): Promise<readonly LoginLock[]> {
  if (administrator === undefined) return [];
  const all = boxes.flatMap(({ settings: { database } }) => (database === undefined ? [] : [database]));
  const logins = new Map(all.map((each) => [`${each.engine} ${each.host} ${each.login}`, each]));
  const own: LoginLock[] = [];
  for (const { engine, host, login, database } of logins.values()) {
    if (login === administrator.login) continue;
    const databases = new Set(
      all.filter((each) => each.engine === engine && each.host === host).map((each) => each.database),
    );
    const server = { engine, host, database, ...administrator };
    if (await withSql(server, (sql) => ownsOnly(sql, login, databases)))
      own.push({ do: 'lockLogin', engine, host, login });
  }
  return own;
}

/** What /etc/shadow says of a user: the day on which the account ends (as days since 1970), and whether it is locked. */
export function shadowOf(
  machine: Machine,
  user: string,
): { readonly locked: boolean; readonly expires: string } | undefined {
  let text: string;
  try {
    text = readFileSync(pathOn(machine, '/etc/shadow'), 'utf8');
  } catch {
    return undefined;
  }
  const fields = text
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === user);
  if (fields === undefined) return undefined;
  return { locked: /^[!*]/u.test(fields[1] ?? ''), expires: fields[7] ?? '' };
}

/** How `usermod` is called for a machine: for another one's disk, without going into it. */
export function usermod({ root }: Machine, ...args: readonly string[]): readonly string[] {
  return [...(root === '/' ? [] : ['--prefix', root]), ...args];
}
