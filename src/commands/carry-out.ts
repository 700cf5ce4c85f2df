import { archivedIn } from '../archive/archived.ts';
import { fingerprintOf } from '../archive/fingerprint.ts';
import { takeLock } from '../base/journal/lock.ts';
import { thisProcess } from '../base/this-process.ts';
import type { Portal } from '../bitrix24/port.ts';
import { apply } from '../journey/apply/apply.ts';
import type { Guard } from '../journey/apply/guard.ts';
import type { Pace } from '../journey/export/eta.ts';
import type { ApplyReport, Caps, Controls } from '../journey/apply/options.ts';
import { planFromFile } from '../journey/apply/source.ts';
import { kinds } from '../kinds/index.ts';
import { type ExitFiles, exitFilesOf, withArchive } from './archives.ts';
import type { Context } from './context.ts';
import { demandUnprotected, protectedRecords } from './protected.ts';

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
  const lock = await takeLock(disk, exitFilesOf(path).locks, thisProcess());
  try {
    return await work(lock.tookOver === undefined ? undefined : JSON.stringify(lock.tookOver));
  } finally {
    await lock.release();
  }
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
