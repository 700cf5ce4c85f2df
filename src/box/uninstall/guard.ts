import { readFileSync } from 'node:fs';

import { checkBackup } from '../backup/manifest.ts';
import type { Box } from '../box.ts';
import { BoxError } from '../error.ts';
import { findBoxes } from '../find/find.ts';
import { type Machine, nameOn, pathOn } from '../machine.ts';
import { withSql } from '../services/sql.ts';

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

/** What of this machine belongs to others: their sites, their databases, their accounts. */
export async function foreignOf(machine: Machine, boxes: readonly Box[]): Promise<Foreign> {
  const own = new Set(boxes.map(({ settings }) => settings.database?.database));
  const databases = new Set<string>();
  for (const { settings } of boxes) {
    if (settings.database === undefined) continue;
    const query =
      settings.database.engine === 'mysql'
        ? 'SELECT schema_name AS name FROM information_schema.schemata'
        : 'SELECT datname AS name FROM pg_database';
    for (const row of await withSql(settings.database, (sql) => sql.rows(query))) {
      const name = String(row['name']);
      if (!own.has(name) && !systemDatabases.has(name.toLowerCase())) databases.add(name);
    }
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
