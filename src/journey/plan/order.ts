import type { Kind, KindId } from '../../kinds/kind.ts';
import { deletionOrder, goesBefore, parentsOf } from '../../kinds/order.ts';

/** Kinds whose records point to this one as their parent, by the parent's id; a kind that nests in itself included. */
export function childKindsOf(kinds: readonly Kind[]): ReadonlyMap<KindId, readonly Kind[]> {
  const children = new Map<KindId, Kind[]>();
  for (const kind of kinds) {
    for (const to of parentsOf(kind)) children.set(to, [...(children.get(to) ?? []), kind]);
  }
  return children;
}

/** How much an error in the first deletions would cost: what lies in a bin can be had back. */
function risk(kind: Kind): number {
  const { deletion } = kind;
  if (deletion.how !== 'call') return 0;
  return deletion.fate.to === 'bin' ? 1 : 2;
}

/**
 * The order in which kinds go so that the portal refuses nothing (I7): children before their parents, `after` as the
 * kinds say, people last; among those that are free to go, the safest first, so that a plan begins with its canary.
 * Kinds that wait for each other in a ring go in the order that order.ts of the kinds gives them.
 */
export function safestOrder(kinds: readonly Kind[]): readonly Kind[] {
  const people = new Set(kinds.filter(({ deletion }) => deletion.how === 'deactivate').map(({ id }) => id));
  const rest = kinds.filter(({ id }) => !people.has(id));
  const inRings = deletionOrder(rest).order;
  const waitsFor = new Map(rest.map((kind) => [kind.id, new Set(goesBefore(kind, rest))]));
  const left = new Map(
    rest.toSorted((a, b) => risk(a) - risk(b) || (a.id < b.id ? -1 : 1)).map((kind) => [kind.id, kind]),
  );
  const pick = (): KindId | undefined =>
    [...left.keys()].find((id) => waitsFor.get(id)?.size === 0) ?? inRings.find((id) => left.has(id));
  const order: Kind[] = [];
  for (let kind = left.get(pick() ?? ''); kind !== undefined; kind = left.get(pick() ?? '')) {
    left.delete(kind.id);
    order.push(kind);
    for (const waiting of waitsFor.values()) waiting.delete(kind.id);
  }
  // Nothing waits for people: they stay on the portal, deactivated, and the connection ends with its owner.
  return [...order, ...kinds.filter(({ id }) => people.has(id))];
}
