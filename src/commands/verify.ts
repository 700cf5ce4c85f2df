import type { Archive } from '../archive/archive.ts';
import type { Damage } from '../archive/types.ts';
import { Verification } from '../archive/verify/verify.ts';
import { compareWithPortal, type PortalComparison } from '../journey/export/compare.ts';
import { archivedKinds } from '../kinds/index.ts';
import { findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { reach } from './reach.ts';
import type { Commands } from './table.ts';
import { type WitnessCount, witnessCounts } from './witnesses.ts';

export type { PortalComparison };

type Input = InputOf<Commands['verify']['parameters']>;

export interface VerifyResult {
  readonly type: 'verify';
  readonly archive: string;
  readonly portal: string;
  /** Records that equal what the portal said, both read from disk. */
  readonly records: number;
  /** Files of records, as an export counts them. */
  readonly files: number;
  /** What was read of them: the same bytes are kept once, and those of replaced files stay. */
  readonly contents: number;
  readonly bytes: number;
  readonly sealed: boolean;
  /** An export into it was interrupted and waits to go on. */
  readonly unfinished: boolean;
  readonly damageCount: number;
  /** The first of the damage, by name. */
  readonly damage: readonly Damage[];
  /** What each connection saw; nothing where there was one alone. */
  readonly witnesses: readonly WitnessCount[];
  /** Only with --against-portal. */
  readonly comparison?: PortalComparison;
}

/** Reads an archive again, with progress; `stage` is the one that it is a part of. */
export async function verifyArchive(
  { watch, signal }: Context,
  archive: Archive,
  stage: 'verify' | 'plan' = 'verify',
): Promise<Verification> {
  if (stage === 'verify') watch({ type: 'stage', stage, state: 'started' });
  const verification = await Verification.of(archive, {
    signal,
    onProgress: ({ records, totalRecords, bytes }) => {
      watch({ type: 'kind', stage, kind: 'archive', done: records, total: totalRecords, bytes, state: 'running' });
    },
  });
  if (stage !== 'verify') return verification;
  const { wholeRecords, bytes, damageCount } = verification;
  const state = damageCount === 0 ? 'finished' : 'incomplete';
  watch({ type: 'kind', stage, kind: 'archive', done: wholeRecords, bytes, state });
  watch({ type: 'stage', stage, state: 'finished' });
  return verification;
}

function compare(context: Context, archive: Archive, { portal: asked, sample }: Input): Promise<PortalComparison> {
  const { clock, signal, watch } = context;
  return reach(context, asked ?? archive.portal, ({ portal, connection }) =>
    compareWithPortal({
      portal,
      archive,
      kinds: archivedKinds,
      connection,
      sample: sample ?? 1,
      now: () => clock.now(),
      signal,
      watch,
    }),
  );
}

/** Reads an archive again from the disk, and the portal too when asked. Bad when damaged, partial when they differ. */
export async function run(context: Context, input: Input): Promise<Done<VerifyResult>> {
  const path = await findArchive(context, input.archive);
  return withArchive(context, path, 'read', async (archive) => {
    const { wholeRecords, blobs, bytes, damage, damageCount, seal } = await verifyArchive(context, archive);
    const comparison = input.againstPortal ? await compare(context, archive, input) : undefined;
    const agrees = comparison?.agrees ?? true;
    return {
      ending: damageCount > 0 ? 'bad' : agrees ? 'whole' : 'partial',
      result: {
        type: 'verify',
        archive: path,
        portal: archive.portal,
        records: wholeRecords,
        files: archive.fileCount(),
        contents: blobs,
        bytes,
        sealed: seal !== undefined,
        unfinished: archive.mainRun()?.state === 'running',
        damageCount,
        damage,
        witnesses: witnessCounts(archive),
        ...(comparison === undefined ? {} : { comparison }),
      },
    };
  });
}
