import { type Row, count, megabytes, seconds, table } from '../frame.ts';

const most = 300_000_000;

export const memory: Row = {
  name: 'memory',
  work: 'memory: export, seal, verify, plan of 1,000,000 records; apply and prove of the deletion below',
  wanted: '≤ 300 MB, flat',
  why: 'Exports, seals and proofs stay flat. A plan keeps a verdict and a name for every record that it has judged, so that it grows with their number.',
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
