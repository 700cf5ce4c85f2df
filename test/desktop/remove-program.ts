// Started by crash.test.ts as a process of its own, so that it can be killed: removes what was found under a root.
import { nodeDisk } from '../../src/base/disk.ts';
import type { Computer } from '../../src/desktop/computer.ts';
import { planRemoval } from '../../src/desktop/plan.ts';
import { remove } from '../../src/desktop/remove.ts';
import { scan } from '../../src/desktop/scan.ts';

const [image = '', run = ''] = process.argv.slice(2);
const computer: Computer = {
  system: 'linux',
  image,
  home: '/home/anna',
  folders: {},
  uid: process.getuid?.() ?? 0,
  administrator: true,
  ask: () => Promise.resolve(undefined),
  run: () => Promise.reject(new Error('nothing is run here')),
  registry: () => Promise.resolve(undefined),
  processes: () => Promise.resolve([]),
  end: () => Promise.resolve(false),
  sleep: () => Promise.resolve(),
};
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
await remove(
  {
    computer,
    disk: nodeDisk,
    clock: { now: () => 0, sleep: () => Promise.resolve() },
    before: (_step, number) => say(`before ${number}`),
    after: (_step, number) => say(`after ${number}`),
    signal: new AbortController().signal,
  },
  run,
  planRemoval(await scan(computer), { also: [], moveDrive: [] }),
);
say('end');
