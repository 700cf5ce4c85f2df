import { Bye24Error } from '../base/error.ts';
import { kindById, kinds } from '../kinds/index.ts';
import type { Kind, KindId } from '../kinds/kind.ts';

/** Ids of the kinds that an export takes, where it does not take all of them. Raises UNKNOWN_KIND. */
export function chosenIds(names: readonly string[], without: readonly string[]): readonly KindId[] | undefined {
  if (names.length === 0 && without.length === 0) return undefined;
  const out = without.length === 0 ? new Set<KindId>() : new Set(chosenKinds(without).map(({ id }) => id));
  return chosenKinds(names).flatMap(({ id }) => (out.has(id) ? [] : [id]));
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
