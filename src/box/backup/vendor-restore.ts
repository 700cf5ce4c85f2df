import { constants, createReadStream } from 'node:fs';
import { lstat, mkdir, open, readdir, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';

import { BoxError } from '../error.ts';
import { connectSql, type Sql, withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { statementsOf, verdictOn } from './sql-text.ts';
import { sumsOf } from './sums.ts';
import type { TarEntry } from './tar.ts';
import { readVendorBackup, volumesOf } from './vendor-backup.ts';

/** What one of the vendor's own backups holds. It was read to its end: no volume is missing, no header is damaged. */
export interface VendorContent {
  readonly volumes: number;
  readonly sizeBytes: number;
  readonly encrypted: boolean;
  readonly packed: boolean;
  readonly files: number;
  readonly folders: number;
  readonly links: number;
  readonly bytes: number;
  /** Names that were left out when it was unpacked: they lead out of the folder, or are no files. */
  readonly leftOut: readonly string[];
  /** Files of the database's dump, in the order in which they are restored. */
  readonly dump: readonly string[];
  readonly dumpBytes: number;
  /** Folders at the top, with what lies in each. */
  readonly top: readonly { readonly name: string; readonly files: number; readonly bytes: number }[];
}

/** Files of the dump: `bitrix/backup/NAME.sql`, `.sql.1`, …, and what is said to the connection before it. */
const dumpName = /^bitrix\/backup\/(?<name>[^/]+?)(?<after>_after_connect)?\.sql(?:\.(?<number>\d+))?$/u;

function rankOf(path: string): number {
  const { after, number } = dumpName.exec(path)?.groups ?? {};
  return after !== undefined ? -1 : Number(number ?? 0);
}

/** A name inside a folder, or undefined when it leads out of it. */
function safeName(latin1: string): Buffer | undefined {
  const name = Buffer.from(latin1, 'latin1');
  const parts = latin1.split('/');
  return latin1 === '' || name.includes(0) || parts.some((part) => part === '..' || part === '.' || part === '')
    ? undefined
    : name;
}

type Content = TarEntry & { content(): AsyncGenerator<Buffer, void, void> };

/** Unpacks into a folder of its own. Links come last: nothing is written through them. */
class Unpacker {
  readonly #folder: string;
  readonly #links: { readonly path: Buffer; readonly target: Buffer }[] = [];
  readonly leftOut: string[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  #path(name: Buffer): Buffer {
    return Buffer.concat([Buffer.from(`${this.#folder}/`), name]);
  }

  async take(entry: Content): Promise<void> {
    const name = safeName(entry.name);
    if (name === undefined) {
      if (entry.name !== '') this.leftOut.push(entry.name);
      return;
    }
    const path = this.#path(name);
    if (entry.type === 'folder') {
      await mkdir(path, { recursive: true });
      return;
    }
    if (entry.type !== 'file' && entry.type !== 'link') {
      this.leftOut.push(Buffer.from(entry.name, 'latin1').toString('utf8'));
      return;
    }
    const slash = path.lastIndexOf(0x2f);
    await mkdir(path.subarray(0, slash), { recursive: true });
    if (entry.type === 'link') {
      this.#links.push({ path, target: Buffer.from(entry.target, 'latin1') });
      return;
    }
    const file = await open(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW,
      0o600,
    );
    try {
      for await (const piece of entry.content()) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async finish(): Promise<void> {
    for (const { path, target } of this.#links) {
      if ((await lstat(path).catch(() => undefined)) === undefined) await symlink(target, path);
    }
  }
}

/**
 * Reads a backup of the vendor's to its end, and with `to` unpacks it into this folder, which must be new or empty.
 * Raises BOX_BACKUP_PASSWORD, BOX_ARCHIVE_DAMAGED, BOX_FOLDER_IN_USE, BOX_VENDOR_BACKUP_ABSENT.
 */
export async function readWhole(
  first: string,
  options: { readonly password?: string; readonly to?: string; readonly signal?: AbortSignal } = {},
): Promise<VendorContent> {
  const { password, to, signal } = options;
  if (!(await isFile(first))) throw new BoxError('BOX_VENDOR_BACKUP_ABSENT', { path: first });
  const volumes = volumesOf(first);
  let sizeBytes = 0;
  for (const volume of volumes) sizeBytes += (await stat(volume)).size;
  if (to !== undefined) {
    await mkdir(to, { recursive: true, mode: 0o700 });
    if ((await readdir(to)).length > 0) throw new BoxError('BOX_FOLDER_IN_USE', { path: to });
  }
  const unpacker = to === undefined ? undefined : new Unpacker(to);
  const top = new Map<string, { files: number; bytes: number }>();
  const counts = { files: 0, folders: 0, links: 0, bytes: 0 };
  const dump: string[] = [];
  let dumpBytes = 0;
  for await (const entry of readVendorBackup(first, password)) {
    signal?.throwIfAborted();
    const name = Buffer.from(entry.name, 'latin1').toString('utf8');
    if (entry.type === 'folder') counts.folders += 1;
    if (entry.type === 'link') counts.links += 1;
    if (entry.type === 'file') {
      counts.files += 1;
      counts.bytes += entry.sizeBytes;
      const at = name.includes('/') ? (name.split('/')[0] ?? '') : '';
      const before = top.get(at) ?? { files: 0, bytes: 0 };
      top.set(at, { files: before.files + 1, bytes: before.bytes + entry.sizeBytes });
      if (dumpName.test(name)) {
        dump.push(name);
        dumpBytes += entry.sizeBytes;
      }
    }
    if (unpacker === undefined) {
      // Read to the end, so that damage shows.
      const content = entry.content();
      while ((await content.next()).done !== true);
    } else await unpacker.take(entry);
  }
  await unpacker?.finish();
  return {
    volumes: volumes.length,
    sizeBytes,
    encrypted: /\.enc(?:\.gz)?$/u.test(first),
    packed: first.endsWith('.gz'),
    ...counts,
    leftOut: unpacker?.leftOut ?? [],
    dump: dump.toSorted((left, right) => rankOf(left) - rankOf(right)),
    dumpBytes,
    top: [...top].map(([name, sums]) => ({ name, ...sums })).sort((left, right) => right.bytes - left.bytes),
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() === true;
}

export interface RestoredDatabase {
  readonly name: string;
  readonly tables: number;
  readonly rows: number;
}

async function* pieces(folder: string, files: readonly string[]): AsyncGenerator<Buffer, void, void> {
  for (const file of files) yield* createReadStream(join(folder, file)) as AsyncIterable<Buffer>;
}

/** The encoding that the dump was written in: what it says to the connection first. */
async function encodingOf(folder: string, dump: readonly string[]): Promise<TextDecoder> {
  const before = dump.filter((name) => dumpName.exec(name)?.groups?.['after'] !== undefined);
  let said = '';
  for await (const piece of pieces(folder, before)) said += piece.toString('latin1');
  return new TextDecoder(/SET\s+NAMES\s+'?cp1251/iu.test(said) ? 'windows-1251' : 'utf-8', { fatal: true });
}

/**
 * Restores the dump of an unpacked backup into a new, empty database. Only statements that a dump of tables is made of
 * are run. Raises BOX_DATABASE_EXISTS, BOX_DUMP_ABSENT, BOX_DUMP_STRANGE, BOX_DATABASE_UNREACHABLE.
 */
export async function restoreVendorDump(
  folder: string,
  dump: readonly string[],
  target: DatabaseSettings,
  signal?: AbortSignal,
): Promise<RestoredDatabase> {
  if (dump.length === 0) throw new BoxError('BOX_DUMP_ABSENT', { path: folder });
  const encoding = await encodingOf(folder, dump);
  const body = dump.filter((name) => dumpName.exec(name)?.groups?.['after'] === undefined);
  await withSql({ ...target, database: 'information_schema' }, async (server) => {
    const found = await server.rows('SELECT 1 AS n FROM information_schema.schemata WHERE schema_name = ?', [
      target.database,
    ]);
    if (found.length > 0) throw new BoxError('BOX_DATABASE_EXISTS', { database: target.database });
    await server.run(`CREATE DATABASE ${server.name(target.database)} CHARACTER SET utf8mb4`);
  });
  const sql = await connectSql(target);
  try {
    // The vendor's tables count on it: days of zeros, columns without defaults.
    await sql.run("SET SESSION sql_mode = '', foreign_key_checks = 0, unique_checks = 0");
    for await (const bytes of statementsOf(pieces(folder, body))) {
      signal?.throwIfAborted();
      await runOf(sql, decoded(encoding, bytes));
    }
    const sums = await sumsOf(sql);
    return { name: target.database, tables: sums.length, rows: sums.reduce((all, { rows }) => all + rows, 0) };
  } finally {
    await sql.close().catch(() => undefined);
  }
}

function decoded(encoding: TextDecoder, bytes: Buffer): string {
  try {
    return encoding.decode(bytes);
  } catch {
    throw new BoxError('BOX_DUMP_STRANGE', { what: 'ENCODING' });
  }
}

async function runOf(sql: Sql, statement: string): Promise<void> {
  const verdict = verdictOn(statement);
  if (verdict === undefined) {
    throw new BoxError('BOX_DUMP_STRANGE', { what: statement.trim().slice(0, 40).replaceAll(/\s+/gu, ' ') });
  }
  if (verdict === 'run') await sql.run(statement);
}

export function dropDatabase(target: DatabaseSettings): Promise<number> {
  return withSql({ ...target, database: 'information_schema' }, (sql) =>
    sql.run(`DROP DATABASE IF EXISTS ${sql.name(target.database)}`),
  );
}
