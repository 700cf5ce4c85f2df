// Uninstalls a box in a process of its own, for tests that kill it: node uninstall-process.ts SYSTEM BACKUP
import { nodeDisk } from '../../../src/base/disk.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { begunPlan } from '../../../src/box/uninstall/journal.ts';
import { uninstall } from '../../../src/box/uninstall/uninstall.ts';
import { quietMachine } from './quiet-machine.ts';
import { servers } from './services.ts';

const [system = '', backup = ''] = process.argv.slice(2);
const plan = await begunPlan(nodeDisk, backup);
if (plan === undefined) throw new Error('nothing was begun');
await uninstall(
  {
    machine: quietMachine(system),
    backup,
    disk: nodeDisk,
    clock: systemClock,
    login: ({ engine }) => servers[engine],
    onStep: ({ do: step }) => {
      process.stdout.write(`${step}\n`);
    },
  },
  plan,
);
