// Backs a box up in a process of its own, for tests that kill it: node backup-process.ts ROOT FOLDER SYSTEM
import { nodeDisk } from '../../../src/base/disk.ts';
import { backUp } from '../../../src/box/backup/backup.ts';
import { openBox } from '../../../src/box/box.ts';
import { machineAt } from '../../../src/box/machine.ts';
import { nowMs } from './fixture.ts';

const [root = '', folder = '', system = ''] = process.argv.slice(2);
await backUp({
  boxes: [openBox(root)],
  machine: machineAt(system),
  folder,
  disk: nodeDisk,
  nowMs,
  onStep: (step) => {
    process.stdout.write(`${step}\n`);
  },
});
