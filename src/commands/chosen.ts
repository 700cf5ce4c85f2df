import { Bye24Error } from '../base/error.ts';
import { kindById, kinds } from '../kinds/index.ts';
import type { Kind } from '../kinds/kind.ts';

/** The kinds that were named, or all of them. Raises UNKNOWN_KIND. */
export function chosenKinds(names: readonly string[]): readonly Kind[] {
  if (names.length === 0 || (names.length === 1 && names[0] === 'all')) return kinds;
  return names.map((name) => {
    const kind = kindById(name);
    if (kind === undefined) throw new Bye24Error('UNKNOWN_KIND', { kind: name });
    return kind;
  });
}
