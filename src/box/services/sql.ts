import { existsSync } from 'node:fs';

import { BoxError } from '../error.ts';
import type { DatabaseSettings } from '../settings.ts';

export type Cell = string | number | bigint | boolean | Buffer | null;
export type Row = Readonly<Record<string, Cell>>;

/** A connection to a box's database, of either engine. Parameters are written `?`. */
export interface Sql {
  readonly engine: DatabaseSettings['engine'];
  rows(query: string, parameters?: readonly (string | number)[]): Promise<readonly Row[]>;
  /** Runs a statement; gives how many rows it changed. */
  run(statement: string, parameters?: readonly (string | number)[]): Promise<number>;
  /** A name as this engine quotes it. */
  name(name: string): string;
  close(): Promise<void>;
}

/** Where a database server listens. */
export type Place = { readonly socket: string } | { readonly host: string; readonly port: number };

const mysqlSockets = [
  '/var/lib/mysqld/mysqld.sock',
  '/run/mysqld/mysqld.sock',
  '/var/lib/mysql/mysql.sock',
  '/tmp/mysql.sock',
];
const standardPorts = { mysql: 3306, pgsql: 5432 } as const;

/** `localhost`, `host:port`, `host:/path/of/socket` or `/path`, read as the vendor's drivers read them. */
export function placeOf({ engine, host }: Pick<DatabaseSettings, 'engine' | 'host'>): Place {
  if (host.startsWith('/')) return { socket: host };
  const { name = host, rest } = /^(?:p:)?(?<name>[^:]*):(?<rest>.+)$/u.exec(host)?.groups ?? {};
  if (rest !== undefined && rest.startsWith('/')) return { socket: rest };
  if (rest !== undefined) return { host: name === '' ? '127.0.0.1' : name, port: Number(rest) };
  // PHP's MySQL drivers take `localhost` for the socket.
  const socket = engine === 'mysql' && host === 'localhost' ? mysqlSockets.find((path) => existsSync(path)) : undefined;
  return socket === undefined
    ? { host: host === 'localhost' ? '127.0.0.1' : host, port: standardPorts[engine] }
    : { socket };
}

function unreachable(settings: DatabaseSettings, cause: unknown): BoxError {
  const { code = 'UNKNOWN' } = cause as { readonly code?: string };
  // The driver's words name the login and may quote the query; the code says enough (I11).
  return new BoxError('BOX_DATABASE_UNREACHABLE', { database: settings.database, host: settings.host, reason: code });
}

async function mysql(settings: DatabaseSettings): Promise<Sql> {
  const { createConnection } = await import('mysql2/promise');
  const place = placeOf(settings);
  const connection = await createConnection({
    ...('socket' in place ? { socketPath: place.socket } : place),
    user: settings.login,
    password: settings.password,
    database: settings.database,
    charset: 'utf8mb4',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    connectTimeout: 10_000,
  });
  return {
    engine: 'mysql',
    async rows(query, parameters = []) {
      const [rows] = await connection.query(query, [...parameters]);
      return rows as unknown as readonly Row[];
    },
    async run(statement, parameters = []) {
      const [result] = await connection.query(statement, [...parameters]);
      return (result as { readonly affectedRows?: number }).affectedRows ?? 0;
    },
    name: (name) => `\`${name.replaceAll('`', '``')}\``,
    close: () => connection.end(),
  };
}

function numbered(query: string): string {
  let index = 0;
  return query.replaceAll('?', () => `$${++index}`);
}

/** The number of CHAR(n) among PostgreSQL's types. */
const paddedType = 1042;

async function pgsql(settings: DatabaseSettings): Promise<Sql> {
  const { default: pg } = await import('pg');
  const place = placeOf(settings);
  const client = new pg.Client({
    ...('socket' in place ? { host: place.socket } : place),
    user: settings.login,
    password: settings.password,
    database: settings.database,
    connectionTimeoutMillis: 10_000,
    // Dates and numbers as the server writes them; CHAR without what it is filled up with, as MySQL gives it.
    types: { getTypeParser: (type: number) => (text: string) => (type === paddedType ? text.trimEnd() : text) },
  });
  await client.connect();
  return {
    engine: 'pgsql',
    async rows(query, parameters = []) {
      const { rows } = await client.query<Row>(numbered(query), [...parameters]);
      return rows;
    },
    run: async (statement, parameters = []) => (await client.query(numbered(statement), [...parameters])).rowCount ?? 0,
    name: (name) => `"${name.replaceAll('"', '""')}"`,
    close: () => client.end(),
  };
}

/** Connects to a box's database. Raises BOX_DATABASE_UNREACHABLE. */
export async function connectSql(settings: DatabaseSettings): Promise<Sql> {
  try {
    return await (settings.engine === 'mysql' ? mysql(settings) : pgsql(settings));
  } catch (error) {
    throw unreachable(settings, error);
  }
}

/** Connects for as long as `use` takes. */
export async function withSql<Result>(settings: DatabaseSettings, use: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = await connectSql(settings);
  try {
    return await use(sql);
  } finally {
    await sql.close().catch(() => undefined);
  }
}

/** Which of these tables there are. */
export async function tablesAmong(sql: Sql, tables: readonly string[]): Promise<ReadonlySet<string>> {
  const schema = sql.engine === 'mysql' ? 'database()' : 'current_schema()';
  const rows = await sql.rows(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ${schema}`,
  );
  const present = new Set(rows.map((row) => String(row['name']).toLowerCase()));
  return new Set(tables.filter((table) => present.has(table)));
}
