import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { kinds } from '../../src/kinds/index.ts';
import type { Kind, KindId } from '../../src/kinds/kind.ts';
import { deletionOrder, goesBefore } from '../../src/kinds/order.ts';

/** A kind of which only the order matters. */
function kindThatWaits(id: KindId, after: readonly KindId[], parents: readonly KindId[]): Kind {
  const list = { method: 'x.list', rows: [], idField: 'ID', pager: { by: 'none' } } as const;
  return {
    id,
    group: 'other',
    title: { one: { ru: id, en: id }, many: { ru: id, en: id } },
    scope: '',
    docs: [],
    take: { how: 'list', request: list },
    key: 'ID',
    name: () => id,
    references: parents.map((to) => ({ field: 'PARENT', to, parent: true })),
    personal: {},
    people: [],
    deletion: { how: 'withParent' },
    after,
    columns: [],
  };
}

const graph = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, index) => (index === 0 ? 'user' : `kind-${index}`));
  const some = fc.subarray(ids, { maxLength: Math.min(2, size) });
  return fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), some, some)));
});

/** Whether `to` can be reached from `from` along "waits for". */
function reaches(from: KindId, to: KindId, all: readonly Kind[]): boolean {
  const seen = new Set<KindId>();
  const left = [from];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const kind = all.find((each) => each.id === id);
    if (kind === undefined) continue;
    for (const next of goesBefore(kind, all)) {
      if (next === to) return true;
      if (!seen.has(next)) left.push(next);
      seen.add(next);
    }
  }
  return false;
}

describe('order of deletion (I7)', () => {
  it('puts what must be gone first before what waits for it, whatever waits for what', () => {
    fc.assert(
      fc.property(graph, (specs) => {
        const all = specs.map(([id, after, parents]) => kindThatWaits(id, after, parents));
        const { order, rings } = deletionOrder(all);
        expect(order.toSorted()).toEqual(all.map(({ id }) => id).toSorted());
        const inRing = (a: KindId, b: KindId): boolean => rings.some((ring) => ring.includes(a) && ring.includes(b));
        for (const kind of all) {
          for (const first of goesBefore(kind, all)) {
            if (inRing(kind.id, first)) continue;
            expect(order.indexOf(first), `${first} before ${kind.id}`).toBeLessThan(order.indexOf(kind.id));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('reports exactly the kinds that wait for each other', () => {
    fc.assert(
      fc.property(graph, (specs) => {
        const all = specs.map(([id, after, parents]) => kindThatWaits(id, after, parents));
        const ringed = deletionOrder(all).rings.flat().toSorted();
        const mutual = all
          .map(({ id }) => id)
          .filter((id) => all.some((b) => b.id !== id && reaches(id, b.id, all) && reaches(b.id, id, all)));
        expect(ringed).toEqual(mutual.toSorted());
      }),
      { numRuns: 200 },
    );
  });

  it('has no rings among the real kinds, and users go last', () => {
    const { order, rings } = deletionOrder(kinds);
    expect(rings).toEqual([]);
    expect(order.at(-1)).toBe('user');
  });
});
