import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import {
  dropDatabase,
  readWhole,
  type RestoredDatabase,
  restoreVendorDump,
  type VendorContent,
} from '../box/backup/vendor-restore.ts';
import { BoxError } from '../box/error.ts';
import { exportFromSql, type SqlExportReport } from '../box/export/export.ts';
import { withSql } from '../box/services/sql.ts';
import type { DatabaseSettings } from '../box/settings.ts';
import { addressOf, zoneOf } from './box-export.ts';
import type { Context, Done } from './context.ts';
import { openOrCreate } from './export.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxVendorBackup']['parameters']>;

export interface BoxVendorBackupResult extends VendorContent {
  readonly type: 'boxVendorBackup';
  readonly file: string;
  /** The folder that it was unpacked into. */
  readonly to?: string;
  readonly database?: RestoredDatabase & { readonly kept: boolean };
  readonly archive?: SqlExportReport & { readonly path: string; readonly portal: string };
}

function wrong(parameter: string, value: string, expected: string): Bye24Error {
  return new Bye24Error('VALUE_WRONG', { command: 'box vendor-backup', parameter, value, expected });
}

/** Where to restore: the administrator's login comes by the environment (I11). */
function targetOf({ environment }: Context, { host, database }: Input): DatabaseSettings {
  return {
    engine: 'mysql',
    host: host ?? '127.0.0.1',
    login: environment['BYE24_DB_ADMIN'] ?? 'root',
    password: environment['BYE24_DB_ADMIN_PASSWORD'] ?? '',
    database: database ?? `bye24_scratch_${randomBytes(6).toString('hex')}`,
  };
}

async function archived(
  context: Context,
  input: Input,
  path: string,
  root: string,
  database: DatabaseSettings,
): Promise<NonNullable<BoxVendorBackupResult['archive']>> {
  const portal = input.portal ?? (await withSql(database, addressOf));
  if (portal === '') throw new BoxError('BOX_ADDRESS_UNKNOWN');
  const { clock, watch, signal } = context;
  const archive = await openOrCreate(context, path, portal);
  try {
    const report = await exportFromSql({
      database,
      archive,
      root,
      zone: zoneOf('box vendor-backup', input.timeZone),
      clock,
      onKind: (kind, done, total) =>
        watch({ type: 'kind', stage: 'export', kind, done, total, bytes: 0, state: 'running' }),
      signal,
    });
    return { ...report, path, portal };
  } finally {
    await archive.close();
  }
}

/**
 * Reads one of the vendor's own backups to its end and tells what is in it; unpacks it, restores its database, and makes an
 * archive of both, as far as it is asked to. A database that was not asked for by name goes again.
 */
export async function run(context: Context, input: Input): Promise<Done<BoxVendorBackupResult>> {
  const { folder, environment, signal, tell } = context;
  const file = resolve(folder, input.file);
  const to = input.to === undefined ? undefined : resolve(folder, input.to);
  const wants = input.database !== undefined || input.archive !== undefined;
  if (wants && to === undefined)
    throw new Bye24Error('VALUE_MISSING', { command: 'box vendor-backup', parameter: '--to', expected: 'DIR' });
  if (input.database !== undefined && !/^\w{1,64}$/u.test(input.database)) {
    throw wrong('--database', input.database, 'letters, digits, _');
  }
  const password = environment['BYE24_BACKUP_PASSWORD'];
  tell({ type: 'boxStep', step: `read ${file}` });
  const content = await readWhole(file, {
    ...(password === undefined ? {} : { password }),
    ...(to === undefined ? {} : { to }),
    signal,
  });
  const result = { type: 'boxVendorBackup', file, ...content, ...(to === undefined ? {} : { to }) } as const;
  if (!wants || to === undefined) return { ending: content.leftOut.length === 0 ? 'whole' : 'partial', result };
  const target = targetOf(context, input);
  const kept = input.database !== undefined;
  tell({ type: 'boxStep', step: `restore ${target.database}` });
  try {
    const restored = await restoreVendorDump(to, content.dump, target, signal);
    const database = { ...restored, kept };
    if (input.archive === undefined) return { ending: 'whole', result: { ...result, database } };
    const archive = await archived(context, input, resolve(folder, input.archive), to, target);
    const ending = archive.state === 'complete' ? 'whole' : 'partial';
    return { ending, result: { ...result, database, archive } };
  } catch (error) {
    // Half a database is nobody's; one that was there before us is not ours to drop.
    const isOurs = !(error instanceof BoxError && error.code === 'BOX_DATABASE_EXISTS');
    if (kept && isOurs) await dropDatabase(target).catch(() => undefined);
    throw error;
  } finally {
    if (!kept) await dropDatabase(target).catch(() => undefined);
  }
}
