import type { ResultOf } from '../../commands/runs.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { reasonText, stepText } from './desktop.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

export function show({ plan, outcomes, quarantine, ended }: ResultOf<'desktopRemove'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop;
  if (quarantine === undefined) {
    line(words.plan.nothing);
    return;
  }
  for (const { step: number, end, reason, code } of outcomes) {
    const step = plan.steps[number];
    if (step === undefined) continue;
    const good = end === 'done' || end === 'absent';
    const why =
      reason === undefined ? '' : `: ${reasonText(reason, page)}${code === undefined ? '' : ` (${String(code)})`}`;
    const text = `${stepText(step, page)} — ${words.ends[end]}${why}`;
    const [first = '', ...rest] = wrap(text, columns - 2);
    line(`${good ? style.green('✓') : style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
  line();
  const whole = outcomes.every(({ end }) => end === 'done' || end === 'absent');
  line(style.bold(ended ? (whole ? words.removed : words.removedPartly) : words.interrupted));
  for (const one of wrap(words.quarantine(tame(placeOf(quarantine))), columns)) line(one);
  showNext(ended ? 'bye24 desktop scan' : 'bye24 desktop remove', page);
}
