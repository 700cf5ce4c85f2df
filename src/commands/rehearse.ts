import type { Archive } from '../archive/archive.ts';
import { archivedIn } from '../archive/archived.ts';
import { fingerprintOf } from '../archive/fingerprint.ts';
import { webhook } from '../bitrix24/connection.ts';
import { connect } from '../bitrix24/client.ts';
import { planFromFile, type PlanSource } from '../journey/apply/source.ts';
import { type Rehearsal, rehearse } from '../journey/rehearse/rehearse.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { kinds } from '../kinds/index.ts';
import { loadArchive } from '../portal/load/load.ts';
import { createPortal } from '../portal/portal.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import { inProcess } from './in-process.ts';
import type { InputOf } from './parameter.ts';
import { ownerOf } from './plan.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['rehearse']['parameters']>;

export interface RehearseResult {
  readonly type: 'rehearsal';
  readonly archive: string;
  readonly portal: string;
  /** Every step ended as planned. */
  readonly clean: boolean;
  readonly total: ProofReport['total'];
  /** Kind by kind, with what the copy held before and after. */
  readonly kinds: ProofReport['kinds'];
  readonly exceptions: ProofReport['exceptions'];
  readonly exceptionCount: number;
  /** Planned kinds that the local portal has no place for, and that were not rehearsed therefore. */
  readonly without: readonly string[];
}

/** Plays a plan on a portal in this process that is made of the archive alone. */
export async function playOnCopy(
  context: Context,
  archive: Archive,
  plan: PlanSource,
  files: ExitFiles,
): Promise<Rehearsal> {
  const { disk, clock, random, signal, watch } = context;
  const userId = Number(ownerOf(archive)) || 1;
  // It opens a portal that lives in this process and dies with it.
  const code = 'rehearsal';
  const copy = createPortal({ clock, webhooks: [{ userId, code }] });
  try {
    const { without } = loadArchive(copy.core, archive, { administrators: [userId] });
    const portal = connect({
      connection: webhook(`https://${plan.header.portal}/rest/${userId}/${code}/`),
      transport: inProcess(copy),
      clock,
      random,
      bucket: 'none',
    });
    const seal = await archive.seal();
    return await rehearse({
      plan,
      disk,
      journalPath: files.rehearsal,
      portal,
      archive: { sealRoot: seal?.root, fingerprint: fingerprintOf, archived: archivedIn(archive) },
      kinds,
      without,
      clock,
      signal,
      watch,
    });
  } finally {
    copy.close();
  }
}

async function onCopy(context: Context, path: string, archive: Archive, files: ExitFiles): Promise<RehearseResult> {
  const plan = await planFromFile(context.disk, files.plan);
  const { clean, proof, without } = await playOnCopy(context, archive, plan, files);
  const { total, kinds: ends, exceptions, exceptionCount } = proof;
  return {
    type: 'rehearsal',
    archive: path,
    portal: plan.header.portal,
    clean,
    total,
    kinds: ends,
    exceptions,
    exceptionCount,
    without,
  };
}

/** Plays the plan of the archive at `path` on a copy of its portal: no network, no secret. */
export function rehearseAt(
  context: Context,
  path: string,
  files: ExitFiles = exitFilesOf(path),
): Promise<RehearseResult> {
  return withArchive(context, path, 'read', (archive) => onCopy(context, path, archive, files));
}

/** Partial when anything would not go as planned. */
export async function run(context: Context, { archive: named }: Input): Promise<Done<RehearseResult>> {
  const result = await rehearseAt(context, await findArchive(context, named));
  return { ending: result.clean ? 'whole' : 'partial', result };
}
