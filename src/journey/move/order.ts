import type { Kind, KindId } from '../../kinds/kind.ts';

/** Kinds that can be carried, each after all that it needs. */
export function creationOrder(kinds: readonly Kind[]): readonly Kind[] {
  const able = new Map(kinds.filter(({ creation }) => creation !== undefined).map((kind) => [kind.id, kind]));
  const order: Kind[] = [];
  const open = new Set<KindId>();
  const visit = (kind: Kind): void => {
    if (order.includes(kind)) return;
    if (open.has(kind.id)) throw new TypeError(`kinds need each other: ${[...open, kind.id].join(', ')}`);
    open.add(kind.id);
    for (const id of kind.creation?.needs ?? []) {
      const needed = able.get(id);
      if (needed !== undefined) visit(needed);
    }
    open.delete(kind.id);
    order.push(kind);
  };
  for (const kind of able.values()) visit(kind);
  return order;
}
