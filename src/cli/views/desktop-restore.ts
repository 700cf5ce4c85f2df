import type { ResultOf } from '../../commands/runs.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { reasonText, stepText } from './desktop.ts';

export function show({ plan, restored }: ResultOf<'desktopRestore'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop;
  const bad = new Set(['left', 'failed']);
  for (const { step: number, end, reason } of restored) {
    const step = plan.steps[number];
    if (step === undefined || step.do === 'stop') continue;
    const why = reason === undefined ? '' : `: ${reasonText(reason, page)}`;
    const [first = '', ...rest] = wrap(`${stepText(step, page)} — ${words.restored[end]}${why}`, columns - 2);
    line(`${bad.has(end) ? style.yellow('!') : style.green('✓')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
  line();
  line(style.bold(restored.some(({ end }) => bad.has(end)) ? words.restoredPartly : words.restoredWhole));
  if (restored.some(({ end }) => end === 'reinstall'))
    for (const one of wrap(words.reinstall('Bitrix24'), columns)) line(one);
}
