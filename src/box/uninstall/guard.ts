import { readdirSync, readFileSync } from 'node:fs';

import { checkBackup } from '../backup/manifest.ts';
import type { Box } from '../box.ts';
import { BoxError } from '../error.ts';
import { findBoxes } from '../find/find.ts';
import { type Machine, nameOn, pathOn } from '../machine.ts';
import { withSql } from '../services/sql.ts';
import type { Administrator } from './lock.ts';

export interface Foreign {
  readonly sites: readonly string[];
  readonly databases: readonly string[];
  readonly users: readonly string[];
}

const systemDatabases = new Set([
  'information_schema',
  'mysql',
  'performance_schema',
  'sys',
  'test',
  'postgres',
  'template0',
  'template1',
]);

/** People who can log in to this machine, beside the vendor's user. */
function people(machine: Machine): readonly string[] {
  let text: string;
  try {
    text = readFileSync(pathOn(machine, '/etc/passwd'), 'utf8');
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', , , , shell = ''] = line.split(':');
    const isPerson = Number(uid) >= 1000 && Number(uid) < 60_000 && !/(?:nologin|false|sync)$/u.test(shell);
    return isPerson && name !== 'bitrix' ? [name] : [];
  });
}

const dataFolder = '/var/lib/mysql';

/**
 * Databases of MySQL by their folders: a login that owns one database alone is shown no other. The server writes letters
 * that no file name may have as `@002d`.
 */
function databaseFolders(machine: Machine): readonly string[] {
  try {
    return readdirSync(pathOn(machine, dataFolder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(?:#|lost\+found$|\.)/u.test(entry.name))
      .map(({ name }) =>
        name.replaceAll(/@([\da-f]{4})/gu, (_, digits: string) => String.fromCodePoint(Number.parseInt(digits, 16))),
      );
  } catch {
    return [];
  }
}

/**
 * What of this machine belongs to others: their sites, their databases, their accounts. Databases as the administrator of
 * the server sees them, where one is named: a site's own login may be shown its own alone.
 */
export async function foreignOf(
  machine: Machine,
  boxes: readonly Box[],
  administrator?: Administrator,
): Promise<Foreign> {
  const own = new Set(boxes.map(({ settings }) => settings.database?.database));
  const databases = new Set<string>();
  const note = (name: string): void => {
    if (!own.has(name) && !systemDatabases.has(name.toLowerCase())) databases.add(name);
  };
  for (const name of databaseFolders(machine)) note(name);
  for (const { settings } of boxes) {
    if (settings.database === undefined) continue;
    const query =
      settings.database.engine === 'mysql'
        ? 'SELECT schema_name AS name FROM information_schema.schemata'
        : 'SELECT datname AS name FROM pg_database';
    const server = { ...settings.database, ...administrator };
    for (const row of await withSql(server, (sql) => sql.rows(query))) note(String(row['name']));
  }
  const sites = findBoxes(machine).foreignSites.map(({ docroot }) => docroot);
  return { sites: [...new Set(sites)], databases: [...databases], users: people(machine) };
}

/** Refuses while others share the machine: BOX_SHARED. */
export function refuseForeign({ sites, databases, users }: Foreign): void {
  const [kind, names] =
    sites.length > 0
      ? (['sites', sites] as const)
      : databases.length > 0
        ? (['databases', databases] as const)
        : (['users', users] as const);
  if (names.length > 0) throw new BoxError('BOX_SHARED', { kind, names: names.slice(0, 20).join(', ') });
}

/** Refuses without a verified backup of exactly these boxes: BOX_BACKUP_* and BOX_BACKUP_PARTIAL. */
export async function requireBackup(machine: Machine, boxes: readonly Box[], folder: string): Promise<void> {
  const manifest = await checkBackup(folder);
  for (const { realRoot, settings } of boxes) {
    const root = nameOn(machine, realRoot);
    const name = settings.database?.database;
    const hasRoot = manifest.folders.some(({ path }) => path === root);
    const hasDatabase =
      name === undefined ||
      manifest.databases.some(({ database, host }) => database === name && host === settings.database?.host);
    if (!hasRoot || !hasDatabase)
      throw new BoxError('BOX_BACKUP_PARTIAL', { path: folder, what: hasRoot ? (name ?? '') : root });
  }
}
