import type { Text } from '../base/text.ts';
import { handWork } from '../kinds/by-hand.ts';
import { impossible } from '../kinds/impossible.ts';
import { kinds } from '../kinds/index.ts';
import type { Deletion, Kind } from '../kinds/kind.ts';

/** What becomes of a kind's records when they are deleted, as a reader asks it. */
export type Fate = 'bin' | 'gone' | 'withParent' | 'deactivate' | 'byHand' | 'never';

export interface KindFate {
  readonly id: string;
  readonly title: Text;
  /** Days in a bin; how it is done by hand; why it can't be. */
  readonly days?: number;
  readonly steps?: Text;
  readonly why?: Text;
}

function fateOf(deletion: Deletion): Fate {
  return deletion.how === 'call' ? deletion.fate.to : deletion.how;
}

function entry({ id, title, deletion }: Kind): KindFate {
  const named = { id, title: title.many };
  if (deletion.how === 'call' && deletion.fate.to === 'bin') {
    const { days } = deletion.fate;
    return days === undefined ? named : { ...named, days };
  }
  if (deletion.how === 'byHand') return { ...named, steps: deletion.byHand.steps, why: deletion.byHand.why };
  return deletion.how === 'never' ? { ...named, why: deletion.why } : named;
}

const order: readonly Fate[] = ['bin', 'gone', 'withParent', 'deactivate', 'byHand', 'never'];

/** All kinds by what becomes of them, from their declarations: it is true as long as bye24 itself is. */
export const kindsByFate: readonly { readonly fate: Fate; readonly kinds: readonly KindFate[] }[] = order
  .map((fate) => ({ fate, kinds: kinds.filter(({ deletion }) => fateOf(deletion) === fate).map(entry) }))
  .filter((group) => group.kinds.length > 0);

/** What is done by hand beside records, in the order of an exit. */
export const workByHand = handWork.map(({ id, title, steps, why, when }) => ({ id, title, steps, why, when }));

/** What can't be taken or deleted at all, and why. */
export const beyond = impossible.map(({ id, title, why, what }) => ({ id, title, why, what }));
