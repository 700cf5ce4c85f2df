import { Bye24Error } from '../base/error.ts';
import type { Portal } from '../bitrix24/port.ts';
import { withDependencies } from '../journey/export/order.ts';
import { kindById, kinds } from '../kinds/index.ts';
import { type Kind, type KindId, kindsFor } from '../kinds/kind.ts';

/**
 * Ids of the kinds that an export through this connection takes, where it does not take all of them. Raises UNKNOWN_KIND, and
 * KIND_NEEDED where something that is to be taken can't be had without what is left out.
 */
export function chosenIds(
  names: readonly string[],
  without: readonly string[],
  portal: Pick<Portal, 'isApplication'>,
): readonly KindId[] | undefined {
  if (names.length === 0 && without.length === 0) return undefined;
  const asked = names.length === 0 ? kindsFor(kinds, portal) : chosenKinds(names);
  const out = new Set(without.length === 0 ? [] : chosenKinds(without).map(({ id }) => id));
  const taken = asked.filter(({ id }) => !out.has(id));
  const all = withDependencies(
    kinds,
    taken.map(({ id }) => id),
  );
  if (all.some(({ id }) => out.has(id))) {
    const hanging = taken.filter(({ id }) => withDependencies(kinds, [id]).some((needed) => out.has(needed.id)));
    throw new Bye24Error('KIND_NEEDED', { kinds: without.join(','), by: hanging.map(({ id }) => id).join(',') });
  }
  return taken.map(({ id }) => id);
}

/** The kinds that were named, or all of them. Raises UNKNOWN_KIND. */
export function chosenKinds(names: readonly string[]): readonly Kind[] {
  if (names.length === 0 || (names.length === 1 && names[0] === 'all')) return kinds;
  return names.map((name) => {
    const kind = kindById(name);
    if (kind === undefined) throw new Bye24Error('UNKNOWN_KIND', { kind: name });
    return kind;
  });
}
