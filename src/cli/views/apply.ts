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

/** How a run of a plan ended: its steps, connections that were not reached, whether it came to its end, and if not, why. */
export function showOutcome(result: Omit<ApplyResult, 'type'>, page: Page, between: () => void = () => {}): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.apply;
  const { states, stayedAlong = 0, ended } = result;
  const open = states.planned - stayedAlong;
  const isOver = ended === 'finished';
  showStates({ ...states, planned: isOver ? 0 : open }, page);
  // What had its turn and is not done: not the same as what waits for its turn.
  if (isOver && open > 0) line(`${style.yellow('!')} ${words.inVain(open)}`);
  if (stayedAlong > 0) line(`${style.yellow('!')} ${words.stayedAlong(stayedAlong)}`);
  between();
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
}

export function show(result: ApplyResult, page: Page): void {
  showOutcome(result, page, () => showBrought(result, page));
  showNext(result.ended === 'finished' ? 'bye24 prove' : 'bye24 apply', page);
}
