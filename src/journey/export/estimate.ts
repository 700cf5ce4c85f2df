import type { Kind, KindId } from '../../kinds/kind.ts';
import type { Pace, Range } from './eta.ts';
import type { KindInventory } from './inventory.ts';
import { listsOf, rowsPerRequest } from './requests.ts';

/** Parents asked in one request: a batch. */
const parentsPerRequest = 50;

/** Requests of one kind, when its own count or its parents' is known; [1, 1 + something] when nothing is. */
function requestsOf(kind: Kind, totals: ReadonlyMap<KindId, number | undefined>): Range {
  const { take } = kind;
  const parents = (ids: readonly KindId[]): number => ids.reduce((sum, id) => sum + (totals.get(id) ?? 0), 0);
  switch (take.how) {
    case 'list':
    case 'lists': {
      const lists = listsOf(kind);
      const total = totals.get(kind.id);
      const rows = Math.min(...lists.map(rowsPerRequest));
      const whole = total === undefined ? lists.length : Math.ceil(total / rows) + lists.length;
      // A walk that the portal cuts into smaller batches takes up to five times as many.
      return { from: whole, to: total === undefined ? 20 * whole : whole * 5 };
    }
    case 'each': {
      const ids = [take.parent].flat();
      const many = parents(ids);
      // A first look and a last one for each long list, and pages nobody has counted yet between them.
      if (take.long !== undefined) return { from: many, to: Math.max(1, many * 10) };
      const [example] = ids.map((id) => take.request({ id: '0', row: {} }, id));
      const pieces = example === undefined ? 1 : (take.pieces?.(example).length ?? 1);
      const together = take.together?.most ?? 1;
      const batches = Math.ceil((many * pieces) / (parentsPerRequest * together));
      return { from: batches, to: Math.max(1, batches * 2 * Math.min(together, 4)) };
    }
    case 'tree': {
      const roots = Math.ceil(parents([take.roots]) / parentsPerRequest);
      return { from: roots, to: Math.max(1, roots * 10) };
    }
    case 'ids': {
      const most = Math.ceil(parents([...new Set(take.from.map(({ kind: from }) => from))]) / parentsPerRequest);
      return { from: most === 0 ? 0 : 1, to: Math.max(1, most) };
    }
    case 'with':
    case 'tables':
      return { from: 0, to: 0 };
  }
}

/** How many requests an export of these kinds will take, kind by kind, from the counts of the inventory. */
function estimateByKind(
  kinds: readonly Kind[],
  states: readonly Pick<KindInventory, 'kind' | 'state' | 'total'>[],
): ReadonlyMap<KindId, Range> {
  const totals = new Map(states.map(({ kind, total }) => [kind, total]));
  const here = new Set(states.filter(({ state }) => state === 'here').map(({ kind }) => kind));
  return new Map(kinds.filter(({ id }) => here.has(id)).map((kind) => [kind.id, requestsOf(kind, totals)]));
}

/** What an export spends on one kind: requests, and how long the portal's bucket makes them wait. */
export interface Cost {
  readonly kind: KindId;
  readonly requests: Range;
  readonly ms: Range;
}

/** Fewer requests than these are not worth a word: seconds at the cloud's pace. */
const WORTH_A_WORD = 20;
const MOST_NAMED = 5;

/** The kinds that an export spends most requests on, the dearest first, by the counts of the inventory. */
export function dearest(
  kinds: readonly Kind[],
  states: readonly Pick<KindInventory, 'kind' | 'state' | 'total'>[],
  { limits }: Pick<Pace, 'limits'>,
): readonly Cost[] {
  const msOf = (requests: number): number => (requests / limits.perSecond) * 1000;
  return [...estimateByKind(kinds, states)]
    .filter(([, { from }]) => from >= WORTH_A_WORD)
    .toSorted(([, one], [, other]) => other.from - one.from)
    .slice(0, MOST_NAMED)
    .map(([kind, requests]) => ({ kind, requests, ms: { from: msOf(requests.from), to: msOf(requests.to) } }));
}

/** The same for all of them together. */
export function estimateRequests(kinds: readonly Kind[], states: readonly KindInventory[]): Range {
  const ranges = [...estimateByKind(kinds, states).values()];
  return ranges.reduce((sum, range) => ({ from: sum.from + range.from, to: sum.to + range.to }), { from: 0, to: 0 });
}
