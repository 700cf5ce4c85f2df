import { type Row, count, seconds, table, times } from '../frame.ts';
import { measure, startPortal } from '../run.ts';

/** Long enough for the vendor's client to settle at its own pace. */
const patienceMs = 20_000;

/** The wire against the vendor's own client, side by side against one portal. */
export const contacts: Row = {
  name: 'contacts',
  work: '100,000 contacts, all fields; 60 ms a request, 60 ms a page',
  wanted: '≤ 1.1 × + 5 requests; ≤ 7 s; ≥ 10 × the best bulk call of @bitrix24/b24jssdk',
  why: 'Two rounds of at most 24 batches take the portal 5.6 seconds by the terms of this row, the looks before and after them half a second; the rest is the processor, shared with the portal.',
  run: async (bench) => {
    const records = bench.size(100_000, 10_000);
    const limits = { latencyMs: 60, listCostMs: 60, limits: 'cloud' } as const;
    const portal = await startPortal({ contacts: records, ...limits });
    bench.say('bye24…');
    const ours = await measure('bye24', [portal.url], portal);
    portal.stop();
    // Each begins with a full allowance: a portal of its own. What would take minutes is stopped and judged by its pace.
    const theirs = await startPortal({ contacts: 10_000, ...limits });
    bench.say('the vendor’s fetchList…');
    const env = { BENCH_STOP_MS: String(bench.isQuick ? 8_000 : patienceMs) };
    const list = await measure('jssdk-call-list', [theirs.tlsUrl], theirs, { env });
    theirs.stop();
    const rows = [
      { name: 'bye24', got: ours },
      { name: 'b24jssdk, fetchList', got: list },
    ];
    if (!bench.isQuick) {
      const again = await startPortal({ contacts: 10_000, ...limits });
      bench.say('the vendor’s batches…');
      rows.push({ name: 'b24jssdk, batches by hand', got: await measure('jssdk-batches', [again.tlsUrl], again) });
      again.stop();
    }
    const bound = Math.ceil(records / 2500);
    const pace = (got: typeof ours): number => got.rows / got.seconds;
    const quicker = pace(ours) / pace(list);
    const head = ['client', 'rows', 'requests', 'refused', 'seconds', 'rows a second', 'bye24 is quicker'];
    const body = rows.map(({ name, got }) => [
      got.more?.['isStopped'] === true ? `${name} (stopped)` : name,
      count(got.rows),
      count(got.requests),
      count(got.refused),
      got.seconds.toFixed(1),
      count(pace(got)),
      times(pace(ours) / pace(got)),
    ]);
    return {
      bound: `${bound} requests`,
      reached: `${ours.requests} requests, ${seconds(ours.seconds)}, ${quicker.toFixed(0)} × the vendor’s client`,
      ratio: times(ours.requests / bound),
      isMet:
        ours.rows === records &&
        ours.requests <= 1.1 * bound + 5 &&
        ours.refused === 0 &&
        quicker >= 10 &&
        (bench.isQuick || ours.seconds <= 7),
      notes: [
        table([head, ...body]),
        'The vendor’s client runs against 10,000 contacts, and fetchList only for a while: its pace is what is compared.',
      ],
    };
  },
};
