import { textOf } from '../../src/base/json.ts';
import type { ListRequest } from '../../src/bitrix24/port.ts';
import { kindById } from '../../src/kinds/index.ts';
import { administratorsTable } from '../../src/portal/core.ts';
import { addItem } from '../../src/portal/crm/items.ts';
import { itemsTable, typesTable } from '../../src/portal/crm/tables.ts';
import { limitsOf } from '../../src/portal/limits.ts';
import type { LocalPortal } from '../../src/portal/portal.ts';
import { contactFields, fillContacts } from '../fill.ts';
import { type Row, count, seconds, times } from '../frame.ts';
import { scene, walk } from '../sim.ts';

const types = Array.from({ length: 12 }, (_, index) => 1030 + index * 2);

function requestOf(entityTypeId: number): ListRequest {
  return {
    method: 'crm.item.list',
    params: { entityTypeId, select: ['*'] },
    rows: ['items'],
    idField: 'id',
    pager: { by: 'id' },
  };
}

/** Twelve lists of items, of as many smart processes. */
function fillTypes(portal: LocalPortal, each: number): void {
  const { store } = portal.core;
  store.table(administratorsTable).put(1, {});
  store.transaction(() => {
    for (const [index, entityTypeId] of types.entries()) {
      store.table(typesTable).insert(index + 1, { id: index + 1, entityTypeId, title: `Тип ${index + 1}` });
      const first = addItem(portal.core, entityTypeId, { title: 'Первый' }, { userId: 1 });
      const table = store.table(itemsTable(entityTypeId));
      for (let id = 2; id <= each; id++) table.insert(id, { ...first, id, title: contactFields(id).lastName });
    }
  });
}

export const together: Row = {
  name: 'together',
  work: '12 kinds at once under one bucket (simulated time)',
  wanted: '≤ 1.1 × the sum of their requests; no kind starves',
  run: async (bench) => {
    const each = bench.size(20_000, 3_000);
    const make = () =>
      scene({
        limits: { ...limitsOf.cloud, latencyMs: 60, listCostMs: 30 },
        fill: (portal) => fillTypes(portal, each),
      });
    const alone = make();
    for (const type of types) await walk(alone.client.list(requestOf(type)));
    const sum = alone.seen.length;
    const { client, clock, seen } = make();
    const begunMs = clock.now();
    const ends: number[] = [];
    const firsts: number[] = [];
    const rows = await Promise.all(
      types.map(async (type, index) => {
        const report = await walk(client.list(requestOf(type)), () => {
          firsts[index] ??= clock.now() - begunMs;
        });
        ends[index] = clock.now() - begunMs;
        return report.rows;
      }),
    );
    const took = (clock.now() - begunMs) / 1000;
    // Equal work, one bucket: whoever is starved ends long before or after the rest.
    const fairness = Math.min(...ends) / Math.max(...ends);
    const isWhole = rows.every((found) => found === each);
    return {
      bound: `${sum} requests`,
      reached: `${seen.length} requests, ${seconds(took)}; first rows of every kind within ${seconds(Math.max(...firsts) / 1000)}`,
      ratio: times(seen.length / sum),
      isMet: isWhole && seen.length <= 1.1 * sum && fairness > 0.5,
      notes: [
        `${count(each)} records each. The first kind was through after ${seconds(Math.min(...ends) / 1000)}, the last after ${seconds(Math.max(...ends) / 1000)}; ${seen.filter(({ status }) => status === 503).length} requests were refused.`,
      ],
    };
  },
};

/** Kinds that have a list for each parent, and what each list is asked. */
const perParent = ['timeline-comment', 'product-row'] as const;

function listOf(name: string, parent: string): ListRequest {
  const kind = kindById(name);
  if (kind?.take.how !== 'each') throw new Error(`${name} is no kind of lists`);
  const request = kind.take.request({ id: parent, row: { id: Number(parent) } }, 'contact');
  if (request === undefined) throw new Error(`${name} has no list for a contact`);
  return request;
}

export const parents: Row = {
  name: 'parents',
  work: 'lists for each parent: comments of contacts (simulated time)',
  wanted: '≤ 1.1 × a request for 50 parents',
  run: async (bench) => {
    const owners = bench.size(20_000, 2_000);
    const notes: string[] = [];
    let [worst, requests, bound] = [0, 0, 0];
    for (const name of perParent) {
      const { client, seen } = scene({
        limits: { ...limitsOf.cloud, latencyMs: 60, listCostMs: 20 },
        fill: (portal) => fillContacts(portal, owners),
      });
      const lists = Array.from({ length: owners }, (_, index) => ({
        parent: String(index + 1),
        request: listOf(name, String(index + 1)),
      }));
      const refused: string[] = [];
      await walk(client.listEach(lists, { onRefusal: ({ error }) => void refused.push(textOf(error.message)) }));
      const due = Math.ceil(owners / 50);
      worst = Math.max(worst, seen.length / due);
      requests += seen.length;
      bound += due;
      notes.push(
        `${name}: ${count(seen.length)} requests for ${count(owners)} parents${refused.length === 0 ? '' : `, ${refused.length} refused: ${refused[0] ?? ''}`}.`,
      );
    }
    return {
      bound: `${count(bound)} requests`,
      reached: `${count(requests)} requests`,
      ratio: times(worst),
      isMet: worst <= 1.1,
      notes,
    };
  },
};
