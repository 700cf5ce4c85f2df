import { Bye24Error } from '../../base/error.ts';
import type { Kind, KindId } from '../../kinds/kind.ts';
import { neededFor } from '../../kinds/take.ts';

/**
 * The chosen kinds and all that they can't be taken without: parents, and the kinds that come in the same list.
 * Declaration order is kept. Throws UNKNOWN_KIND.
 */
export function withDependencies(all: readonly Kind[], chosen: readonly KindId[]): readonly Kind[] {
  const byId = new Map(all.map((kind) => [kind.id, kind]));
  const wanted = new Set<KindId>();
  const want = (id: KindId): void => {
    if (wanted.has(id)) return;
    const kind = byId.get(id);
    if (kind === undefined) throw new Bye24Error('UNKNOWN_KIND', { kind: id });
    wanted.add(id);
    neededFor(kind).forEach(want);
    for (const other of all) if (other.take.how === 'with' && other.take.of === id) want(other.id);
  };
  chosen.forEach(want);
  return all.filter(({ id }) => wanted.has(id));
}

/**
 * What is quick and tells how much there is of other things goes first: trees and lists, those without files before those
 * with. What hangs on many parents follows.
 */
function rank({ take, files }: Kind): number {
  if (take.how === 'tree') return 0;
  if (take.how !== 'list' && take.how !== 'lists') return 3;
  return files === undefined ? 1 : 2;
}

/**
 * Runs `work` for every kind as soon as the kinds it depends on are through, `atOnce` at a time. Whether a kind went
 * well is its own affair; the first rejection stops new work, waits for what is in flight, and is passed on.
 */
export async function runInOrder(
  kinds: readonly Kind[],
  atOnce: number,
  work: (kind: Kind) => Promise<void>,
): Promise<void> {
  const present = new Set(kinds.map(({ id }) => id));
  const waiting = new Map(kinds.map((kind) => [kind.id, kind]));
  const through = new Set<KindId>();
  const running = new Map<KindId, Promise<void>>();
  const failures: unknown[] = [];

  const ready = (kind: Kind): boolean => neededFor(kind).every((id) => through.has(id) || !present.has(id));
  const start = (kind: Kind): void => {
    waiting.delete(kind.id);
    const task = work(kind)
      .catch((error: unknown) => {
        failures.push(error);
      })
      .finally(() => {
        through.add(kind.id);
        running.delete(kind.id);
      });
    running.set(kind.id, task);
  };

  while (failures.length === 0 && waiting.size > 0) {
    const next = [...waiting.values()]
      .filter(ready)
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, atOnce - running.size);
    next.forEach(start);
    if (running.size === 0) {
      throw new Bye24Error('KINDS_IN_A_CIRCLE', { kinds: [...waiting.keys()].join(', ') });
    }
    if (waiting.size > 0) await Promise.race(running.values());
  }
  await Promise.all(running.values());
  if (failures.length > 0) throw failures[0];
}
