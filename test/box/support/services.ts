import { randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { connect, createServer, type Socket } from 'node:net';

import { describe, it } from 'vitest';

import { connectSql, type Sql, withSql } from '../../../src/box/services/sql.ts';
import type { DatabaseSettings } from '../../../src/box/settings.ts';

export const servers = {
  mysql: { engine: 'mysql', host: '127.0.0.1', login: 'root', password: '', database: 'mysql' },
  pgsql: { engine: 'pgsql', host: '127.0.0.1', login: 'postgres', password: '', database: 'postgres' },
} as const satisfies Readonly<Record<DatabaseSettings['engine'], DatabaseSettings>>;

/** A database of the test's own. */
export interface OwnDatabase {
  readonly settings: DatabaseSettings;
  readonly sql: Sql;
  drop(): Promise<void>;
}

export async function ownDatabase(engine: DatabaseSettings['engine']): Promise<OwnDatabase> {
  const database = `bye24_test_${randomBytes(6).toString('hex')}`;
  const server = servers[engine];
  await withSql(server, (sql) => sql.run(`CREATE DATABASE ${database}`));
  const settings = { ...server, database };
  const sql = await connectSql(settings);
  return {
    settings,
    sql,
    async drop() {
      await sql.close();
      await withSql(server, (each) => each.run(`DROP DATABASE ${database}`));
    },
  };
}

/** Whether a port of this computer answers. */
export function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: '127.0.0.1', port });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

/** A program that listens on a port, started by the test and stopped with it. */
export async function startServer(
  program: string,
  args: readonly string[],
  port: number,
): Promise<() => Promise<void>> {
  const child = spawn(program, [...args], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  return async () => {
    child.kill();
    await ended;
  };
}

const ports = { mysql: 3306, pgsql: 5432 } as const;
const up = { mysql: await answers(ports.mysql), pgsql: await answers(ports.pgsql) };

/** A group of tests on a database server of this computer. Where there is none: a skip on a laptop, a failure in CI. */
export function describeOn(engine: DatabaseSettings['engine'], title: string, body: () => void): void {
  if (up[engine]) describe(title, body);
  else if (process.env['CI'] === 'true') {
    it(`${title}: needs ${engine} on 127.0.0.1:${ports[engine]}`, () => {
      throw new Error(`start ${engine}`);
    });
  } else it.skip(`${title}: needs ${engine} on 127.0.0.1:${ports[engine]}`, () => {});
}
