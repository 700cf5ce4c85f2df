import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Clock } from '../../base/clock.ts';
import type { Disk } from '../../base/disk.ts';
import { mountPoints } from '../disk/mounts.ts';
import { Tally } from '../disk/tally.ts';
import { BoxError } from '../error.ts';
import { type Machine, pathOn } from '../machine.ts';
import { withSql } from '../services/sql.ts';
import { isStillThere, sweepAside } from './aside.ts';
import { type Before, type Deeds, doStep, look, serverOf, undoStep } from './deeds.ts';
import { readState, type State, type UninstallJournal, withJournal } from './journal.ts';
import { openAt, shadowOf } from './lock.ts';
import { hashOfPlan, type Step, type UninstallPlan } from './plan.ts';

export interface UninstallOptions {
  readonly machine: Machine;
  readonly backup: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly login: Deeds['login'];
  readonly signal?: AbortSignal;
  readonly onStep?: (step: Step) => void;
}

export interface UninstallReport {
  readonly id: string;
  readonly steps: number;
  readonly done: number;
  /** The step that failed, and the code; the sites were put back when the web server did not like their absence. */
  readonly failed?: { readonly step: Step; readonly code: string };
  /** What a new look at the machine still finds of what was to go. */
  readonly stillThere: readonly string[];
  /** The file that says so, when everything was done and seen gone: `uninstalled.json` beside the backup. */
  readonly proof?: string;
}

function codeOf(error: unknown): string {
  if (error instanceof BoxError) return `${error.code} ${String(error.detail['reason'] ?? '')}`.trim();
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}

/** The web server refused its settings: the sites go back where they were, and nothing after them is touched. */
async function putSitesBack(journal: UninstallJournal, deeds: Deeds): Promise<void> {
  const { plan, begun } = journal.state;
  for (const [index, step] of [...plan.steps.entries()].toReversed()) {
    const isSite = step.do === 'setAside' && step.what === 'site';
    if ((!isSite && step.do !== 'reload') || !begun.has(index)) continue;
    if (isSite) await undoStep(deeds, step, begun.get(index) ?? {});
    await journal.write({ type: 'undone', step: index });
  }
}

/** Does a step. Where the web server refuses, the sites are put back first: a journal that can't be written is no refusal. */
async function tryStep(journal: UninstallJournal, deeds: Deeds, step: Step, before: Before): Promise<void> {
  try {
    await doStep(deeds, step, before);
  } catch (error) {
    if (step.do === 'reload') await putSitesBack(journal, deeds);
    throw error;
  }
}

/**
 * Carries out a plan, or goes on with the one that was begun with this backup. Every step is written down before and
 * after it is done; killed at any moment, the same call goes on.
 */
export function uninstall(options: UninstallOptions, plan: UninstallPlan): Promise<UninstallReport> {
  const { machine, backup, login, signal, onStep } = options;
  return withJournal(options, plan, async (journal) => {
    const { state } = journal;
    const deeds: Deeds = { machine, id: state.id, backup, login };
    let failed: UninstallReport['failed'];
    for (const [index, step] of state.plan.steps.entries()) {
      if (state.done.has(index)) continue;
      if (signal?.aborted === true) break;
      onStep?.(step);
      try {
        const before = state.begun.get(index) ?? (await look(deeds, step));
        if (!state.begun.has(index)) await journal.write({ type: 'begin', step: index, before });
        await tryStep(journal, deeds, step, before);
        await journal.write({ type: 'done', step: index });
      } catch (error) {
        failed = { step, code: codeOf(error) };
        break;
      }
    }
    const stillThere = await findRemains(deeds, state);
    const report = { id: state.id, steps: state.plan.steps.length, done: state.done.size, stillThere };
    if (failed !== undefined) return { ...report, failed };
    if (report.done < report.steps || stillThere.length > 0) return report;
    return { ...report, proof: await writeProof(options, journal) };
  });
}

/** What was done, that a new look found it gone, and the head of the journal that tells how. */
async function writeProof({ disk, clock, backup }: UninstallOptions, journal: UninstallJournal): Promise<string> {
  const { id, plan } = journal.state;
  const path = join(backup, 'uninstalled.json');
  const proof = {
    program: 'bye24',
    uninstall: id,
    planSha256: hashOfPlan(plan),
    journalHead: journal.head,
    seenGoneAt: new Date(clock.now()).toISOString(),
    steps: plan.steps,
    left: plan.byHand,
  };
  await disk.replace(path, `${JSON.stringify(proof, null, 2)}\n`);
  return path;
}

export interface UndoReport {
  readonly id: string;
  readonly undone: number;
  /** Packages to be installed again, by a person. */
  readonly byHand: readonly string[];
}

/**
 * Takes an uninstall back, last step first, by what its journal says of before. Raises BOX_NOTHING_REMOVED, BOX_PURGED,
 * BOX_STEP_FAILED.
 */
export function undoUninstall(options: UninstallOptions): Promise<UndoReport> {
  const { machine, backup, login, onStep } = options;
  return withJournal(options, undefined, async (journal) => {
    const { state } = journal;
    const deeds: Deeds = { machine, id: state.id, backup, login };
    const byHand: string[] = [];
    let undone = 0;
    for (const [index, before] of [...state.begun].sort(([left], [right]) => right - left)) {
      const step = state.plan.steps[index];
      if (step === undefined) continue;
      onStep?.(step);
      if (!(await undoStep(deeds, step, before)) && step.do === 'removePackages') byHand.push(...step.names);
      await journal.write({ type: 'undone', step: index });
      undone += 1;
    }
    return { id: state.id, undone, byHand };
  });
}

/** An independent look: what was to be gone and is still there. */
async function findRemains(deeds: Deeds, { plan, done }: State): Promise<readonly string[]> {
  const { machine, login } = deeds;
  const remains: string[] = [];
  for (const [index, step] of plan.steps.entries()) {
    if (!done.has(index)) continue;
    if (step.do === 'setAside' && isStillThere(deeds, step.path)) {
      remains.push(step.path);
    } else if (step.do === 'cronOff') {
      const text = lstatSync(pathOn(machine, step.file), { throwIfNoEntry: false });
      const lines = text === undefined ? [] : readFileSync(pathOn(machine, step.file), 'utf8').split('\n');
      if (lines.includes(step.text)) remains.push(step.file);
    } else if (step.do === 'stop') {
      const { status } = await machine.run('systemctl', ['is-active', '--quiet', step.service]);
      if (status === 0) remains.push(step.service);
    } else if (step.do === 'dropDatabase' && (await databaseIsThere(login(step), step.database))) {
      remains.push(step.database);
    } else if (step.do === 'lockLogin' && (await openAt(serverOf(login(step)), step.login)).length > 0) {
      remains.push(step.login);
    } else if (step.do === 'lockUser' && shadowOf(machine, step.user)?.locked !== true) {
      remains.push(step.user);
    }
  }
  return remains;
}

async function databaseIsThere(login: DatabaseLogin, database: string): Promise<boolean> {
  const query =
    login.engine === 'mysql'
      ? 'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name = ?'
      : 'SELECT datname AS name FROM pg_database WHERE datname = ?';
  return (await withSql(serverOf(login), (sql) => sql.rows(query, [database]))).length > 0;
}

type DatabaseLogin = ReturnType<Deeds['login']>;

export interface PurgeReport {
  readonly files: number;
  readonly bytes: number;
  readonly left: Tally['left'];
}

/** Takes what an uninstall put aside away for good; from then on only the backup brings it back. */
export async function purge(options: Omit<UninstallOptions, 'login'>): Promise<PurgeReport> {
  const { machine, backup, disk } = options;
  const begun = await readState(disk, backup);
  if (begun === undefined || begun.done.size < begun.plan.steps.length)
    throw new BoxError('BOX_NOTHING_REMOVED', { path: backup });
  return withJournal(options, undefined, async (journal) => {
    const { state } = journal;
    const tally = new Tally();
    const paths = state.plan.steps.flatMap((step) => (step.do === 'setAside' ? [step.path] : []));
    await sweepAside({ machine, id: state.id }, paths, { tally, dryRun: false, mounts: mountPoints() });
    if (tally.leftCount === 0) await journal.write({ type: 'purged' });
    return { files: tally.files, bytes: tally.bytes, left: tally.left };
  });
}
