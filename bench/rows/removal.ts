import { type Row, count, seconds, times } from '../frame.ts';

/** The shortest time that a person has to think again before a plan is carried out. */
const thinkSeconds = 3;

export const removal: Row = {
  name: 'removal',
  work: 'deleting 100,000 contacts, each held against its archived version, and proving them gone',
  wanted: '≤ 1.1 × 2,000 requests',
  run: async (bench) => {
    const records = bench.size(100_000, 5_000) + 1;
    const made = await bench.sealed(records);
    bench.say('the plan…');
    const plan = await bench.verb('plan', made);
    bench.say('the deletion…');
    const applied = await bench.verb('apply', made);
    bench.say('the proof…');
    const proved = await bench.verb('prove', made);
    made.portal.stop();
    const bound = Math.ceil(plan.rows / 50);
    return {
      bound: `${count(bound)} requests`,
      reached: `${count(applied.requests)} requests, ${seconds(applied.seconds - thinkSeconds)}`,
      ratio: times(applied.requests / bound),
      isMet: applied.rows === plan.rows && applied.requests <= 1.1 * bound,
      notes: [
        `${count(applied.rows)} of ${count(plan.rows)} planned were deleted, ${JSON.stringify(applied.more?.['states'])}. The proof took ${count(proved.requests)} requests and ${seconds(proved.seconds)}.`,
      ],
    };
  },
};
