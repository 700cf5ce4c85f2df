import { lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { z } from 'zod';

import type { AppendFile, Disk } from '../../base/disk.ts';
import { linesOf } from '../../base/lines.ts';
import { Folder } from '../disk/folder.ts';
import { mountPoints } from '../disk/mounts.ts';
import { sweepAll } from '../disk/sweep.ts';
import { Tally } from '../disk/tally.ts';
import { BoxError } from '../error.ts';
import { type Machine, pathOn } from '../machine.ts';
import { withSql } from '../services/sql.ts';
import { asidePath, type Before, type Deeds, doStep, look, undoStep } from './deeds.ts';
import { idOfPlan, type Step, type UninstallPlan } from './plan.ts';

const journalName = 'uninstall.jsonl';

const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('plan'),
    id: z.string(),
    plan: z.custom<UninstallPlan>((value) => typeof value === 'object'),
  }),
  z.object({
    type: z.literal('begin'),
    step: z.number(),
    before: z.record(z.string(), z.union([z.string(), z.boolean()])),
  }),
  z.object({ type: z.literal('done'), step: z.number() }),
  z.object({ type: z.literal('undone'), step: z.number() }),
]);

interface State {
  readonly id: string;
  readonly plan: UninstallPlan;
  /** Steps that were begun, with what there was before. */
  readonly begun: Map<number, Before>;
  readonly done: Set<number>;
}

/** The journal of an uninstall, beside the backup: what was begun and what is done, durable line by line. */
class Journal {
  readonly state: State;
  readonly #file: AppendFile;

  constructor(file: AppendFile, state: State) {
    this.#file = file;
    this.state = state;
  }

  async write(line: z.infer<typeof entry>): Promise<void> {
    await this.#file.write(`${JSON.stringify(line)}\n`);
    await this.#file.sync();
    const { begun, done } = this.state;
    if (line.type === 'begin') begun.set(line.step, line.before);
    if (line.type === 'done') done.add(line.step);
    if (line.type === 'undone') {
      begun.delete(line.step);
      done.delete(line.step);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function readJournal(disk: Disk, path: string): Promise<{ readonly state?: State; readonly bytes: number }> {
  if ((await disk.sizeBytes(path)) === undefined) return { bytes: 0 };
  let state: State | undefined;
  let bytes = 0;
  for await (const { text, end, whole } of linesOf(disk.chunks(path))) {
    if (!whole) break;
    const line = entry.parse(JSON.parse(text));
    bytes = end;
    if (line.type === 'plan') state = { id: line.id, plan: line.plan, begun: new Map(), done: new Set() };
    else if (line.type === 'begin') state?.begun.set(line.step, line.before);
    else if (line.type === 'done') state?.done.add(line.step);
    else {
      state?.begun.delete(line.step);
      state?.done.delete(line.step);
    }
  }
  return state === undefined ? { bytes } : { state, bytes };
}

/** An uninstall that was begun with this backup and not taken back. */
export async function begunPlan(disk: Disk, backup: string): Promise<UninstallPlan | undefined> {
  const { state } = await readJournal(disk, join(backup, journalName));
  return state !== undefined && state.begun.size > 0 ? state.plan : undefined;
}

async function openJournal(disk: Disk, backup: string, plan: UninstallPlan | undefined): Promise<Journal> {
  const path = join(backup, journalName);
  const { state, bytes } = await readJournal(disk, path);
  const isOpen = state !== undefined && (state.begun.size > 0 || plan === undefined);
  if (!isOpen && plan === undefined) throw new BoxError('BOX_NOTHING_REMOVED', { path: backup });
  const file = await disk.append(path, { from: bytes });
  if (isOpen) return new Journal(file, state);
  const chosen = plan as UninstallPlan;
  const id = idOfPlan(chosen);
  const journal = new Journal(file, { id, plan: chosen, begun: new Map(), done: new Set() });
  await journal.write({ type: 'plan', id, plan: chosen });
  return journal;
}

export interface UninstallOptions {
  readonly machine: Machine;
  readonly backup: string;
  readonly disk: Disk;
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
}

function codeOf(error: unknown): string {
  if (error instanceof BoxError) return `${error.code} ${String(error.detail['reason'] ?? '')}`.trim();
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}

/** The web server refused its settings: the sites go back where they were, and nothing after them is touched. */
async function putSitesBack(journal: Journal, deeds: Deeds): Promise<void> {
  const { plan, begun } = journal.state;
  for (const [index, step] of [...plan.steps.entries()].toReversed()) {
    const isSite = step.do === 'setAside' && step.what === 'site';
    if ((!isSite && step.do !== 'reload') || !begun.has(index)) continue;
    if (isSite) await undoStep(deeds, step, begun.get(index) ?? {});
    await journal.write({ type: 'undone', step: index });
  }
}

/**
 * Carries out a plan, or goes on with the one that was begun with this backup. Every step is written down before and
 * after it is done; killed at any moment, the same call goes on.
 */
export async function uninstall(options: UninstallOptions, plan: UninstallPlan): Promise<UninstallReport> {
  const { machine, backup, disk, login, signal, onStep } = options;
  const journal = await openJournal(disk, backup, plan);
  const { state } = journal;
  const deeds: Deeds = { machine, id: state.id, backup, login };
  let failed: UninstallReport['failed'];
  try {
    for (const [index, step] of state.plan.steps.entries()) {
      if (state.done.has(index)) continue;
      if (signal?.aborted === true) break;
      onStep?.(step);
      try {
        const before = state.begun.get(index) ?? (await look(deeds, step));
        if (!state.begun.has(index)) await journal.write({ type: 'begin', step: index, before });
        await doStep(deeds, step, before);
        await journal.write({ type: 'done', step: index });
      } catch (error) {
        failed = { step, code: codeOf(error) };
        if (step.do === 'reload') await putSitesBack(journal, deeds);
        break;
      }
    }
    const stillThere = await findRemains(deeds, state);
    const report = { id: state.id, steps: state.plan.steps.length, done: state.done.size, stillThere };
    return failed === undefined ? report : { ...report, failed };
  } finally {
    await journal.close();
  }
}

export interface UndoReport {
  readonly id: string;
  readonly undone: number;
  /** Packages to be installed again, by a person. */
  readonly byHand: readonly string[];
}

/** Takes an uninstall back, last step first. Raises BOX_NOTHING_REMOVED, BOX_STEP_FAILED. */
export async function undoUninstall({ machine, backup, disk, login, onStep }: UninstallOptions): Promise<UndoReport> {
  const journal = await openJournal(disk, backup, undefined);
  const { state } = journal;
  const deeds: Deeds = { machine, id: state.id, backup, login };
  const byHand: string[] = [];
  let undone = 0;
  try {
    for (const [index, before] of [...state.begun].sort(([left], [right]) => right - left)) {
      const step = state.plan.steps[index];
      if (step === undefined) continue;
      onStep?.(step);
      if (!(await undoStep(deeds, step, before)) && step.do === 'removePackages') byHand.push(...step.names);
      await journal.write({ type: 'undone', step: index });
      undone += 1;
    }
    return { id: state.id, undone, byHand };
  } finally {
    await journal.close();
  }
}

/** An independent look: what was to be gone and is still there. */
async function findRemains(deeds: Deeds, { plan, done }: State): Promise<readonly string[]> {
  const { machine, login } = deeds;
  const remains: string[] = [];
  for (const [index, step] of plan.steps.entries()) {
    if (!done.has(index)) continue;
    if (step.do === 'setAside' && lstatSync(pathOn(machine, step.path), { throwIfNoEntry: false }) !== undefined) {
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
    }
  }
  return remains;
}

async function databaseIsThere(login: DatabaseLogin, database: string): Promise<boolean> {
  const server = { ...login, database: login.engine === 'mysql' ? 'information_schema' : 'postgres' };
  const query =
    login.engine === 'mysql'
      ? 'SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name = ?'
      : 'SELECT datname AS name FROM pg_database WHERE datname = ?';
  return (await withSql(server, (sql) => sql.rows(query, [database]))).length > 0;
}

type DatabaseLogin = ReturnType<Deeds['login']>;

export interface PurgeReport {
  readonly files: number;
  readonly bytes: number;
  readonly left: Tally['left'];
}

/** Takes what an uninstall put aside away for good; from then on only the backup brings it back. */
export async function purge({
  machine,
  backup,
  disk,
}: Pick<UninstallOptions, 'machine' | 'backup' | 'disk'>): Promise<PurgeReport> {
  const { state } = await readJournal(disk, join(backup, journalName));
  if (state === undefined || state.done.size < state.plan.steps.length)
    throw new BoxError('BOX_NOTHING_REMOVED', { path: backup });
  const tally = new Tally();
  const paths = state.plan.steps.flatMap((step) =>
    step.do === 'setAside' ? [asidePath({ machine, id: state.id }, step.path)] : [],
  );
  for (const place of new Set(paths.map((path) => dirname(path)))) {
    const folder = Folder.openIfThere(place);
    if (folder === undefined) continue;
    try {
      await sweepAll(folder, { tally, dryRun: false, mounts: mountPoints() });
    } finally {
      folder.close();
    }
    if (tally.leftCount === 0) await disk.remove(place);
  }
  return { files: tally.files, bytes: tally.bytes, left: tally.left };
}
