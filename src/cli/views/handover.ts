import type { HandoverResult } from '../../commands/handover.ts';
import { titlesIn } from '../../commands/titles.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showOutcome } from './apply.ts';
import { showNext } from './next.ts';
import { showHands, showKinds } from './plan.ts';
import { showEnds } from './prove.ts';
import { showRehearsal } from './rehearse.ts';

function showPlan({ plan }: Extract<HandoverResult, { did: 'plan' }>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.handover;
  const titleOf = titlesIn(texts.language);
  line(words.goes(plan.steps));
  showKinds(plan, page);
  if (plan.stays.length > 0) {
    line();
    line(style.bold(words.kept(plan.kept)));
    for (const { kind, count, why } of plan.stays) {
      const text = `${titleOf(kind)}: ${texts.format.number(count)}. ${tame(why[texts.language])}`;
      for (const one of wrap(text, columns - 2)) line(`  ${one}`);
    }
  }
  line();
  for (const one of wrap(words.robots, columns)) line(style.yellow(one));
  showHands(plan, page);
  line();
  line(style.dim(`SHA-256 ${plan.sha256}`));
}

/** The command with the same people and the next word. */
function again({ from, to }: HandoverResult, word: string): string {
  return `bye24 handover ${word} --from ${from.id} --to ${to.id}`;
}

export function show(result: HandoverResult, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.handover;
  line(style.bold(words.title(tame(result.from.name), tame(result.to.name))));
  line();
  switch (result.did) {
    case 'plan':
      showPlan(result, page);
      return showNext(again(result, 'rehearse'), page);
    case 'rehearse':
      showRehearsal(result.rehearsal, page);
      return showNext(again(result, 'apply'), page);
    case 'apply':
      showOutcome(result.applied, page);
      return showNext(again(result, result.applied.ended === 'finished' ? 'prove' : 'apply'), page);
    case 'undo': {
      showOutcome(result.applied, page);
      const isOver = result.applied.ended === 'finished';
      return showNext(again(result, isOver ? 'prove' : 'undo'), page);
    }
    case 'prove': {
      const { planned, handed } = result.proof.total;
      showEnds(result.proof.total, page);
      if (result.ofUndo === true) line(style.bold(planned === handed ? words.undone : words.notUndone));
      return showNext('bye24 status', page);
    }
    default:
      return result satisfies never;
  }
}
