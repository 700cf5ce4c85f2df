import { BoxError } from '../error.ts';
import { connectSql, placeOf, withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { feedPart, type Part, type Program, writePart } from './part.ts';
import { objectsOf, sumsOf, type TableSum } from './sums.ts';

/** What a database held at the moment of its dump. */
export interface DatabaseContent {
  readonly tables: readonly TableSum[];
  readonly objects: readonly string[];
}

export interface DatabaseProof {
  /** Tables whose restored copy equals what was dumped. */
  readonly equal: number;
  readonly rows: number;
  /** Tables that the running site wrote to while they were dumped; their copy is of a moment in between. */
  readonly changedMeanwhile: readonly string[];
  /** Tables and other things whose copy is wrong, or not there. */
  readonly wrong: readonly string[];
}

function connectionArgs(settings: DatabaseSettings): readonly string[] {
  const place = placeOf(settings);
  const mysql = settings.engine === 'mysql';
  const where =
    'socket' in place
      ? mysql
        ? [`--socket=${place.socket}`]
        : [`--host=${place.socket}`]
      : [`--host=${place.host}`, `--port=${place.port}`];
  return [...where, mysql ? `--user=${settings.login}` : `--username=${settings.login}`];
}

/** A password goes by the environment: a command line can be seen by everybody on the machine (I11). */
function environmentOf({ engine, password }: DatabaseSettings): Readonly<Record<string, string>> {
  if (password === '') return {};
  return engine === 'mysql' ? { MYSQL_PWD: password } : { PGPASSWORD: password };
}

const dumpOptions = [
  '--single-transaction',
  '--quick',
  '--routines',
  '--triggers',
  '--events',
  '--hex-blob',
  '--no-tablespaces',
  '--default-character-set=utf8mb4',
];

/** Name of the file that a database is dumped into. */
export function dumpFile({ engine, database }: DatabaseSettings): string {
  return `database-${database.replaceAll(/[^\w-]/gu, '_')}.${engine === 'mysql' ? 'sql.gz' : 'pgdump'}`;
}

/**
 * Dumps a database and tells what it held. With PostgreSQL both are of the same moment; with MySQL they are a moment
 * apart. Raises BOX_DATABASE_UNREACHABLE, BOX_PROGRAM_FAILED.
 */
export async function dumpDatabase(
  settings: DatabaseSettings,
  folder: string,
  signal?: AbortSignal,
): Promise<{ readonly part: Part; readonly content: DatabaseContent }> {
  const control = signal === undefined ? {} : { signal };
  const environment = environmentOf(settings);
  const args = connectionArgs(settings);
  const sql = await connectSql(settings);
  try {
    const write = async (program: string, more: readonly string[]): Promise<Part> =>
      writePart(
        folder,
        dumpFile(settings),
        { program, args: [...args, ...more, settings.database], environment },
        { gzip: settings.engine === 'mysql', ...control },
      );
    if (settings.engine === 'mysql') {
      await sql.run('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
      await sql.run('START TRANSACTION WITH CONSISTENT SNAPSHOT');
      const part = await write('mysqldump', dumpOptions);
      return { part, content: { tables: await sumsOf(sql), objects: await objectsOf(sql) } };
    }
    await sql.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const [snapshot] = await sql.rows('SELECT pg_export_snapshot() AS id');
    const part = await write('pg_dump', ['--format=custom', '--no-password', `--snapshot=${String(snapshot?.['id'])}`]);
    return { part, content: { tables: await sumsOf(sql), objects: await objectsOf(sql) } };
  } finally {
    await sql.close().catch(() => undefined);
  }
}

function restoreProgram(settings: DatabaseSettings): Program {
  const args = connectionArgs(settings);
  const environment = environmentOf(settings);
  if (settings.engine === 'mysql') {
    return {
      program: 'mysql',
      args: [...args, '--default-character-set=utf8mb4', `--database=${settings.database}`],
      environment,
    };
  }
  return {
    program: 'pg_restore',
    args: [
      ...args,
      '--no-password',
      '--no-owner',
      '--no-privileges',
      '--exit-on-error',
      `--dbname=${settings.database}`,
    ],
    environment,
  };
}

/** Restores a dump of this folder into an empty database. Raises BOX_PROGRAM_FAILED. */
export function feedDump(settings: DatabaseSettings, folder: string): Promise<void> {
  return feedPart(folder, dumpFile(settings), restoreProgram(settings));
}

/** The server itself, to create and drop databases: no database of the site's. */
function serverOf(settings: DatabaseSettings): DatabaseSettings {
  return { ...settings, database: settings.engine === 'mysql' ? 'information_schema' : 'postgres' };
}

async function inScratch<Result>(
  login: DatabaseSettings,
  name: string,
  use: (scratch: DatabaseSettings) => Promise<Result>,
): Promise<Result> {
  const server = serverOf(login);
  const drop = (): Promise<unknown> => withSql(server, (sql) => sql.run(`DROP DATABASE IF EXISTS ${sql.name(name)}`));
  await drop();
  await withSql(server, (sql) =>
    sql.run(`CREATE DATABASE ${sql.name(name)}${sql.engine === 'mysql' ? ' CHARACTER SET utf8mb4' : ''}`),
  );
  try {
    return await use({ ...login, database: name });
  } finally {
    await drop();
  }
}

function keyOf({ table, rows, sum }: TableSum): string {
  return `${table}\n${rows}\n${sum}`;
}

/**
 * Restores a dump into a database of its own and compares it with what was dumped, table by table, cell by cell.
 * `login` must be allowed to create a database called `scratch`; it is dropped again. Raises BOX_SCRATCH_REFUSED,
 * BOX_PROGRAM_FAILED.
 */
export async function proveDump({
  settings,
  login,
  scratch,
  folder,
  content,
}: {
  readonly settings: DatabaseSettings;
  readonly login: DatabaseSettings;
  readonly scratch: string;
  readonly folder: string;
  readonly content: DatabaseContent;
}): Promise<DatabaseProof> {
  let restored: DatabaseContent;
  try {
    restored = await inScratch(login, scratch, async (target) => {
      await feedPart(folder, dumpFile(settings), restoreProgram(target));
      return withSql(target, async (sql) => ({ tables: await sumsOf(sql), objects: await objectsOf(sql) }));
    });
  } catch (error) {
    if (error instanceof BoxError) throw error;
    const { code = 'UNKNOWN' } = error as { readonly code?: string };
    throw new BoxError('BOX_SCRATCH_REFUSED', { database: settings.database, reason: code }, { cause: error });
  }
  const copies = new Set(restored.tables.map(keyOf));
  const unequal = content.tables.filter((table) => !copies.has(keyOf(table)));
  const changedMeanwhile = await writtenTo(settings, unequal);
  const objects = new Set(restored.objects);
  return {
    equal: content.tables.length - unequal.length,
    rows: content.tables.reduce((sum, { rows }) => sum + rows, 0),
    changedMeanwhile,
    wrong: [
      ...unequal.map(({ table }) => table).filter((table) => !changedMeanwhile.includes(table)),
      ...content.objects.filter((name) => !objects.has(name)),
    ],
  };
}

/** Of tables whose copy differs: those that differ from themselves by now, for the site writes to them. */
async function writtenTo(settings: DatabaseSettings, unequal: readonly TableSum[]): Promise<readonly string[]> {
  if (unequal.length === 0 || settings.engine === 'pgsql') return [];
  const names = unequal.map(({ table }) => table);
  const before = new Set(unequal.map(keyOf));
  const now = await withSql(settings, (sql) => sumsOf(sql, names));
  return now.filter((table) => !before.has(keyOf(table))).map(({ table }) => table);
}
