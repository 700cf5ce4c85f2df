import type { ApplyResult } from '../../commands/apply.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

/** Steps by their state, the good ones first; states that nobody is in are left out. */
export function showStates(states: Readonly<Record<string, number>>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.apply.states;
  const good = new Set(['absent', 'inBin', 'acknowledged', 'alreadyGone', 'inactive', 'handed', 'scrubbed']);
  for (const [state, say] of Object.entries(words)) {
    const count = states[state] ?? 0;
    if (count > 0) line(`${good.has(state) ? style.green('✓') : style.yellow('!')} ${say(count)}`);
  }
}

export function show(result: ApplyResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.apply;
  showStates(result.states, page);
  line();
  const text = result.reason === undefined ? words.finished : words.stopped[result.reason];
  for (const one of wrap(text, columns)) line(style.bold(one));
  if (result.errorCode !== undefined) line(style.dim(`${texts.views.error.code} ${result.errorCode}`));
  showNext(result.ended === 'finished' ? 'bye24 prove' : 'bye24 apply', page);
}
