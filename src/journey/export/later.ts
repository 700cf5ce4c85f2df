import type { Kind } from '../../kinds/kind.ts';
import { listsChangedSince } from './delta.ts';

/**
 * What an export asks for of a kind that came home whole before: rows that changed and the ids of all, rows younger than a
 * month and the count, lists of parents that moved, what changed in each long list, what comes with another kind, or all.
 */
export type Later = 'changed' | 'grown' | 'moved' | 'long' | 'along' | 'whole';

export function laterOf(kind: Kind): Later {
  const { take } = kind;
  if (take.how === 'with') return 'along';
  if (listsChangedSince(kind, '2026-01-01T00:00:00Z') !== undefined) return 'changed';
  if (kind.grows === true) return 'grown';
  if (take.how === 'each' && take.long !== undefined) return 'long';
  return take.how === 'each' && take.moves !== 'nothing' ? 'moved' : 'whole';
}
