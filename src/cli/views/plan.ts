import type { PlanResult } from '../../commands/plan.ts';
import { stepsOf, waysOf } from '../../commands/planned-ways.ts';
import { handNameOf, titlesIn } from '../../commands/titles.ts';
import { cut, padStart, tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

const examplesShown = 20;

export function showKinds({ kinds }: PlanResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = titlesIn(texts.language);
  for (const planned of kinds) {
    const { kind, examples } = planned;
    line(`${style.red('-')} ${style.bold(titleOf(kind))}  ${tame(waysOf(planned, texts).join(' · '))}`);
    for (const { id, name } of examples.slice(0, examplesShown)) {
      line(`    ${style.dim(padStart(id, 7))}  ${cut(tame(name), columns - 13)}`);
    }
    const rest = stepsOf(planned) - examples.length;
    if (rest > 0) line(style.dim(`    ${views.verify.more(rest)}`));
  }
  if (kinds.length === 0) line(format.list([views.plan.nothingGoes]));
}

export function showHands({ hands, byHand }: Pick<PlanResult, 'hands' | 'byHand'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, language } = texts;
  if (hands.length === 0) return;
  line();
  line(style.bold(views.plan.byHand(byHand)));
  for (const hand of hands) {
    const { steps, url } = hand;
    line(`${style.yellow('!')} ${tame(handNameOf(hand, texts))}`);
    for (const more of wrap(tame(steps[language]), columns - 2)) line(`  ${more}`);
    if (url !== undefined) line(`  ${style.cyan(tame(url))}`);
  }
}

export function show(result: PlanResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, language } = texts;
  const titleOf = titlesIn(language);
  line(style.bold(views.plan.title(result.portal)));
  line();
  showKinds(result, page);
  if (result.stays.length > 0) {
    line();
    line(style.bold(views.plan.stays(result.kept)));
    for (const { kind, count, why } of result.stays) {
      const [first = '', ...rest] = wrap(
        `${titleOf(kind)}: ${texts.format.number(count)}. ${tame(why[language])}`,
        columns - 2,
      );
      line(`${style.green('.')} ${first}`);
      for (const more of rest) line(`  ${more}`);
    }
  }
  if (result.below.length > 0) {
    line();
    line(style.bold(views.plan.below));
    for (const { kinds, notTaken } of result.below) {
      for (const [at, text] of wrap(
        views.plan.belowOf(kinds.map(titleOf), notTaken.map(titleOf)),
        columns - 2,
      ).entries())
        line(`${at === 0 ? style.yellow('!') : ' '} ${text}`);
    }
  }
  showHands(result, page);
  line();
  line(views.plan.sum(result.steps, result.kept, result.byHand));
  line(style.dim(views.plan.table(placeOf(result.tablePath))));
  line(style.dim(`SHA-256 ${result.sha256}`));
  showNext('bye24 rehearse', page);
}
