import { resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { openBox } from '../box/box.ts';
import { BoxError } from '../box/error.ts';
import { exportFromSql, type SqlExportReport } from '../box/export/export.ts';
import { sqlKinds } from '../box/export/readers.ts';
import { textOfCell, upper } from '../box/export/schema.ts';
import { type Sql, withSql } from '../box/services/sql.ts';
import { archiveFolderFor } from './archives.ts';
import { chosenKinds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import { openOrCreate } from './export.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxExport']['parameters']>;

export interface BoxExportResult extends SqlExportReport {
  readonly type: 'boxExport';
  readonly archive: string;
  readonly portal: string;
}

/** The address of the portal, from its own settings. */
export async function addressOf(sql: Sql): Promise<string> {
  const rows = await sql.rows("SELECT VALUE FROM b_option WHERE MODULE_ID = 'main' AND NAME = 'server_name'");
  const [row] = rows.map(upper);
  return textOfCell(row?.['VALUE']).trim();
}

/** The time zone that was named, or this server's. Raises VALUE_WRONG. */
export function zoneOf(command: string, named: string | undefined): string {
  const zone = named ?? new Intl.DateTimeFormat('en').resolvedOptions().timeZone;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Bye24Error('VALUE_WRONG', {
      command,
      parameter: '--time-zone',
      value: zone,
      expected: 'Europe/Moscow',
    });
  }
}

/** Takes records straight from a box's tables. Partial when anything was not taken; the archive names it. */
export async function run(context: Context, input: Input): Promise<Done<BoxExportResult>> {
  const { folder, clock, watch, signal } = context;
  const zone = zoneOf('box export', input.timeZone);
  const { settings, root } = openBox(resolve(folder, input.root));
  if (settings.database === undefined) throw new BoxError('BOX_DATABASE_UNKNOWN', { name: '' });
  const isAll = input.kinds.length === 0 || input.kinds.includes('all');
  const chosen = chosenKinds(input.kinds).map(({ id }) => id);
  const unknown = isAll ? undefined : chosen.find((kind) => !sqlKinds.includes(kind));
  if (unknown !== undefined) throw new BoxError('BOX_NOT_FROM_TABLES', { kind: unknown, kinds: sqlKinds.join(', ') });
  const portal = input.portal ?? (await withSql(settings.database, addressOf));
  if (portal === '') throw new BoxError('BOX_ADDRESS_UNKNOWN');
  const path = input.archive === undefined ? archiveFolderFor(context, portal) : resolve(folder, input.archive);
  const archive = await openOrCreate(context, path, portal);
  watch({ type: 'stage', stage: 'export', state: 'started' });
  try {
    const report = await exportFromSql({
      database: settings.database,
      archive,
      zone,
      clock,
      ...(input.withoutFiles ? {} : { root }),
      ...(isAll ? {} : { chosen }),
      onKind: (kind, done, total) =>
        watch({ type: 'kind', stage: 'export', kind, done, total, bytes: 0, state: 'running' }),
      signal,
    });
    watch({ type: 'stage', stage: 'export', state: 'finished' });
    const ending = report.state === 'complete' ? 'whole' : 'partial';
    return { ending, result: { type: 'boxExport', archive: path, portal, ...report } };
  } finally {
    await archive.close();
  }
}
