import { basename, join, resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { Archive } from '../archive/archive.ts';
import { ArchiveError } from '../archive/error.ts';
import { layoutOf } from '../archive/layout.ts';
import { archivedKinds } from '../kinds/index.ts';
import type { Context } from './context.ts';

const suffix = '.bye24';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Whether an archive lies in a folder; a file is none. */
export async function isArchive({ disk }: Pick<Context, 'disk'>, folder: string): Promise<boolean> {
  const { database, raw } = layoutOf(folder);
  try {
    return (await disk.sizeBytes(database)) !== undefined || (await disk.list(raw)).length > 0;
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

/** The folder that an export of a portal fills when none is named: `acme.bitrix24.ru.bye24`, here. */
export function archiveFolderFor({ folder }: Context, portal: string): string {
  // A port's colon is no part of a file name on Windows.
  return join(folder, `${portal.replaceAll(':', '-')}${suffix}`);
}

/** The same for what merely lies around: a folder that may not be looked into is none. */
async function isArchiveToSee(context: Pick<Context, 'disk'>, folder: string): Promise<boolean> {
  try {
    return await isArchive(context, folder);
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

/** Those that `export` named itself come first. */
const byName = (path: string): string => `${path.endsWith(suffix) ? 0 : 1}${path}`;

/** Archives that lie in this folder, or the folder itself when it is one; sorted, those named by `export` first. */
export async function archivesIn(context: Pick<Context, 'disk' | 'folder'>): Promise<readonly string[]> {
  const { disk, folder } = context;
  if (await isArchive(context, folder)) return [folder];
  const found: string[] = [];
  for (const name of await disk.list(folder)) {
    const path = join(folder, name);
    if (await isArchiveToSee(context, path)) found.push(path);
  }
  return found.toSorted((one, other) => (byName(one) < byName(other) ? -1 : 1));
}

/** Those of several archives that may be meant when none is named: an own one goes before a demo's, or a copy's. */
export function likelyOf(found: readonly string[]): readonly string[] {
  const own = found.filter((path) => path.endsWith(suffix));
  return own.length > 0 ? own : found;
}

/**
 * The archive that was named, or the one that this folder is, or the only one that lies in it.
 * Raises ARCHIVE_ABSENT and ARCHIVE_UNCLEAR.
 */
export async function findArchive(context: Context, named: string | undefined): Promise<string> {
  const { folder } = context;
  if (named !== undefined) {
    const path = resolve(folder, named);
    if (await isArchive(context, path)) return path;
    throw new ArchiveError('ARCHIVE_ABSENT', { path });
  }
  const found = likelyOf(await archivesIn(context));
  if (found.length > 1)
    throw new Bye24Error('ARCHIVE_UNCLEAR', { known: found.map((path) => basename(path)).join(', ') });
  if (found[0] === undefined) throw new ArchiveError('ARCHIVE_ABSENT', { path: folder });
  return found[0];
}

/** Opens an archive for as long as `use` takes. */
export async function withArchive<Result>(
  { disk, clock }: Context,
  path: string,
  mode: 'read' | 'write',
  use: (archive: Archive) => Promise<Result>,
): Promise<Result> {
  const archive = await Archive.open(path, { mode, kinds: archivedKinds, disk, clock });
  let result: Result;
  try {
    result = await use(archive);
  } catch (error) {
    // The first error is the one to tell; a disk that is full fails the closing too.
    await archive.close().catch(() => undefined);
    throw error;
  }
  await archive.close();
  return result;
}

/** How much is missing; a tool that the portal does not have lacks nothing. */
export function gapsIn(archive: Archive): number {
  return archive.missing().filter(({ what, code }) => !(what === 'kind' && code === 'EXPORT_NO_METHOD')).length;
}

/** Files of an exit, beside the archive's payload: the seal does not cover them, and they can be thrown away. */
export interface ExitFiles {
  readonly folder: string;
  readonly plan: string;
  readonly planTable: string;
  readonly journal: string;
  readonly rehearsal: string;
  readonly locks: string;
  readonly proof: string;
}

/** Of the exit itself, or of a smaller piece of work (`handover-5-7`) with a plan, a journal and a proof of its own. */
export function exitFilesOf(archive: string, work?: string): ExitFiles {
  const exit = join(archive, 'exit');
  const folder = work === undefined ? exit : join(exit, work);
  return {
    folder,
    plan: join(folder, 'plan.jsonl'),
    planTable: join(folder, 'plan.csv'),
    journal: join(folder, 'journal.jsonl'),
    rehearsal: join(folder, 'rehearsal.jsonl'),
    // One for all work on a portal: two processes never apply at once.
    locks: join(exit, 'locks'),
    proof: join(folder, 'proof'),
  };
}
