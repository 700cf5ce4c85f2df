import type { ProveResult } from '../../commands/prove.ts';
import { titlesIn } from '../../commands/titles.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

const good = new Set(['gone', 'inBin', 'inactive', 'handed', 'scrubbed', 'binOff', 'alreadyGone', 'unreachable']);

/** How planned records ended, the good ends first; ends that nothing had are left out. */
export function showEnds(total: ProveResult['total'], { texts, style, line }: Page): void {
  const totals: Readonly<Record<string, number>> = { ...total };
  for (const [end, say] of Object.entries(texts.views.prove.ends)) {
    const count = totals[end] ?? 0;
    if (count > 0) line(`${good.has(end) ? style.green('✓') : style.yellow('!')} ${say(count)}`);
  }
}

/** What an earlier reading said otherwise: bins that were emptied meanwhile, records that came back. */
function showEarlier({ proofs, total }: ProveResult, { texts, style, line }: Page): void {
  const earlier = proofs.at(-2);
  if (earlier === undefined) return;
  const words = texts.views.prove;
  const [then, now]: readonly Readonly<Record<string, number>>[] = [{ ...earlier.total }, { ...total }];
  const ends = Object.entries(words.short).flatMap(([end, name]) => {
    const [was = 0, is = 0] = [then?.[end], now?.[end]];
    return was === is ? [] : [words.sinceThen(name, was, is)];
  });
  line(style.bold(words.earlier(earlier.atMs)));
  for (const text of ends.length === 0 ? [words.nothingSince] : ends) line(`  ${text}`);
}

export function show(result: ProveResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.prove;
  const titleOf = titlesIn(texts.language);
  line(style.bold(words.title(result.portal)));
  showEnds(result.total, page);
  for (const { kind, inBin, binUntilMs } of result.kinds) {
    if (inBin > 0) line(style.dim(`  ${words.binUntil(titleOf(kind), inBin, binUntilMs)}`));
  }
  showEarlier(result, page);
  const hands = result.byHand.filter(({ doneBy }) => doneBy === undefined).length;
  if (hands > 0) line(`${style.yellow('!')} ${words.byHand(hands)}`);
  const kept = result.kept.reduce((sum, { count }) => sum + count, 0);
  if (kept > 0) line(`${style.green('.')} ${words.kept(kept)}`);
  line();
  line(words.folder(placeOf(result.folder)));
  showNext('bye24 status', page);
}
