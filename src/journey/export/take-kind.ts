import { PortalError } from '../../bitrix24/errors.ts';
import type { Kind } from '../../kinds/kind.ts';
import { conclude } from './conclude.ts';
import { type ExportContext, tallyOf, tell } from './context.ts';
import { canDelta, type Probe, walkChanges } from './delta.ts';
import { reasonOf, stopsEverything } from './reasons.ts';
import { sweepFiles } from './sweep.ts';
import { followParents, walkKind } from './walk-kind.ts';
import { walkGrowth } from './walk-growth.ts';
import { walkMoved } from './walk-moved.ts';

/**
 * Brings one kind home: its rows, its files, its counts. `lacks` names its method where the portal has none. Rejects only
 * with what stops the whole export.
 */
export async function takeKind(
  whole: ExportContext,
  kind: Kind,
  probe: Probe | undefined,
  lacks: string | undefined,
): Promise<void> {
  const { outlook } = whole;
  const context = outlook === undefined ? whole : { ...whole, portal: outlook.portalOf(kind.id) };
  outlook?.started(kind.id, context.now());
  await takeRows(context, kind, probe, lacks);
  outlook?.ended(kind.id);
}

async function takeRows(
  context: ExportContext,
  kind: Kind,
  probe: Probe | undefined,
  lacks: string | undefined,
): Promise<void> {
  context.signal?.throwIfAborted();
  const tally = tallyOf(context, kind.id);
  // What an interrupted process saw, this one has seen as well.
  for (const id of context.archive.idsSeenIn(kind.id, context.run)) tally.ids.add(id);
  if (context.cursors.done(kind.id)?.run === context.run) return;
  tell(context, kind.id, 'running');
  if (lacks !== undefined) context.miss('kind', kind.id, 'EXPORT_NO_METHOD', lacks);
  else if (followParents(context, kind)) {
    try {
      if (canDelta(context, kind)) await walkChanges(context, kind, probe);
      else if (!(await walkGrowth(context, kind)) && !(await walkMoved(context, kind))) await walkKind(context, kind);
      await finishFiles(context, kind);
    } catch (error) {
      if (!(error instanceof PortalError) || stopsEverything(error)) throw error;
      context.miss('kind', kind.id, reasonOf(error), error.message);
    }
  }
  await conclude(context, kind);
}

async function finishFiles(context: ExportContext, kind: Kind): Promise<void> {
  const { downloads } = context;
  if (kind.files === undefined) return;
  if (downloads === undefined) {
    if (tallyOf(context, kind.id).ids.size > 0) context.miss('file', kind.id, 'EXPORT_FILES_LEFT_OUT', '');
    return;
  }
  await downloads.settle();
  if (!context.isFirst || context.filesLater.has(kind.id)) await context.commit().then(() => sweepFiles(context, kind));
  await downloads.settle();
}
