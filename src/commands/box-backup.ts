import { resolve } from 'node:path';

import { backUp, type BackupReport } from '../box/backup/backup.ts';
import { openBox } from '../box/box.ts';
import { BoxError } from '../box/error.ts';
import { findBoxes } from '../box/find/find.ts';
import { machineAt, pathOn } from '../box/machine.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import type { Commands } from './table.ts';

type Input = InputOf<Commands['boxBackup']['parameters']>;

export interface BoxBackupResult extends BackupReport {
  readonly type: 'boxBackup';
}

/** Backs a box up and proves it. Bad when any part of the copy is not what the original is. */
export async function run(context: Context, { root, to, system = '/' }: Input): Promise<Done<BoxBackupResult>> {
  const { disk, clock, folder, environment, signal, tell } = context;
  const machine = machineAt(resolve(folder, system));
  const roots =
    root.length > 0
      ? root.map((each) => resolve(folder, each))
      : findBoxes(machine).boxes.map((box) => pathOn(machine, box.root));
  if (roots.length === 0) throw new BoxError('BOX_ABSENT', { path: machine.root });
  const login = environment['BYE24_DB_ADMIN'];
  const password = environment['BYE24_DB_ADMIN_PASSWORD'] ?? '';
  const report = await backUp({
    boxes: roots.map((each) => openBox(each)),
    machine,
    folder: resolve(folder, to),
    disk,
    nowMs: clock.now(),
    ...(login === undefined ? {} : { administrator: { login, password } }),
    signal,
    onStep: (step) => tell({ type: 'boxStep', step }),
  });
  return { ending: report.verified ? 'whole' : 'bad', result: { type: 'boxBackup', ...report } };
}
