import { type Row, count, megabytes, seconds, times } from '../frame.ts';

export const ingest: Row = {
  name: 'ingest',
  work: '1,000,000 contacts into the archive, search index included; limits off, no latency',
  wanted: '≥ 15,000 records a second',
  why: 'The processor, and one core of it. By a profile of 100,000, without start and sweeping, 63 % go into deriving (the database 25 %, words for the search 19 %, fingerprints 12 %), 7 % into the raw log, 6 % into reading answers. A second thread for deriving would have to read the answers again and so be bound at about 1.4 times the pace of one; an empty one with the kinds loaded takes 28 MB, before the rows it works on.',
  run: async (bench) => {
    // Smaller ones first: the curves of the charts.
    if (!bench.isQuick) for (const records of [10_000, 100_000]) (await bench.archive(records)).portal.stop();
    const { records, measured } = await bench.archive();
    const pace = records / measured.seconds;
    return {
      bound: 'the processor',
      reached: `${count(pace)} records a second (${seconds(measured.seconds)})`,
      ratio: times(pace / 15_000),
      isMet: pace >= 15_000,
      notes: [
        `${count(records)} records in ${count(measured.requests)} requests; ${count(records / measured.cpuSeconds)} records for each second of the processor, ${megabytes(measured.peakMemoryBytes)} at most.`,
      ],
    };
  },
};

export const delta: Row = {
  name: 'delta',
  work: 'delta export, nothing changed, 1,000,000 records',
  wanted: '≤ 1.125 × (450 of 400 requests)',
  run: async (bench) => {
    const made = await bench.archive();
    bench.say('the same export again…');
    const again = await bench.verb('export', made);
    const bound = Math.ceil(made.records / 2500);
    return {
      bound: `${bound} requests`,
      reached: `${again.requests} requests, ${seconds(again.seconds)}`,
      ratio: times(again.requests / bound),
      isMet: again.rows === made.records && again.requests <= Math.max(1.125 * bound, bound + 12),
    };
  },
};
