import type { Kind, KindId, RecordLike } from '../../kinds/kind.ts';
import { textAt } from '../../kinds/fields.ts';
import { type ExportContext, tallyOf } from './context.ts';
import { overlapMs } from './delta.ts';
import { walkLongChanges } from './walk-long.ts';
import { walkEach } from './walk-parents.ts';

const idsAtOnce = 500;

const nameOf = (parentKind: KindId, id: string): string => `${parentKind}/${id}`;

/** The kinds whose rows tell whether the lists under them may have changed. */
export function movingParents({ take }: Kind): readonly KindId[] {
  return take.how === 'each' && take.moves !== 'nothing' ? [take.parent].flat() : [];
}

/**
 * Brings a kind that hangs on parents up to date. Only parents that moved since the last run are asked, or long lists for
 * what changed in them. `false`: nothing tells what moved, and every parent is to be asked again.
 */
export async function walkMoved(context: ExportContext, kind: Kind): Promise<boolean> {
  const { take } = kind;
  const done = context.cursors.done(kind.id);
  if (take.how !== 'each' || done?.whole !== true) return false;
  const sinceMs = done.startedAtMs - overlapMs;
  if (take.long !== undefined) return walkLongChanges(context, kind, take, sinceMs);
  const { moves } = take;
  // An interrupted process may have met parents that were new; who they were is not known any more.
  if (moves === 'nothing' || context.isResumed) return false;
  const still = new Set<string>();
  await walkEach(context, kind, take, (parent: RecordLike, parentKind) => {
    const movedAtMs = Date.parse(textAt(parent.row, moves.field));
    const isFresh = context.fresh.get(parentKind)?.has(parent.id) === true;
    const isStill = movedAtMs < sinceMs && !isFresh;
    if (isStill) still.add(nameOf(parentKind, parent.id));
    return isStill;
  });
  const tally = tallyOf(context, kind.id);
  let ids: string[] = [];
  const flush = async (): Promise<void> => {
    if (ids.length > 0) await context.archive.writer.addSeen(kind.id, ids);
    ids = [];
  };
  for (const { id, parent } of context.archive.presentTo(kind.id, context.connection)) {
    if (parent === undefined || !still.has(nameOf(parent.kind, parent.id)) || !tally.see(id)) continue;
    if (ids.push(id) >= idsAtOnce) await flush();
  }
  await flush();
  return true;
}
