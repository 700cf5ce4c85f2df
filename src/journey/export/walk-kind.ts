import type { Kind } from '../../kinds/kind.ts';
import { takenFrom } from '../../kinds/take.ts';
import { tallyOf, type WalkContext } from './context.ts';
import { walkIds } from './walk-ids.ts';
import { walkParts } from './walk-parts.ts';
import { walkLists } from './walk-lists.ts';
import { walkLong } from './walk-long.ts';
import { walkEach, walkTree } from './walk-parents.ts';

/** Every record of a kind, in the way that it declares. */
export async function walkKind(context: WalkContext, kind: Kind): Promise<void> {
  await walkRows(context, kind);
  if (kind.parts !== undefined) await walkParts(context, kind, kind.parts);
}

async function walkRows(context: WalkContext, kind: Kind): Promise<void> {
  const { take } = kind;
  switch (take.how) {
    case 'list':
    case 'lists':
      return walkLists(context, kind);
    case 'each':
      return take.long === undefined ? walkEach(context, kind, take) : walkLong(context, kind, take);
    case 'tree':
      return walkTree(context, kind, take);
    case 'ids':
      return walkIds(context, kind, take);
    case 'with':
    case 'tables':
      return undefined;
  }
}

/**
 * What the kinds that this one hangs on mean for it. `false`: none of them could be taken at all, so there is nothing to
 * ask for. A parent kind that did not come whole leaves this one incomplete, too.
 */
export function followParents(context: WalkContext, kind: Kind): boolean {
  const parents = takenFrom(kind).map((id) => tallyOf(context, id));
  const lost = parents.flatMap(({ missing }) => missing.filter(({ what }) => what === 'kind'));
  if (parents.length > 0 && lost.length === parents.length) {
    const [first] = lost;
    if (first !== undefined) context.miss('kind', kind.id, first.code, `${first.kind}: ${first.message}`);
    return false;
  }
  for (const parent of parents) {
    const isOff = parent.missing.some(({ what, code }) => what === 'kind' && code === 'EXPORT_NO_METHOD');
    if (!parent.isWhole && !isOff) context.miss('list', kind.id, 'EXPORT_PARENT_NOT_TAKEN', parent.kind, parent.kind);
  }
  return true;
}
