import { type Row, count, megabytes, seconds, table } from '../frame.ts';

const most = 300_000_000;

export const memory: Row = {
  name: 'memory',
  work: 'memory: export, seal, verify, plan of 1,000,000 records; apply and prove of the deletion below',
  wanted: '≤ 300 MB, flat',
  why: 'A fresh export holds answers of 2,500 records on their way, opened and being packed, beside the engine’s nursery and the search index’s own cache: 340 MB at 1,000,000, 290 MB at 100,000. The second export of the same holds 282 MB.',
  run: async (bench) => {
    const made = await bench.sealed();
    bench.say('the plan, which verifies all of it first…');
    await bench.verb('plan', made);
    const largest = bench.samples.reduce((peak, { peakMemoryBytes }) => Math.max(peak, peakMemoryBytes), 0);
    const rows = bench.samples.map(({ verb, records, seconds: took, peakMemoryBytes }) => [
      verb,
      count(records),
      seconds(took),
      megabytes(peakMemoryBytes),
    ]);
    return {
      bound: megabytes(most),
      reached: `${megabytes(largest)} at most`,
      ratio: `${(largest / most).toFixed(2)} ×`,
      isMet: largest <= most,
      notes: [table([['verb', 'records', 'time', 'most memory'], ...rows])],
    };
  },
};
