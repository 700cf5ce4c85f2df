import { Bye24Error } from '../base/error.ts';
import { type Emptied, emptyQuarantine, type Kept, keptBy } from '../desktop/empty.ts';
import type { Context, Done } from './context.ts';
import { quarantineOf, quarantineRuns } from './desktop.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['desktopEmpty']['parameters']>;

export interface DesktopEmptyResult {
  readonly type: 'desktopEmpty';
  readonly removal: string;
  readonly quarantine: string;
  readonly emptied: Emptied;
}

/** There is no "yes": the removal's name is typed, or given where nobody sits. */
async function guard(context: Context, { confirm }: Input, name: string, kept: Kept): Promise<void> {
  const typed = confirm ?? (await context.ask({ about: 'quarantine', name, ...kept }));
  if (typed.trim() !== name) throw new Bye24Error('DESKTOP_GUARD_REFUSED', { expected: name });
}

/**
 * Deletes for good what a removal keeps in the quarantine: the newest one's, or that of the one that is named. Raises
 * DESKTOP_NOTHING_KEPT, DESKTOP_REMOVAL_OPEN and DESKTOP_GUARD_REFUSED before anything is deleted.
 */
export async function run(context: Context, input: Input): Promise<Done<DesktopEmptyResult>> {
  const { disk, clock } = context;
  const runs = await quarantineRuns(context);
  const full = runs.filter(({ standing }) => !standing.emptied);
  const chosen = input.removal === undefined ? full.at(-1) : runs.find(({ name }) => name === input.removal);
  const known = full.map(({ name }) => name).join(', ');
  const absent = new Bye24Error('DESKTOP_NOTHING_KEPT', { path: quarantineOf(context), known });
  if (chosen === undefined) throw absent;
  const kept = await keptBy(disk, chosen.path);
  if (kept === undefined) throw absent;
  await guard(context, input, chosen.name, kept);
  const emptied = await emptyQuarantine({ disk, clock }, chosen.path);
  if (emptied === undefined) throw absent;
  return {
    ending: emptied.left.length === 0 ? 'whole' : 'partial',
    result: { type: 'desktopEmpty', removal: chosen.name, quarantine: chosen.path, emptied },
  };
}
