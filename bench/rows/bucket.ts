import { contact } from '../../src/kinds/crm/contact.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import { fillContacts } from '../fill.ts';
import { type Row, count, seconds, times } from '../frame.ts';
import { scene, walk } from '../sim.ts';

/** So many rows that only the portal's bucket counts. */
export const bucket: Row = {
  name: 'bucket',
  work: '400,000 contacts, 10 ms a page: the portal’s bucket binds (simulated time)',
  wanted: '≤ 1.1 × the bound',
  run: async (bench) => {
    const records = bench.size(400_000, 50_000);
    const { client, clock, seen } = scene({
      limits: { bucket: limitsOf.cloud.bucket, latencyMs: 60, listCostMs: 10 },
      fill: (portal) => fillContacts(portal, records),
    });
    const begunMs = clock.now();
    if (contact.take.how !== 'list') throw new Error('contacts are a list');
    const { rows } = await walk(client.list(contact.take.request));
    const took = (clock.now() - begunMs) / 1000;
    const refused = seen.filter(({ status }) => status === 503).length;
    const bound = Math.ceil(records / 2500);
    // The bucket lets 50 through at once; what is more waits for half a second each.
    const boundSeconds = Math.max(0.57, (bound - 50) / 2);
    return {
      bound: `${bound} requests, ${seconds(boundSeconds)}`,
      reached: `${seen.length} requests, ${seconds(took)}, ${refused} refused`,
      ratio: times(seen.length / bound),
      isMet: rows === records && refused === 0 && seen.length <= 1.1 * bound + (bench.isQuick ? 5 : 0),
      notes: [`${count(rows)} rows came.`],
    };
  },
};
