import { contact } from '../../src/kinds/crm/contact.ts';
import { textOf } from '../../src/base/json.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import { itemsTable } from '../../src/portal/crm/tables.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import { contactFields, fillContacts } from '../fill.ts';
import { type Row, count } from '../frame.ts';
import { scene, walk } from '../sim.ts';

function requestOfContacts(): ListRequest {
  if (contact.take.how !== 'list') throw new Error('contacts are a list');
  return contact.take.request;
}

/** Other people work while we read: every request meets some deletions, additions and changes. */
export const moving: Row = {
  name: 'moving',
  work: 'rows deleted, added and changed by others meanwhile (simulated time)',
  wanted: 'every row that lived through the run is there; the rest is told',
  run: async (bench) => {
    const records = bench.size(100_000, 10_000);
    const living = new Set(Array.from({ length: records }, (_, index) => String(index + 1)));
    const seeds = { delete: 7, add: records };
    let [deleted, added] = [0, 0];
    const { client } = scene({
      limits: { ...limitsOf.cloud, latencyMs: 60, listCostMs: 20 },
      fill: (portal) => fillContacts(portal, records),
      meanwhile: (_request, { core }) => {
        const table = core.store.table(itemsTable(3));
        for (let turn = 0; turn < 40; turn++) {
          seeds.delete = (seeds.delete * 48_271) % 2_147_483_647;
          const id = 1 + (seeds.delete % records);
          if (turn % 2 === 0) {
            if (!table.remove(id)) continue;
            living.delete(String(id));
            deleted += 1;
          } else table.patch(id, { comments: `changed ${turn}` });
        }
        for (let turn = 0; turn < 10; turn++) {
          const id = (seeds.add += 1);
          table.insert(id, { ...table.get(records), ...contactFields(id), id });
          added += 1;
        }
      },
    });
    const seen = new Set<string>();
    let twice = 0;
    const { total } = await walk(client.list(requestOfContacts()), ({ rows }) => {
      for (const row of rows) {
        const id = textOf(row['id']);
        if (seen.has(id)) twice += 1;
        seen.add(id);
      }
    });
    const lost = [...living].filter((id) => !seen.has(id)).length;
    return {
      bound: `${count(living.size)} rows`,
      reached: `${count(living.size - lost)} of them, ${twice} twice`,
      isMet: lost === 0 && twice === 0,
      notes: [
        `${count(deleted)} rows were deleted and ${count(added)} added meanwhile. ${count(seen.size)} rows came; the portal’s own count at the end was ${count(total ?? 0)}, so that an export knows that it must look once more, and names what is gone.`,
      ],
    };
  },
};

/** The portal shuts a method out for minutes: the first to be told is the last to be sent. */
export const operating: Row = {
  name: 'operating',
  work: 'the operating limit trips in mid-run (simulated time)',
  wanted: 'complete; nothing sent to the blocked method before its time; other methods go on',
  run: async (bench) => {
    const records = bench.size(100_000, 20_000);
    // So slow that the method’s budget is gone long before its rows are through.
    const limitSeconds = 200;
    const listCostMs = Math.round((limitSeconds * 1000 * 2.5) / (records / 50));
    const { client, clock, seen, events } = scene({
      limits: { ...limitsOf.cloud, operatingSeconds: limitSeconds, latencyMs: 60, listCostMs },
      fill: (portal) => fillContacts(portal, records),
      keepsText: true,
    });
    const begunMs = clock.now();
    const through = new AbortController();
    let others = 0;
    let othersWhileBlocked = 0;
    const blocked = (): boolean => {
      const last = events.findLast(({ event }) => event.is === 'paused' && event.why === 'budget')?.event;
      return last?.is === 'paused' && clock.now() < last.untilMs;
    };
    const other = (async () => {
      while (!through.signal.aborted) {
        await client.call({ method: 'server.time' });
        others += 1;
        if (blocked()) othersWhileBlocked += 1;
        await clock.sleep(5_000);
      }
    })();
    const { rows } = await walk(client.list(requestOfContacts()), () => undefined);
    through.abort();
    await other;
    // Sent after the portal had said that the method is shut, and before it opens again.
    let waste = 0;
    let toldMs = Number.NEGATIVE_INFINITY;
    for (const { atMs, answeredAtMs, text, status } of seen.toSorted((a, b) => a.answeredAtMs - b.answeredAtMs)) {
      if (status !== 429 && !text.includes('OPERATION_TIME_LIMIT')) continue;
      if (answeredAtMs - toldMs > 60_000) toldMs = answeredAtMs;
      else if (atMs > toldMs) waste += 1;
    }
    const boundMinutes = Math.floor(2.5) * 10;
    const minutes = (clock.now() - begunMs) / 60_000;
    return {
      bound: `${boundMinutes} minutes of waiting`,
      reached: `complete after ${minutes.toFixed(0)} minutes; ${waste} calls wasted; ${count(othersWhileBlocked)} calls of another method meanwhile`,
      isMet: rows === records && waste === 0 && othersWhileBlocked > 0,
      notes: [
        `${count(others)} calls of the other method in all. The limit was set to ${limitSeconds} seconds in ten minutes, below where bye24 stops by itself.`,
      ],
    };
  },
};
