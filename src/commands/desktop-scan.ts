import type { RemovalPlan } from '../desktop/plan.ts';
import type { Trace, Unseen } from '../desktop/types.ts';
import type { Context, Done } from './context.ts';
import { computerOf, lookAndPlan, unfinishedRun } from './desktop.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['desktopScan']['parameters']>;

export interface DesktopScanResult {
  readonly type: 'desktopScan';
  readonly traces: readonly Trace[];
  readonly unseen: readonly Unseen[];
  /** What removing would do. */
  readonly plan: RemovalPlan;
  /** A removal that was begun before and can be gone on with. */
  readonly unfinished?: string;
}

/** Looks for what the app left on this computer, and plans its removal. Changes nothing. */
export async function run(context: Context, input: Input): Promise<Done<DesktopScanResult>> {
  const { found, plan } = await lookAndPlan(await computerOf(context), input);
  const unfinished = await unfinishedRun(context);
  return {
    ending: found.unseen.length > 0 ? 'partial' : 'whole',
    result: {
      type: 'desktopScan',
      traces: found.traces,
      unseen: found.unseen,
      plan,
      ...(unfinished === undefined ? {} : { unfinished: unfinished.path }),
    },
  };
}
