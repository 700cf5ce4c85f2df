import { Archive } from '../archive/archive.ts';
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
import { type AppliedWithChanged, applyWithChanged } from '../journey/drift/apply-with-changed.ts';
import { bringHome, type BringHomeOptions, type BroughtHome } from '../journey/drift/bring-home.ts';
import { archivedKinds, kinds } from '../kinds/index.ts';
import { type ExitFiles, exitFilesOf, withArchive } from './archives.ts';
import type { Context } from './context.ts';
import { factsFrom } from './plan.ts';
import { demandUnprotected, protectedRecords } from './protected.ts';
import { playOnCopy } from './rehearse.ts';
import { withTeam } from './through-team.ts';

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
export async function carryOut(context: Context, what: CarryOut): Promise<ApplyReport> {
  return alone(context, what.path, (tookOver) => applyOnce(context, what, { tookOver, waitsForChanged: false }));
}

/** The same, and what had changed is brought home and goes in its new version. */
export async function carryOutWithChanged(
  context: Context,
  what: CarryOut & Pick<BringHomeOptions, 'mayGo'>,
): Promise<AppliedWithChanged> {
  const { path, caps, files = exitFilesOf(path) } = what;
  return alone(context, path, (tookOver) =>
    applyWithChanged({
      disk: context.disk,
      journalPath: files.journal,
      apply: ({ waitsForChanged, acknowledged }) => {
        const maxDelete = caps.maxDelete === undefined ? {} : { maxDelete: caps.maxDelete - acknowledged };
        const more = { ...(acknowledged === 0 ? { tookOver } : {}), waitsForChanged };
        return applyOnce(context, { ...what, caps: { ...caps, ...maxDelete } }, more);
      },
      bringHome: () => bringChangedHome(context, what, files),
    }),
  );
}

async function applyOnce(
  context: Context,
  { path, portal, guard, caps, afterCanary, pace, files = exitFilesOf(path) }: CarryOut,
  { tookOver, waitsForChanged }: { readonly tookOver?: string | undefined; readonly waitsForChanged: boolean },
): Promise<ApplyReport> {
  const { disk, clock, signal, watch } = context;
  const plan = await planFromFile(disk, files.plan);
  return withArchive(context, path, 'read', async (archive) => {
    await demandUnprotected(plan, await protectedRecords(context, plan.header.portal));
    const seal = await archive.seal();
    return withTeam(context, plan.header.portal, (through) =>
      apply({
        plan,
        disk,
        journalPath: files.journal,
        ...(tookOver === undefined ? {} : { tookOver }),
        portal,
        through,
        archive: { sealRoot: seal?.root, fingerprint: fingerprintOf, archived: archivedIn(archive) },
        kinds,
        clock,
        guard,
        caps,
        controls: { signal, ...(afterCanary === undefined ? {} : { afterCanary }) },
        ...(pace === undefined ? {} : { pace }),
        watch,
        waitsForChanged,
      }),
    );
  });
}

async function bringChangedHome(
  context: Context,
  { path, portal, mayGo }: CarryOut & Pick<BringHomeOptions, 'mayGo'>,
  files: ExitFiles,
): Promise<BroughtHome | undefined> {
  const { disk, clock, signal, watch } = context;
  const plan = await planFromFile(disk, files.plan);
  const names = await protectedRecords(context, plan.header.portal);
  // What a plan may go through was said when it was made: one that came since changes nothing about it.
  const here = new Set((plan.header.through ?? []).map(({ connection }) => connection));
  return withTeam(context, plan.header.portal, (through) =>
    bringHome({
      plan,
      disk,
      journalPath: files.journal,
      clock,
      portal,
      through,
      kinds,
      open: (mode) => Archive.open(path, { mode, kinds: archivedKinds, disk, clock }),
      facts: (archive, verification, sealRoot) => factsFrom(archive, verification, sealRoot, clock.now(), names, here),
      rehearse: (archive, meant) => playOnCopy(context, archive, meant, files),
      rehearsalPath: files.rehearsal,
      ...(mayGo === undefined ? {} : { mayGo }),
      signal,
      watch,
    }),
  );
}
