import { Bye24Error } from '../base/error.ts';
import type { RemovalPlan } from '../desktop/plan.ts';
import type { Restored } from '../desktop/quarantine/journal.ts';
import { restore } from '../desktop/restore.ts';
import type { Context, Done } from './context.ts';
import { computerOf, quarantineOf, quarantineRuns } from './desktop.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['desktopRestore']['parameters']>;

export interface DesktopRestoreResult {
  readonly type: 'desktopRestore';
  readonly quarantine: string;
  readonly plan: RemovalPlan;
  readonly restored: readonly Restored[];
}

/** Undoes the newest removal, or the one that is named. Raises DESKTOP_NOTHING_KEPT. */
export async function run(context: Context, { removal }: Input): Promise<Done<DesktopRestoreResult>> {
  const { disk, clock } = context;
  const runs = await quarantineRuns(context);
  const chosen = removal === undefined ? runs.at(-1) : runs.find(({ name }) => name === removal);
  const known = runs.map(({ name }) => name).join(', ');
  if (chosen === undefined) throw new Bye24Error('DESKTOP_NOTHING_KEPT', { path: quarantineOf(context), known });
  const done = await restore({ computer: await computerOf(context), disk, clock, after: () => {} }, chosen.path);
  if (done === undefined) throw new Bye24Error('DESKTOP_NOTHING_KEPT', { path: chosen.path, known });
  const { plan, restored } = done;
  const open = restored.some(({ end }) => end === 'left' || end === 'failed');
  return {
    ending: open ? 'partial' : 'whole',
    result: { type: 'desktopRestore', quarantine: chosen.path, plan, restored },
  };
}
