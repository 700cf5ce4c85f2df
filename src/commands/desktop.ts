import { join } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import type { Computer } from '../desktop/computer.ts';
import { type Choice, type RemovalPlan, planRemoval } from '../desktop/plan.ts';
import { readStanding, type Standing } from '../desktop/quarantine/journal.ts';
import { type FullScan, scan } from '../desktop/scan.ts';
import { thisComputer } from '../desktop/this-computer.ts';
import type { Context } from './context.ts';

/** What was decided on the command line. */
export interface DesktopWishes {
  readonly drive: readonly string[];
  readonly also: readonly string[];
  readonly moveDrive: readonly string[];
}

/** Folder with one folder for each removal, until its owner deletes it. */
export function quarantineOf({ settingsFolder }: Pick<Context, 'settingsFolder'>): string {
  return join(settingsFolder, 'quarantine');
}

export function computerOf({ environment, clock }: Context): Promise<Computer> {
  return thisComputer(environment, (ms) => clock.sleep(ms));
}

export interface Looked {
  readonly found: FullScan;
  readonly plan: RemovalPlan;
}

/** Looks and plans. Raises DESKTOP_TRACE_UNKNOWN and DESKTOP_DRIVE_UNKNOWN for a wish that names nothing that was found. */
export async function lookAndPlan(computer: Computer, { drive, also, moveDrive }: DesktopWishes): Promise<Looked> {
  const found = await scan(computer, { drive: [...drive, ...moveDrive] });
  const unknown = also.find((id) => found.traces.every((trace) => trace.id !== id));
  if (unknown !== undefined) throw new Bye24Error('DESKTOP_TRACE_UNKNOWN', { trace: unknown });
  for (const path of moveDrive) {
    const folder = found.drive.find((one) => one.path === path);
    if (folder === undefined) throw new Bye24Error('DESKTOP_DRIVE_UNKNOWN', { path });
    if (folder.leftAlone !== undefined) throw new Bye24Error('DESKTOP_DRIVE_LEFT', { path, reason: folder.leftAlone });
  }
  const choice: Choice = { also, moveDrive };
  return { found, plan: planRemoval(found, choice) };
}

export interface QuarantineRun {
  /** Name of its folder. */
  readonly name: string;
  readonly path: string;
  readonly standing: Standing;
}

/** The removals that are kept, oldest first. */
export async function quarantineRuns(context: Context): Promise<readonly QuarantineRun[]> {
  const folder = quarantineOf(context);
  const runs: QuarantineRun[] = [];
  for (const name of await context.disk.list(folder)) {
    const path = join(folder, name);
    const standing = await readStanding(context.disk, path);
    if (standing !== undefined) runs.push({ name, path, standing });
  }
  return runs;
}

/** The removal that was begun and neither ended nor undone. */
export async function unfinishedRun(context: Context): Promise<QuarantineRun | undefined> {
  return (await quarantineRuns(context)).findLast(
    ({ standing }) => !standing.ended && !standing.restoreEnded && standing.restored.size === 0,
  );
}
