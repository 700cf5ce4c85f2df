import { nameOf } from '../../archive/key-name.ts';
import type { Portal } from '../../bitrix24/port.ts';
import { type Kind, keyOf } from '../../kinds/kind.ts';
import { rowOfWhole } from '../../kinds/look.ts';
import type { Child } from './children.ts';
import type { Seen } from './finding.ts';
import type { Target } from './target.ts';

/** A row that shows its record only in part is no proof that the record is as it was: the whole is asked for. */
export async function inWhole(portal: Portal, { kind, step }: Target, seen: Seen): Promise<Seen> {
  const { parts } = kind;
  if (seen.is !== 'row' || parts?.isPart(seen.row) !== true) return seen;
  const [outcome] = await portal.batch([parts.whole(step.key.id)]);
  const row = rowOfWhole(parts, outcome);
  return row === undefined ? { is: 'unreadable', code: 'ONLY_IN_PART' } : { is: 'row', row };
}

/**
 * The same for children, each record once: one of which the whole can't be had keeps its part, which is like no archived
 * record.
 */
export async function childrenInWhole(portal: Portal, children: readonly Child[]): Promise<readonly Child[]> {
  const whole: Child[] = [];
  const asked = new Map<
    string,
    { readonly child: Child; readonly parts: NonNullable<Kind['parts']>; readonly id: string }
  >();
  for (const child of children) {
    const { kind, row, under } = child;
    const id = keyOf(kind, row, under);
    if (kind.parts?.isPart(row) === true) asked.set(nameOf({ kind: kind.id, id }), { child, parts: kind.parts, id });
    else whole.push(child);
  }
  const outcomes = await portal.batch([...asked.values()].map(({ parts, id }) => parts.whole(id)));
  const found = [...asked.values()].map(({ child, parts }, index) => ({
    ...child,
    row: rowOfWhole(parts, outcomes[index]) ?? child.row,
  }));
  return [...whole, ...found];
}
