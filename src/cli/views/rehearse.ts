import type { RehearseResult } from '../../commands/rehearse.ts';
import { oneTitleIn, titlesIn } from '../../commands/titles.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { showEnds } from './prove.ts';

const shown = 20;

/** How a plan went on a copy: the ends, what ended otherwise, what the copy had no place for, and what follows. */
export function showRehearsal(result: Omit<RehearseResult, 'type'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.rehearse;
  const titleOf = oneTitleIn(texts.language);
  showEnds(result.total, page);
  for (const { kind, id, end, code = '' } of result.exceptions.slice(0, shown)) {
    line(style.dim(`  ${titleOf(kind)} ${id}: ${texts.views.prove.short[end]} ${code}`.trimEnd()));
  }
  if (result.exceptionCount > shown) line(style.dim(`  ${texts.views.verify.more(result.exceptionCount - shown)}`));
  if (result.without.length > 0) {
    line(style.yellow(`  ! ${words.without(result.without.map(titlesIn(texts.language)))}`));
  }
  line();
  const { takenOut = 0, planSha256 = '' } = result;
  if (takenOut > 0) line(words.takenOut(takenOut, planSha256));
  line(style.bold(result.clean ? words.clean : words.notClean));
}

export function show(result: RehearseResult, page: Page): void {
  const { texts, line } = page;
  showRehearsal(result, page);
  if (!result.clean && result.takenOut === undefined) line(texts.views.rehearse.adjust);
  showNext('bye24 apply', page);
}
