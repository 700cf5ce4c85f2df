import { hostname } from 'node:os';

import type { Archive } from '../archive/archive.ts';
import { fingerprintOf } from '../archive/fingerprint.ts';
import type { RecordKey } from '../archive/types.ts';
import type { Portal } from '../bitrix24/port.ts';
import { apply } from '../journey/apply/apply.ts';
import type { Guard } from '../journey/apply/guard.ts';
import type { Pace } from '../journey/export/eta.ts';
import type { ApplyReport, Caps, Controls } from '../journey/apply/options.ts';
import { planFromFile } from '../journey/apply/source.ts';
import { type Self, takeLock } from '../journey/journal/lock.ts';
import { kinds } from '../kinds/index.ts';
import type { RecordLike } from '../kinds/kind.ts';
import { type ExitFiles, exitFilesOf, withArchive } from './archives.ts';
import type { Context } from './context.ts';
import { demandUnprotected, protectedRecords } from './protected.ts';

/** This process, for the lock. */
function self(): Self {
  return {
    pid: process.pid,
    host: hostname(),
    startedAtMs: Math.round(performance.timeOrigin),
    isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        // A process of somebody else lives, too.
        return (error as NodeJS.ErrnoException).code === 'EPERM';
      }
    },
  };
}

export interface CarryOut {
  /** Folder of the sealed archive. */
  readonly path: string;
  readonly portal: Portal;
  readonly guard: Guard;
  readonly caps: Caps;
  /** Asks once more after the first few; without it the rest follows by itself. */
  readonly afterCanary?: Controls['afterCanary'];
  readonly pace?: Pace;
  /** Where plan and journal lie; those of the exit unless said. */
  readonly files?: ExitFiles;
}

/** Works on an archive's journal alone: the lock keeps every other process out (I8). */
export async function alone<Result>(
  { disk }: Context,
  path: string,
  work: (tookOver: string | undefined) => Promise<Result>,
): Promise<Result> {
  const lock = await takeLock(disk, exitFilesOf(path).locks, self());
  try {
    return await work(lock.tookOver === undefined ? undefined : JSON.stringify(lock.tookOver));
  } finally {
    await lock.release();
  }
}

/** A record as it was archived, for looks that need more of it than its id. */
export function archivedIn(archive: Archive): (key: RecordKey) => RecordLike | undefined {
  return (key) => {
    const record = archive.record(key);
    if (record === undefined) return undefined;
    const { row, parent } = record;
    return { id: key.id, row, ...(parent === undefined ? {} : { parent }) };
  };
}

/** Carries out the plan that lies beside an archive. */
export async function carryOut(
  context: Context,
  { path, portal, guard, caps, afterCanary, pace, files = exitFilesOf(path) }: CarryOut,
): Promise<ApplyReport> {
  const { disk, clock, signal, watch } = context;
  const plan = await planFromFile(disk, files.plan);
  return alone(context, path, (tookOver) =>
    withArchive(context, path, 'read', async (archive) => {
      await demandUnprotected(plan, await protectedRecords(context, plan.header.portal));
      const seal = await archive.seal();
      return apply({
        plan,
        disk,
        journalPath: files.journal,
        ...(tookOver === undefined ? {} : { tookOver }),
        portal,
        archive: { sealRoot: seal?.root, fingerprint: fingerprintOf, archived: archivedIn(archive) },
        kinds,
        clock,
        guard,
        caps,
        controls: { signal, ...(afterCanary === undefined ? {} : { afterCanary }) },
        ...(pace === undefined ? {} : { pace }),
        watch,
      });
    }),
  );
}
