import { contact } from '../../src/kinds/crm/contact.ts';
import { limitsOf, type Limits } from '../../src/portal/limits.ts';
import { chart } from '../charts.ts';
import { fillContacts } from '../fill.ts';
import { type Row, count } from '../frame.ts';
import { circumstances } from '../report.ts';
import { scene, walk } from '../sim.ts';

/** A slow portal, then a quick one, then one that refuses for haste what it let through before. */
export const pacing: Row = {
  name: 'pacing',
  work: 'pacing follows the portal: slow, then quick, then throttled (simulated time)',
  wanted: 'batches and requests side by side go down and come back; nothing is lost',
  run: async (bench) => {
    const records = bench.size(300_000, 60_000);
    const limits: { -readonly [Key in keyof Limits]: Limits[Key] } = {
      ...limitsOf.cloud,
      latencyMs: 60,
      listCostMs: 1_000,
    };
    let busyUntilMs = 0;
    const { client, clock, events, seen } = scene({
      limits,
      fill: (portal) => fillContacts(portal, records),
      meanwhile: (_request, { core }) => {
        const part = given / records;
        const slow = part < 0.25 ? 1_000 : part < 0.6 ? 20 : 250;
        limits.listCostMs = slow;
        // Throttled: whoever comes with many at once makes each of them slower.
        if (part >= 0.6 && core.clock.now() < busyUntilMs) limits.listCostMs = 900;
        busyUntilMs = core.clock.now() + 400;
      },
    });
    let given = 0;
    const begunMs = clock.now();
    const minutes = (atMs: number): number => (atMs - begunMs) / 60_000;
    const pace: (readonly [number, number])[] = [];
    let [sinceMs, sinceRows] = [begunMs, 0];
    if (contact.take.how !== 'list') throw new Error('contacts are a list');
    const { rows } = await walk(client.list(contact.take.request), (page) => {
      given += page.rows.length;
      const now = clock.now();
      if (now - sinceMs < 10_000) return;
      pace.push([minutes(now), ((given - sinceRows) / (now - sinceMs)) * 1000]);
      [sinceMs, sinceRows] = [now, given];
    });
    const of = (name: 'batchSize' | 'sideBySide'): readonly (readonly [number, number])[] => {
      const points: (readonly [number, number])[] = [[0, name === 'batchSize' ? 50 : 24]];
      for (const { atMs, event } of events) {
        const value =
          event.is === 'batchSize' ? event.commands : event.is === 'sideBySide' ? event.requests : undefined;
        if (event.is !== name || value === undefined) continue;
        points.push([minutes(atMs), points.at(-1)?.[1] ?? 0], [minutes(atMs), value]);
      }
      return [...points, [minutes(clock.now()), points.at(-1)?.[1] ?? 0]];
    };
    const [batches, crowd] = [of('batchSize'), of('sideBySide')];
    const series = [
      { name: 'commands a batch', points: batches },
      { name: 'requests at once', points: crowd },
      { name: 'rows/s ÷ 50', points: pace.map(([at, value]) => [at, value / 50] as const) },
    ];
    const title = 'Pacing: a slow, then a quick, then a throttled portal';
    const svg = chart(series, { title, x: 'minutes (simulated)', y: 'how many', caption: circumstances() });
    bench.charts.set('pacing.svg', { svg, about: title });
    const least = Math.min(...batches.map(([, value]) => value));
    const refused = seen.filter(({ status }) => status === 503).length;
    return {
      bound: '–',
      reached: `${count(rows)} rows in ${minutes(clock.now()).toFixed(1)} minutes; batches of ${least} to 50 commands, ${Math.min(...crowd.map(([, value]) => value))} to ${Math.max(...crowd.map(([, value]) => value))} requests at once, ${refused} refused`,
      isMet: rows === records && least < 50 && refused === 0,
    };
  },
};
