import { Bye24Error } from '../../base/error.ts';
import type { ApplyResult } from '../../commands/apply.ts';
import { oneTitleIn } from '../../commands/titles.ts';
import { wordsFor } from '../failure.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

const SHOWN = 20;

/** Steps by their state, the good ones first; states that nobody is in are left out. */
export function showStates(states: Readonly<Record<string, number>>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.apply.states;
  const good = new Set([
    'absent',
    'inBin',
    'acknowledged',
    'alreadyGone',
    'inactive',
    'handed',
    'scrubbed',
    'binOff',
    'unreachable',
  ]);
  for (const [state, say] of Object.entries(words)) {
    const count = states[state] ?? 0;
    if (count > 0) line(`${good.has(state) ? style.green('✓') : style.yellow('!')} ${say(count)}`);
  }
}

/** What had changed: what came home in its new version, and what stayed and why. */
function showBrought({ broughtHome }: ApplyResult, { texts, style, line }: Page): void {
  if (broughtHome === undefined) return;
  const words = texts.views.apply;
  const titleOf = oneTitleIn(texts.language);
  const { count, records, stays, staysCount } = broughtHome;
  const show = (one: { readonly kind: string; readonly id: string; readonly name: string }): string =>
    `  ${titleOf(one.kind)} ${one.id}: ${one.name}`;
  if (count > 0) line(`${style.green('↻')} ${words.brought(count)}`);
  for (const one of records.slice(0, SHOWN)) line(style.dim(show(one)));
  if (staysCount > 0) line(`${style.yellow('!')} ${words.broughtStays(staysCount)}`);
  for (const one of stays.slice(0, SHOWN)) line(style.dim(`${show(one)} (${words.whyStays[one.why]})`));
}

export function show(result: ApplyResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.apply;
  showStates(result.states, page);
  showBrought(result, page);
  for (const { connection, code } of result.unreached ?? []) {
    const [first = '', ...rest] = wrap(
      texts.views.apply.unreached(connection.replace(/^user-/u, ''), code),
      columns - 2,
    );
    line(`${style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
  line();
  const text = result.reason === undefined ? words.finished : words.stopped[result.reason];
  for (const one of wrap(text, columns)) line(style.bold(one));
  if (result.errorCode !== undefined) {
    const { happened, todo } = wordsFor(new Bye24Error(result.errorCode), texts);
    // What would need a fact that the report does not hold is left out.
    for (const words of [happened, todo].filter((each) => !each.includes('…'))) {
      for (const one of wrap(words, columns - 2)) line(`  ${one}`);
    }
    line(style.dim(`  ${texts.views.error.code} ${result.errorCode}`));
  }
  showNext(result.ended === 'finished' ? 'bye24 prove' : 'bye24 apply', page);
}
