import { type Row, count, megabytes, seconds, table } from '../frame.ts';

const most = 300_000_000;

export const memory: Row = {
  name: 'memory',
  work: 'memory: export, seal, verify, plan of 1,000,000 records; apply and prove of the deletion below',
  wanted: '≤ 300 MB, flat',
  why: 'A fresh export is the largest: answers of 2,500 records on their way, opened and being packed, beside 57 MB of the engine’s own program and 17 MB of the database’s cache. About 60 MB more, by the maps of the process at 100,000, are answers that were given back to malloc and not to the system.',
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
