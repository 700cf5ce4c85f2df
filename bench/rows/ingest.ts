import { type Row, count, megabytes, seconds, times } from '../frame.ts';

export const ingest: Row = {
  name: 'ingest',
  work: '1,000,000 contacts into the archive, search index included; limits off, no latency',
  wanted: '≥ 15,000 records a second',
  why: 'The processor, and one core of it: about 65 µs of it a record. By a profile of 200,000, the database takes 22 %, sweeping up what was read 21 %, words for the search 10 %, fingerprints 10 %, reading answers 4 %, their way into the raw log 4 %, and the rest is spread thin. A nursery of 2 to 16 MB and an index that is not merged meanwhile made no difference that could be told from chance. A second thread for deriving would have to read the answers again; an empty one with the kinds loaded takes 28 MB, before the rows it works on.',
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
