import { join } from 'node:path';

import { type Row, count, seconds } from '../frame.ts';
import { runClient, startPortal } from '../run.ts';

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const resume: Row = {
  name: 'resume',
  work: 'resume after a kill in the middle of 1,000,000',
  wanted: '≤ 5 s to the first new rows',
  run: async (bench) => {
    const records = bench.million;
    const known = bench.madeAlready(records);
    const portal =
      (await known)?.portal ?? (await startPortal({ contacts: records, latencyMs: 0, listCostMs: 0, limits: 'none' }));
    await portal.count();
    const path = join(bench.folder, 'resumed');
    const wish = JSON.stringify({ verb: 'export', path, url: portal.url, limits: 'none' });
    let rowsBytes = 0;
    const killWhen = (async () => {
      // Half of what all of it would be.
      while (rowsBytes < records * 500) {
        await sleep(100);
        rowsBytes += (await portal.count()).bytes;
      }
    })();
    bench.say('an export, to be killed in the middle…');
    await runClient('journey', [wish], { killWhen });
    await portal.count();
    const begunAtMs = Date.now();
    let firstRowsAtMs = 0;
    const seenFirst = (async () => {
      while (firstRowsAtMs === 0) {
        await sleep(50);
        ({ firstRowsAtMs } = await portal.count());
      }
    })();
    bench.say('the same again…');
    await runClient('journey', [wish], { killWhen: seenFirst });
    if (known === undefined) portal.stop();
    const took = (firstRowsAtMs - begunAtMs) / 1000;
    return {
      bound: '–',
      reached: seconds(took),
      isMet: took <= 5,
      notes: [`Killed after about ${count(rowsBytes / 1100)} records; the time includes the start of the program.`],
    };
  },
};
