// `npm run kill -- --kills 500 --size 5000`: kills (SIGKILL) the process of one exit so often, at any moment; its end must
// be that of an exit that nobody interrupted.
import { parseArgs } from 'node:util';

import { exitWithKills } from '../test/kill/loop.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '500' },
    size: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
});
const [kills, size, seed] = [Number(values.kills), Number(values.size), Number(values.seed)];
const whole = await exitWithKills({ size, kills: 0, seed });
const killed = await exitWithKills({
  size,
  kills,
  seed,
  tell: (count) => {
    if (count % 25 === 0) console.error(`${count} of ${kills} kills`);
  },
});
const [mine, theirs] = [new Set(killed.left), new Set(whole.left)];
const more = killed.left.filter((name) => !theirs.has(name));
const fewer = whole.left.filter((name) => !mine.has(name));
for (const fault of [...whole.faults, ...killed.faults]) console.log(fault);
if (more.length > 0) console.log(`left only after kills: ${more.slice(0, 20).join(', ')}`);
if (fewer.length > 0) console.log(`gone only after kills: ${fewer.slice(0, 20).join(', ')}`);
console.log(
  `${killed.kills} kills in one exit of ${size} records: ${killed.left.length} left, uninterrupted ${whole.left.length}`,
);
const isGood = killed.faults.length + whole.faults.length + more.length + fewer.length === 0 && killed.kills >= kills;
process.exit(isGood ? 0 : 1);
