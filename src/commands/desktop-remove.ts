import { hostname } from 'node:os';
import { join } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { commandOf, type RemovalPlan } from '../desktop/plan.ts';
import type { Outcome } from '../desktop/quarantine/journal.ts';
import { remove } from '../desktop/remove.ts';
import type { Context, Done } from './context.ts';
import { computerOf, lookAndPlan, quarantineOf, unfinishedRun } from './desktop.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['desktopRemove']['parameters']>;

export interface DesktopRemoveResult {
  readonly type: 'desktopRemove';
  readonly plan: RemovalPlan;
  readonly outcomes: readonly Outcome[];
  /** Folder with everything that was taken away; undefined when there was nothing to take. */
  readonly quarantine?: string;
  /** false: it was interrupted; the same command goes on. */
  readonly ended: boolean;
}

const leastHex = 12;

/** There is no "yes": the computer's name is typed, or the plan's hash given where nobody sits. */
async function guard(context: Context, { planSha256 }: Input, plan: RemovalPlan): Promise<void> {
  if (planSha256 !== undefined) {
    const prefix = planSha256.trim().toLowerCase();
    if (prefix.length >= leastHex && plan.sha256.startsWith(prefix)) return;
    throw new Bye24Error('DESKTOP_PLAN_OTHER', { found: plan.sha256.slice(0, leastHex) });
  }
  context.tell({ type: 'removal', plan });
  const name = hostname();
  const typed = await context.ask({ about: 'computer', name, steps: plan.steps.length });
  if (typed.trim().toLowerCase() !== name.toLowerCase())
    throw new Bye24Error('DESKTOP_GUARD_REFUSED', { expected: name });
  for (const step of plan.steps) {
    if (step.do !== 'moveDrive') continue;
    const { path, placeholders } = step;
    const folder = await context.ask({ about: 'driveFolder', path, placeholders });
    if (folder.trim() !== path) throw new Bye24Error('DESKTOP_GUARD_REFUSED', { expected: path });
  }
}

/** Folder for a new removal, named after its moment. */
function newRun(context: Context): string {
  const moment = new Date(context.clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  return join(quarantineOf(context), moment);
}

/** A program of the app's that the plan would not stop: nothing may be touched while it runs. */
function refuseWhileRunning({ leftAlone }: RemovalPlan): void {
  for (const { place } of leftAlone) {
    if (place.in === 'process')
      throw new Bye24Error('DESKTOP_STILL_RUNS', { program: place.executable, pid: place.pid });
  }
}

/**
 * Takes the app off this computer and puts its leftovers into quarantine. Goes on with a removal that was begun.
 * Raises DESKTOP_GUARD_REFUSED, DESKTOP_PLAN_OTHER and DESKTOP_STILL_RUNS before anything is touched.
 */
export async function run(context: Context, input: Input): Promise<Done<DesktopRemoveResult>> {
  const { disk, clock, signal, tell } = context;
  const computer = await computerOf(context);
  const before = await unfinishedRun(context);
  const plan = before?.standing.plan ?? (await lookAndPlan(computer, input)).plan;
  if (before === undefined) refuseWhileRunning(plan);
  if (plan.steps.length === 0) {
    return { ending: 'whole', result: { type: 'desktopRemove', plan, outcomes: [], ended: true } };
  }
  await guard(context, input, plan);
  const {
    outcomes,
    ended,
    run: folder,
  } = await remove(
    {
      computer,
      disk,
      clock,
      signal,
      before: (step, number) => {
        const command = commandOf(step);
        tell({
          type: 'removalStep',
          number,
          of: plan.steps.length,
          step,
          ...(command === undefined ? {} : { command }),
        });
      },
      after: () => {},
    },
    before?.path ?? newRun(context),
    plan,
  );
  const whole = ended && outcomes.every(({ end }) => end === 'done' || end === 'absent');
  return {
    ending: whole ? 'whole' : 'partial',
    result: { type: 'desktopRemove', plan, outcomes, quarantine: folder, ended },
  };
}
