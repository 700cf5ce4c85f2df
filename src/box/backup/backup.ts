import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { Disk } from '../../base/disk.ts';
import type { Box } from '../box.ts';
import { type Machine, nameOn } from '../machine.ts';
import { type Sql, tablesAmong, withSql } from '../services/sql.ts';
import type { DatabaseSettings } from '../settings.ts';
import { BoxError } from '../error.ts';
import { type DatabaseProof, dumpDatabase, dumpFile, proveDump } from './database.ts';
import { type FilesProof, packFolder, provePacked } from './docroot.ts';
import { isLeftOut } from './excluded.ts';
import { listFolder, type Listing } from './list.ts';
import { type Manifest, manifestName } from './manifest.ts';
import { hashOf } from './part.ts';
import { freshName, Progress, shortName } from './progress.ts';
import { restoreGuide } from './restore-guide.ts';
import { systemFolders } from './system.ts';

export interface BackupOptions {
  readonly boxes: readonly Box[];
  readonly machine: Machine;
  readonly folder: string;
  readonly disk: Disk;
  readonly nowMs: number;
  /** Who may create a database for the trial restore, where the site's own login may not. */
  readonly administrator?: { readonly login: string; readonly password: string };
  readonly signal?: AbortSignal;
  readonly onStep?: (step: string) => void;
}

/** Files of the box that lie in somebody else's cloud: named, not copied. */
export interface Bucket {
  readonly name: string;
  readonly files: number;
  readonly bytes: number;
}

export interface BackupReport {
  readonly folder: string;
  readonly verified: boolean;
  readonly databases: readonly ({ readonly database: string; readonly sizeBytes: number } & DatabaseProof)[];
  readonly folders: readonly ({
    readonly path: string;
    readonly sizeBytes: number;
    readonly skipped: readonly string[];
  } & FilesProof)[];
  /** Links that lead out of everything that was packed. */
  readonly outside: readonly { readonly path: string; readonly target: string }[];
  readonly buckets: readonly Bucket[];
}

const partSchema = z.object({ file: z.string(), sizeBytes: z.number(), sha256: z.string() });
const tableSchema = z.object({ table: z.string(), rows: z.number(), sum: z.string() });
const dumpSchema = z.object({
  part: partSchema,
  content: z.object({ tables: z.array(tableSchema), objects: z.array(z.string()) }),
});

interface Source {
  readonly path: string;
  readonly listing: Listing;
}

const systemPlaces = new Set([
  '/',
  '/etc',
  '/usr',
  '/var',
  '/home',
  '/root',
  '/tmp',
  '/opt',
  '/srv',
  '/mnt',
  '/dev',
  '/proc',
  '/sys',
  '/run',
]);

/** Docroots, what their links lead to (a kernel that several sites share, /upload on another disk), and the system's settings. */
async function sourcesOf({ boxes, machine }: BackupOptions): Promise<{
  readonly sources: readonly Source[];
  readonly outside: BackupReport['outside'];
}> {
  const sources: Source[] = [];
  const outside: { path: string; target: string }[] = [];
  const isPacked = (path: string): boolean =>
    sources.some((source) => path === source.path || path.startsWith(`${source.path}/`));
  const add = async (path: string, leftOut: (folder: string) => boolean): Promise<void> => {
    if (isPacked(path)) return;
    const listing = await listFolder(path, leftOut);
    sources.push({ path, listing });
    for (const link of listing.outside) {
      // What a docroot has at its top or one below (`upload`, `bitrix`, `bitrix/templates`) is a part of it.
      const belongs = link.path.split('/').length <= 2 && !systemPlaces.has(link.target);
      const name = link.path.split('/')[0] ?? '';
      if (belongs && !isLeftOut(link.path)) {
        await add(link.target, (folder) => isLeftOut(link.path.includes('/') ? folder : `${name}/${folder}`));
      } else outside.push({ path: join(path, link.path), target: link.target });
    }
  };
  for (const { realRoot } of boxes) await add(realRoot, isLeftOut);
  const links = outside.filter(({ target }) => !isPacked(target));
  for (const { path, only } of systemFolders(machine)) {
    sources.push({ path, listing: await listFolder(path, () => false, only) });
  }
  return { sources, outside: links };
}

function databasesOf(boxes: readonly Box[]): readonly DatabaseSettings[] {
  const all = boxes.flatMap(({ settings: { database } }) => (database === undefined ? [] : [database]));
  return [...new Map(all.map((each) => [`${each.engine} ${each.host} ${each.database}`, each])).values()];
}

async function bucketsOf(sql: Sql): Promise<readonly Bucket[]> {
  const there = await tablesAmong(sql, ['b_clouds_file_bucket', 'b_file']);
  if (there.size < 2) return [];
  const rows = await sql.rows(
    `SELECT b.BUCKET AS name, count(f.ID) AS files, coalesce(sum(f.FILE_SIZE), 0) AS bytes
     FROM b_clouds_file_bucket b LEFT JOIN b_file f ON f.HANDLER_ID = CAST(b.ID AS char(50)) GROUP BY b.ID, b.BUCKET ORDER BY b.ID`,
  );
  return rows.map((row) => ({ name: String(row['name']), files: Number(row['files']), bytes: Number(row['bytes']) }));
}

/** One part of a backup, made once and kept: a part that an earlier run made is taken as it is when it is still whole. */
async function madePart<T extends { readonly part: z.infer<typeof partSchema> }>(
  { folder }: BackupOptions,
  progress: Progress,
  key: string,
  schema: z.ZodType<T>,
  make: () => Promise<T>,
): Promise<T> {
  const made = await progress.step(key, schema, make);
  if ((await hashOf(join(folder, made.part.file))) === made.part.sha256) return made;
  return progress.step(`${key} again`, schema, make);
}

interface Done<Report, Entry> {
  readonly report: Report;
  readonly entry: Entry;
}

type DatabaseDone = Done<BackupReport['databases'][number], Manifest['databases'][number]>;
type FolderDone = Done<BackupReport['folders'][number], Manifest['folders'][number]>;

async function backUpDatabase(
  options: BackupOptions,
  progress: Progress,
  settings: DatabaseSettings,
): Promise<DatabaseDone> {
  const { folder, signal, administrator } = options;
  const { engine, host, database } = settings;
  const file = dumpFile(settings);
  const { part, content } = await madePart(options, progress, `dump ${file}`, dumpSchema, async () => {
    options.onStep?.(`dump ${database}`);
    const dumped = await dumpDatabase(settings, folder, signal);
    return {
      part: dumped.part,
      content: { tables: [...dumped.content.tables], objects: [...dumped.content.objects] },
    };
  });
  options.onStep?.(`restore ${database}`);
  // Chosen once, so that the next run clears away what a killed one left.
  const scratch = await progress.step(`scratch ${file}`, z.string(), () => Promise.resolve(freshName()));
  const login = administrator === undefined ? settings : { ...settings, ...administrator };
  const proof = await proveDump({ settings, login, scratch, folder, content });
  return {
    report: { database, sizeBytes: part.sizeBytes, ...proof },
    entry: { engine, host, database, part },
  };
}

async function backUpFolder(
  options: BackupOptions,
  progress: Progress,
  { path, listing }: Source,
): Promise<FolderDone> {
  const { folder, machine, signal } = options;
  const file = `files-${shortName(path)}.tar.gz`;
  const schema = z.object({ part: partSchema });
  const pack = async (): Promise<z.infer<typeof schema>> => {
    options.onStep?.(`pack ${path}`);
    return { part: await packFolder(path, listing, folder, file, signal) };
  };
  const prove = (): Promise<FilesProof> => {
    options.onStep?.(`compare ${path}`);
    return provePacked(path, listing, folder, file);
  };
  let { part } = await madePart(options, progress, `pack ${path}`, schema, pack);
  let proof = await prove();
  if (proof.wrong.length > 0) {
    // Packed by an earlier run, and changed since.
    ({ part } = await progress.step(`pack ${path} ${freshName()}`, schema, pack));
    proof = await prove();
  }
  const name = nameOn(machine, path);
  return {
    report: { path: name, sizeBytes: part.sizeBytes, skipped: listing.skipped, ...proof },
    entry: { path: name, part },
  };
}

/**
 * Backs up a box: dumps of its databases, every docroot and what their links lead to, the settings of the system. Then
 * each dump is restored into a database of its own and compared, and each packed folder is read back and compared: only
 * then it is called a backup. Killed at any moment, the same call goes on. Raises BOX_DATABASE_UNREACHABLE,
 * BOX_PROGRAM_FAILED, BOX_SCRATCH_REFUSED, BOX_BACKUP_INSIDE.
 */
export async function backUp(options: BackupOptions): Promise<BackupReport> {
  const { folder, disk, boxes, machine, nowMs } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const place = realpathSync(folder);
  if (boxes.some(({ realRoot }) => place === realRoot || place.startsWith(`${realRoot}/`))) {
    throw new BoxError('BOX_BACKUP_INSIDE', { path: folder });
  }
  const progress = await Progress.open(disk, folder);
  try {
    const databases = [];
    for (const settings of databasesOf(boxes)) databases.push(await backUpDatabase(options, progress, settings));
    const { sources, outside } = await sourcesOf(options);
    const folders = [];
    for (const source of sources) folders.push(await backUpFolder(options, progress, source));
    const buckets: Bucket[] = [];
    for (const settings of databasesOf(boxes)) buckets.push(...(await withSql(settings, bucketsOf)));
    const verified = [...databases, ...folders].every(({ report }) => report.wrong.length === 0);
    const manifest: Manifest = {
      format: 'bye24-box-backup',
      version: 1,
      madeAtMs: nowMs,
      verified,
      databases: databases.map(({ entry }) => entry),
      folders: folders.map(({ entry }) => entry),
    };
    await disk.replace(join(folder, 'RESTORE.md'), restoreGuide(manifest));
    await disk.replace(join(folder, manifestName), `${JSON.stringify(manifest, undefined, 2)}\n`);
    return {
      folder,
      verified,
      databases: databases.map(({ report }) => report),
      folders: folders.map(({ report }) => report),
      outside: outside.map(({ path, target }) => ({ path: nameOn(machine, path), target: nameOn(machine, target) })),
      buckets,
    };
  } finally {
    await progress.close();
  }
}
