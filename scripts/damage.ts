// `npm run damage -- --flips 10000`: flips bits of a sealed archive, a plan and a journal, one at a time, takes files away,
// puts some in, cuts and swaps them, and counts what is noticed. Ends with 1 when anything was not.
import { parseArgs } from 'node:util';

import { Patient } from '../test/damage/damage.ts';

const { values } = parseArgs({
  options: {
    flips: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    contacts: { type: 'string', default: '120' },
  },
});
const startedAt = performance.now();
const patient = await Patient.admit(Number(values.contacts));
try {
  const flipped = await patient.flips(Number(values.flips), Number(values.seed), (done) => {
    if (done % 1000 === 0) console.error(`${done} of ${values.flips} bits`);
  });
  const files = await patient.missingExtraAndSwapped();
  for (const each of [...flipped.missed, ...files.missed]) console.log(`not noticed: ${each}`);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `${flipped.done - flipped.missed.length} of ${flipped.done} flipped bits and ${files.done - files.missed.length} of ` +
      `${files.done} missing, extra, longer, cut, emptied or swapped files noticed in ${seconds} s`,
  );
  process.exitCode = flipped.missed.length + files.missed.length === 0 ? 0 : 1;
} finally {
  patient.leave();
}
