import { resolve } from 'node:path';

import { findBoxes, type Findings } from '../box/find/find.ts';
import { machineAt } from '../box/machine.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxFind']['parameters']>;

export interface BoxFindResult extends Findings {
  readonly type: 'boxFind';
}

/** Tells what of the vendor's system is on this server. Read-only. */
export function run({ folder }: Context, { system = '/' }: Input): Promise<Done<BoxFindResult>> {
  const findings = findBoxes(machineAt(resolve(folder, system)));
  const readable = findings.boxes.every(({ unreadable }) => unreadable === undefined);
  return Promise.resolve({ ending: readable ? 'whole' : 'partial', result: { type: 'boxFind', ...findings } });
}
