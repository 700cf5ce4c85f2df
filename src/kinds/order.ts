import type { Kind, KindId } from './kind.ts';

/** In what order kinds go, and the rings that could not be put into one (I7). */
interface DeletionOrder {
  readonly order: readonly KindId[];
  /** Kinds that wait for each other. They still have a place in the order: where the first of them is. */
  readonly rings: readonly (readonly KindId[])[];
}

/** What must be gone before a record of this kind can go: named kinds, and the kinds whose records lie under it. */
export function goesBefore(kind: Kind, all: readonly Kind[]): ReadonlySet<KindId> {
  const children = all.filter((other) => parentsOf(other).has(kind.id)).map(({ id }) => id);
  const present = new Set(all.map(({ id }) => id));
  const before = new Set([...(kind.after ?? []), ...children].filter((id) => id !== kind.id && present.has(id)));
  if (kind.id === 'user') for (const id of present) if (id !== 'user') before.add(id);
  return before;
}

/** Kinds under whose records this kind's records lie: they go first, or along with them. */
export function parentsOf(kind: Kind): ReadonlySet<KindId> {
  const parents = new Set(kind.references.filter(({ parent }) => parent === true).map(({ to }) => to));
  const { take } = kind;
  if (take.how === 'each' && take.stays !== true)
    for (const id of typeof take.parent === 'string' ? [take.parent] : take.parent) parents.add(id);
  return parents;
}

/**
 * The order in which kinds are deleted without a documented refusal: children before parents, `after` respected, users
 * last. Kinds that nothing orders keep the order in which they were given.
 */
export function deletionOrder(all: readonly Kind[]): DeletionOrder {
  const before = new Map(all.map((kind) => [kind.id, goesBefore(kind, all)]));
  const walk = new RingWalk((id) => before.get(id) ?? new Set());
  for (const { id } of all) if (id !== 'user') walk.visit(id);
  if (before.has('user')) walk.visit('user');
  return { order: walk.groups.flat(), rings: walk.groups.filter((group) => group.length > 1) };
}

/** Tarjan's walk: groups come out with all that they wait for before them; a group of more than one is a ring. */
class RingWalk {
  readonly groups: KindId[][] = [];
  readonly #waitsFor: (id: KindId) => ReadonlySet<KindId>;
  readonly #numbers = new Map<KindId, number>();
  readonly #open: KindId[] = [];

  constructor(waitsFor: (id: KindId) => ReadonlySet<KindId>) {
    this.#waitsFor = waitsFor;
  }

  /** The lowest number of an open kind that can be reached from `id`. */
  visit(id: KindId): number {
    const known = this.#numbers.get(id);
    if (known !== undefined) return this.#open.includes(id) ? known : Number.POSITIVE_INFINITY;
    const number = this.#numbers.size;
    this.#numbers.set(id, number);
    this.#open.push(id);
    let lowest = number;
    for (const other of this.#waitsFor(id)) lowest = Math.min(lowest, this.visit(other));
    if (lowest === number) this.groups.push(this.#open.splice(this.#open.indexOf(id)));
    return lowest;
  }
}
