import { resolve } from 'node:path';

import { Bye24Error } from '../base/error.ts';
import { openBox } from '../box/box.ts';
import { extras, type Extra } from '../box/cache/choices.ts';
import { cleanCache } from '../box/cache/clean.ts';
import type { CleanReport } from '../box/cache/report.ts';
import { machineAt } from '../box/machine.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxCache']['parameters']>;

export interface BoxCacheResult extends CleanReport {
  readonly type: 'boxCache';
}

function extrasOf(names: readonly string[]): readonly Extra[] {
  return names.map((name) => {
    const extra = extras.find((each) => each === name);
    if (extra !== undefined) return extra;
    throw new Bye24Error('VALUE_WRONG', {
      command: 'box cache',
      parameter: '--extra',
      value: name,
      expected: extras.join(', '),
    });
  });
}

/** Clears the cache of a box on this server. Partial when something that was to go is still there. */
export async function run(context: Context, input: Input): Promise<Done<BoxCacheResult>> {
  const { clock, folder, environment, signal } = context;
  const personalRoot = environment['BX_PERSONAL_ROOT'];
  const box = openBox(resolve(folder, input.root), personalRoot === undefined ? {} : { personalRoot });
  const report = await cleanCache(box, {
    what: input.what ?? 'expired',
    database: !input.noDatabase,
    dryRun: input.dryRun,
    extras: extrasOf(input.extra),
    nowMs: clock.now(),
    machine: machineAt('/'),
    signal,
  });
  // Where the choice has nothing to do, nothing was left undone.
  const whole = report.leftCount === 0 && report.remarks.every(({ remark }) => remark === 'outdatedOnlyInFiles');
  return { ending: whole ? 'whole' : 'partial', result: { type: 'boxCache', ...report } };
}
