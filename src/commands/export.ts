import { resolve } from 'node:path';

import { Archive } from '../archive/archive.ts';
import { layoutOf } from '../archive/layout.ts';
import { exportPortal, type ExportReport } from '../journey/export/export.ts';
import { takeInventory } from '../journey/export/inventory.ts';
import { archivedKinds, kinds } from '../kinds/index.ts';
import type { KindId } from '../kinds/kind.ts';
import { archiveFolderFor } from './archives.ts';
import { chosenIds } from './chosen.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach, type Reached } from './reach.ts';
import type { Commands } from './table.ts';
import { exportTeam, type TeamReport } from './team-export.ts';

type Input = InputOf<Commands['export']['parameters']>;

export interface ExportResult extends ExportReport {
  readonly type: 'export';
  /** Folder of the archive. */
  readonly archive: string;
  /** What employees' own connections added; absent where they were left out. */
  readonly team?: TeamReport;
}

/** The archive in a folder, to write into: a new one where there is none. */
export async function openOrCreate({ disk, clock }: Context, path: string, portal: string): Promise<Archive> {
  const { database, raw } = layoutOf(path);
  const exists = (await disk.sizeBytes(database)) !== undefined || (await disk.list(raw)).length > 0;
  const options = { kinds: archivedKinds, portal, disk, clock };
  return exists ? Archive.open(path, { ...options, mode: 'write' }) : Archive.create(path, options);
}

export interface ExportWish {
  readonly path: string;
  readonly chosen?: readonly KindId[];
  readonly files: boolean;
  /** Goes on with the archive, once everything is home that the connection sees. */
  readonly afterwards?: (archive: Archive) => Promise<void>;
}

/** Takes an inventory and brings everything home into the archive at `path`; what is there already is gone on with. */
export async function exportInto(context: Context, reached: Reached, wish: ExportWish): Promise<ExportReport> {
  const { clock, signal, watch } = context;
  const { portal, connection, pace, pauses } = reached;
  const inventory = await takeInventory({ portal, connection, kinds, now: () => clock.now(), signal, watch });
  const archive = await openOrCreate(context, wish.path, portal.address);
  let report: ExportReport;
  try {
    const { chosen, files } = wish;
    const options = { portal, archive, kinds, connection, clock, signal, watch, files, inventory, pace, pauses };
    report = await exportPortal(chosen === undefined ? options : { ...options, chosen });
    await wish.afterwards?.(archive);
  } catch (error) {
    await archive.close().catch(() => undefined);
    throw error;
  }
  await archive.close();
  return report;
}

/** Brings a portal home. Partial when anything is missing; the result names it. */
export async function run(context: Context, input: Input): Promise<Done<ExportResult>> {
  const { portal: asked, archive: named, kinds: names, without, withoutFiles, withoutTeam } = input;
  return reach(context, asked, async (reached) => {
    const ids = chosenIds(names, without, reached.portal);
    const chosen = ids === undefined ? {} : { chosen: ids };
    const path =
      named === undefined ? archiveFolderFor(context, reached.portal.address) : resolve(context.folder, named);
    const wish = { files: !withoutFiles, ...chosen };
    let team: TeamReport | undefined;
    const report = await exportInto(context, reached, {
      path,
      ...wish,
      afterwards: async (archive) => {
        if (!withoutTeam) team = await exportTeam(context, archive, reached.userId, wish);
      },
    });
    const isWhole = report.state === 'complete' && (team?.members ?? []).every(({ state }) => state === 'complete');
    return {
      ending: isWhole ? 'whole' : 'partial',
      result: { type: 'export', archive: path, ...report, ...(team === undefined ? {} : { team }) },
    };
  });
}
