import { Bye24Error } from '../base/error.ts';
import { sealOfPlan } from '../journey/apply/begin.ts';
import { Ledger, type LedgerState, type Standing } from '../journey/journal/ledger.ts';
import { readJournal } from '../journey/journal/read.ts';
import { glanceAtPlan } from '../journey/plan/file.ts';
import { Reporter } from '../journey/prove/report.ts';
import type { ProofReport } from '../journey/prove/types.ts';
import { exitFilesOf, findArchive, gapsIn, withArchive } from './archives.ts';
import { isRehearsed } from './exit-view.ts';
import { knownPortals } from './connections.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['status']['parameters']>;

export interface ArchiveStatus {
  readonly path: string;
  readonly portal: string;
  readonly records: number;
  readonly missing: number;
  readonly exported: 'complete' | 'incomplete' | 'running';
  /** Something is missing that another export may bring: the portal did not answer, or others changed it meanwhile. */
  readonly worthAgain: boolean;
  readonly takenAtMs?: number;
  readonly sealedAtMs?: number;
}

export interface PlanStatus {
  readonly path: string;
  readonly sha256: string;
  readonly steps: number;
  readonly byHand: number;
  /** The archive was sealed anew since. */
  readonly stale: boolean;
  /** It was played to its end on a copy of the portal. */
  readonly rehearsed: boolean;
}

export interface JournalStatus {
  /** Steps by their state. */
  readonly states: Readonly<Record<LedgerState, number>>;
  /** How they ended, once the portal was read again: that alone tells what lies in a bin. */
  readonly ends?: ProofReport['total'];
  readonly finished: boolean;
  /** Changed records were being brought home when it ended: `apply --re-export-changed` goes on there. */
  readonly bringing?: boolean;
}

export interface StatusResult {
  readonly type: 'status';
  readonly connections: readonly string[];
  readonly archive?: ArchiveStatus;
  readonly plan?: PlanStatus;
  readonly journal?: JournalStatus;
  readonly proved: boolean;
  /** The command that comes next. */
  readonly next: string;
}

/** Reasons that may be gone when the portal is asked again. */
const MAY_PASS = new Set(['EXPORT_UNREACHABLE', 'EXPORT_COUNTS_DIFFER', 'EXPORT_FILE_REFUSED']);

async function archiveStatus(context: Context, path: string): Promise<ArchiveStatus & { readonly sealRoot?: string }> {
  return withArchive(context, path, 'read', async (archive) => {
    const seal = await archive.seal();
    const run = archive.mainRun();
    const takenAtMs = run?.finishedAtMs ?? run?.startedAtMs;
    return {
      path,
      portal: archive.portal,
      records: archive.kinds().reduce((sum, kind) => sum + archive.size(kind), 0),
      missing: gapsIn(archive),
      exported: run?.state ?? 'running',
      worthAgain: archive.missing().some(({ code }) => MAY_PASS.has(code)),
      ...(takenAtMs === undefined ? {} : { takenAtMs }),
      ...(seal === undefined ? {} : { sealedAtMs: seal.sealedAtMs, sealRoot: seal.root }),
    };
  });
}

async function planStatus(
  { disk }: Context,
  path: string,
  sealRoot: string | undefined,
  standing: Standing,
): Promise<PlanStatus | undefined> {
  const files = exitFilesOf(path);
  const { plan } = files;
  if ((await disk.sizeBytes(plan)) === undefined) return undefined;
  const { sha256, header } = await glanceAtPlan(disk, plan);
  const { steps, byHand } = header;
  const stale = sealOfPlan({ header, sha256 }, standing) !== sealRoot;
  const rehearsed = await isRehearsed({ disk }, files, sha256);
  return { path: plan, sha256, steps, byHand, stale, rehearsed };
}

interface Told {
  readonly ledger: Ledger;
  /** Only where a proof lies: nothing else is to be told of how steps ended. */
  readonly reporter?: Reporter;
}

async function journalOf({ disk }: Context, path: string): Promise<Told | undefined> {
  const { journal, proof } = exitFilesOf(path);
  if ((await disk.sizeBytes(journal)) === undefined) return undefined;
  const ledger = new Ledger();
  const reporter = (await disk.list(proof)).length > 0 ? new Reporter() : undefined;
  for await (const line of readJournal(disk, journal)) {
    ledger.visit(line);
    reporter?.see(line);
  }
  return reporter === undefined ? { ledger } : { ledger, reporter };
}

type Facts = Pick<StatusResult, 'connections' | 'archive' | 'plan' | 'journal' | 'proved'>;

/** Where a person stands decides what comes next. */
export function nextCommand({ connections, archive, plan, journal, proved }: Facts): string {
  if (archive === undefined) return connections.length === 0 ? 'bye24 connect' : 'bye24 export';
  if (journal?.bringing === true) return 'bye24 apply --re-export-changed';
  if (journal !== undefined && !journal.finished && plan?.stale === false) return 'bye24 apply';
  if (journal !== undefined && !proved) return 'bye24 prove';
  if (proved) return (plan?.byHand ?? 0) > 0 ? 'bye24 by-hand' : 'bye24 open';
  const again = archive.exported === 'running' || (archive.exported === 'incomplete' && archive.worthAgain);
  if (archive.sealedAtMs === undefined) return again ? 'bye24 export' : 'bye24 seal';
  if (plan === undefined || plan.stale) return 'bye24 plan --kinds …';
  return plan.rehearsed ? 'bye24 apply' : 'bye24 rehearse';
}

/** Looks at what lies here and changes nothing. */
export async function run(context: Context, { archive: named }: Input): Promise<Done<StatusResult>> {
  const connections = await knownPortals(context);
  let path: string;
  try {
    path = await findArchive(context, named);
  } catch (error) {
    const absent = error instanceof Bye24Error && error.code === 'ARCHIVE_ABSENT' && named === undefined;
    if (!absent) throw error;
    const facts: Facts = { connections, proved: false };
    return { ending: 'whole', result: { type: 'status', ...facts, next: nextCommand(facts) } };
  }
  const { sealRoot, ...archive } = await archiveStatus(context, path);
  const told = await journalOf(context, path);
  const standing = told?.ledger.standing ?? new Ledger().standing;
  const plan = await planStatus(context, path, sealRoot, standing);
  const { bringing, finished } = standing;
  const proved = standing.proved && told?.reporter !== undefined;
  const states = told?.ledger.states.counts(plan?.steps ?? 0);
  const ends = proved ? told?.reporter?.report()?.total : undefined;
  const more = { ...(bringing ? { bringing } : {}), ...(ends === undefined ? {} : { ends }) };
  const journal = states === undefined ? undefined : { states, finished, ...more };
  const facts: Facts = {
    connections,
    archive,
    proved,
    ...(plan === undefined ? {} : { plan }),
    ...(journal === undefined ? {} : { journal }),
  };
  return { ending: 'whole', result: { type: 'status', ...facts, next: nextCommand(facts) } };
}
