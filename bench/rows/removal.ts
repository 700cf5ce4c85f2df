import { type Row, count, seconds, times } from '../frame.ts';

/** The shortest time that a person has to think again before a plan is carried out. */
const thinkSeconds = 3;

export const removal: Row = {
  name: 'removal',
  work: 'deleting 100,000 contacts (20,000 here), each held against its archived version, and proving them gone',
  wanted: '≤ 1.1 × a request for 50',
  why: 'A contact takes its comments and log messages along, and nothing may go that the plan does not name: three commands for each contact instead of one. `crm.timeline.comment.list` and `crm.timeline.logmessage.list` want one element each time, no other list gives either, and no field of a contact says that it has none: `lastActivityTime` is not documented to change with a comment alone.',
  run: async (bench) => {
    // A tenth of it: the journal waits for the disk twice a request, and the requests grow with the records alone.
    const records = bench.size(20_000, 2_000);
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
