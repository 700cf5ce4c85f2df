import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

export function show(result: ResultOf<'doctor'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.doctor;
  const titleOf = titlesIn(texts.language);
  const says = (good: boolean, text: string): void => {
    const [first = '', ...rest] = wrap(text, columns - 2);
    line(`${good ? style.green('✓') : style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  };
  const warned = new Set(result.warnings);
  line(style.bold(result.portal));
  says(result.admin, texts.views.connect.as(result.user.name === '' ? result.user.id : result.user.name, result.admin));
  if (warned.has('notAdmin')) says(false, words.notAdmin);
  if (result.missingScopes.length === 0) says(true, words.allScopes(result.scopes.length));
  for (const { scope, kinds } of result.missingScopes) says(false, words.missingScope(scope, kinds.map(titleOf)));
  for (const [why, some] of Map.groupBy(result.unavailable, ({ why }) => why)) {
    says(false, words.unavailable[why](some.map(({ kind }) => titleOf(kind))));
  }
  if (result.featuresOff.length > 0) {
    const [first = '', ...rest] = wrap(texts.connecting.featuresOff(result.featuresOff), columns - 2);
    line(style.dim(`· ${first}`));
    for (const more of rest) line(style.dim(`  ${more}`));
  }
  if (result.clockSkewMs !== undefined) {
    says(!warned.has('clockSkewed'), words.clock(Math.abs(result.clockSkewMs), warned.has('clockSkewed')));
  }
  if (warned.has('planUnknown')) says(false, words.planUnknown);
  if (warned.has('planExpired')) says(false, words.planExpired);
  if (result.planDaysLeft !== undefined) says(!warned.has('planEnds'), words.planEnds(result.planDaysLeft));
  says(!warned.has('readableByOthers'), words.secret(result.keptIn, warned.has('readableByOthers')));
  showNext(result.missingScopes.length > 0 ? 'bye24 doctor' : 'bye24 export', page);
}
