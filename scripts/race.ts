// `npm run race -- --races 200`: lets two to four processes start the same exit at the same moment, again and again. One of
// them may win; the others must be told that it is locked. Ends with 1 when it was ever otherwise.
import { parseArgs } from 'node:util';

import { raceOften } from '../test/race/race.ts';

const { values } = parseArgs({ options: { races: { type: 'string', default: '200' } } });
const startedAt = performance.now();
const { races, racers, overtaken, faults } = await raceOften(Number(values.races), (done) => {
  if (done % 50 === 0) console.error(`${done} of ${values.races} races`);
});
for (const fault of faults) console.log(fault);
console.log(
  `${races} races of ${racers} processes, ${overtaken} of them for the lock of a dead one, in ` +
    `${Math.round((performance.now() - startedAt) / 1000)} s: ${faults.length} faults, else one winner each`,
);
process.exit(faults.length === 0 ? 0 : 1);
