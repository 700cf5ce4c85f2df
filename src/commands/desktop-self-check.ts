import { arch, release } from 'node:os';

import { type SelfCheck, selfCheck } from '../desktop/self-check.ts';
import type { Context, Done } from './context.ts';
import { computerOf } from './desktop.ts';

export interface DesktopSelfCheckResult {
  readonly type: 'desktopSelfCheck';
  readonly processor: string;
  readonly systemVersion: string;
  readonly report: SelfCheck;
}

/** A report without personal data that a person may send to the makers of bye24. Changes and sends nothing. */
export async function run(context: Context): Promise<Done<DesktopSelfCheckResult>> {
  const report = await selfCheck(await computerOf(context));
  return {
    ending: 'whole',
    result: { type: 'desktopSelfCheck', processor: arch(), systemVersion: release(), report },
  };
}
