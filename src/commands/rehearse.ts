import type { Archive } from '../archive/archive.ts';
import { Bye24Error } from '../base/error.ts';
import { archivedIn } from '../archive/archived.ts';
import { fingerprintOf } from '../archive/fingerprint.ts';
import { webhook } from '../bitrix24/connection.ts';
import { connect } from '../bitrix24/client.ts';
import type { Portal } from '../bitrix24/port.ts';
import { connectionOfUser } from '../journey/connection-name.ts';
import { planFromFile, type PlanSource } from '../journey/apply/source.ts';
import { adjusted, type Rehearsal, rehearse } from '../journey/rehearse/rehearse.ts';
import { readPlan, writePlan } from '../journey/plan/file.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { kinds } from '../kinds/index.ts';
import { loadArchive } from '../portal/load/load.ts';
import { createPortal } from '../portal/portal.ts';
import { type ExitFiles, exitFilesOf, findArchive, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import { inProcess } from './in-process.ts';
import type { InputOf } from './parameter.ts';
import { ownerOf } from './plan.ts';
import { planTable } from './plan-table.ts';
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
  /** With --adjust-plan: how many steps were taken out of the plan, and the hash of what it is now. */
  readonly takenOut?: number;
  readonly planSha256?: string;
}

/** What lies above a refused record is refused in the next round only. */
const MOST_ROUNDS = 10;

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
  // Whoever filled the archive has a connection there, as on the real one.
  const owners = archive.runs().map(({ connection }) => Number(/^user-(\d+)$/u.exec(connection)?.[1] ?? userId));
  const people = new Set([userId, ...owners]);
  const copy = createPortal({ clock, webhooks: [...people].map((each) => ({ userId: each, code })) });
  const portalOf = (owner: number): Portal =>
    connect({
      connection: webhook(`https://${plan.header.portal}/rest/${owner}/${code}/`),
      transport: inProcess(copy),
      clock,
      random,
      bucket: 'none',
    });
  try {
    const { without } = loadArchive(copy.core, archive, { administrators: [userId] });
    const others = new Map([...people].map((each) => [connectionOfUser(String(each)), portalOf(each)]));
    const seal = await archive.seal();
    return await rehearse({
      plan,
      disk,
      journalPath: files.rehearsal,
      portal: portalOf(userId),
      through: async (connection) => others.get(connection),
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

/**
 * Writes the plan anew without what its last rehearsal was refused; gives how many steps that were. The new plan is one of
 * its own and wants a rehearsal of its own.
 */
async function takeOutRefused(context: Context, files: ExitFiles, without: readonly string[]): Promise<number> {
  const { disk, clock } = context;
  const plan = await planFromFile(disk, files.plan);
  const { steps, kept: _kept, byHand: _byHand, ...header } = plan.header;
  const start = { ...header, madeAtMs: clock.now() };
  const path = `${files.plan}.adjusted`;
  const written = await writePlan(disk, path, start, adjusted(disk, files.rehearsal, plan, without));
  const takenOut = steps - written.header.steps;
  if (takenOut === 0 || written.header.steps === 0) {
    await disk.remove(path);
    return 0;
  }
  await disk.move(path, files.plan);
  await planTable(context, files.plan, files.planTable, header);
  return takenOut;
}

/** Rehearses until the copy refuses nothing that is still planned. */
async function rehearseAndAdjust(context: Context, path: string): Promise<RehearseResult> {
  const { disk } = context;
  const files = exitFilesOf(path);
  // A deletion that was begun goes by its plan, to its end.
  if (((await disk.sizeBytes(files.journal)) ?? 0) > 0) throw new Bye24Error('PLAN_BEGUN');
  let result = await rehearseAt(context, path, files);
  let takenOut = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const some = await takeOutRefused(context, files, result.without);
    if (some === 0) break;
    takenOut += some;
    result = await rehearseAt(context, path, files);
  }
  const { sha256 } = await readPlan(disk, files.plan);
  return { ...result, takenOut, planSha256: sha256 };
}

/** Partial when anything would not go as planned. */
export async function run(context: Context, { archive: named, adjustPlan }: Input): Promise<Done<RehearseResult>> {
  const path = await findArchive(context, named);
  const result = await (adjustPlan ? rehearseAndAdjust(context, path) : rehearseAt(context, path));
  return { ending: result.clean ? 'whole' : 'partial', result };
}
