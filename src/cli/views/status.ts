import type { ResultOf } from '../../commands/runs.ts';
import type { Page } from '../terminal.ts';
import { showStates } from './apply.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';
import { showEnds } from './prove.ts';

export function show(result: ResultOf<'status'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.status;
  const { archive, plan, journal, connections, proved } = result;
  const says = (good: boolean, text: string): void => line(`${good ? style.green('✓') : style.yellow('!')} ${text}`);
  if (connections.length > 0) says(true, words.connections(connections));
  if (archive === undefined) {
    says(false, words.noArchive);
  } else {
    says(archive.exported === 'complete', words.archive(placeOf(archive.path), archive.portal, archive.records));
    if (archive.exported !== 'complete') says(false, words.exported[archive.exported]);
    if (archive.missing > 0) says(false, texts.views.open.missing(archive.missing));
    if (archive.sealedAtMs === undefined) says(false, texts.views.open.notSealed);
    else says(true, texts.views.open.sealed(archive.sealedAtMs));
  }
  if (plan !== undefined) {
    says(!plan.stale, plan.stale ? words.planStale : words.plan(plan.steps, plan.byHand));
    line(style.dim(`  SHA-256 ${plan.sha256}`));
  }
  if (journal?.ends !== undefined) showEnds(journal.ends, page);
  else if (journal !== undefined) showStates(journal.states, page);
  if (proved) says(true, words.proved);
  showNext(result.next, page);
}
