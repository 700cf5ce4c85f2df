import type { ResultOf } from '../../commands/runs.ts';
import { uninstallStep } from '../../commands/box-words.ts';
import { tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

type Result = ResultOf<'boxUninstall'>;
type Plan = NonNullable<Result['plan']>;

function showPlan({ steps, byHand }: Plan, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.box.uninstall;
  line(style.bold(words.title));
  for (const [index, step] of steps.entries()) {
    line(`  ${style.dim(String(index + 1).padStart(3))} ${tame(uninstallStep(step, texts))}`);
  }
  line(style.bold(words.byHandTitle));
  for (const hand of byHand) {
    line(`  ${hand.what === 'outside' ? words.outside[hand.name] : words.byHand[hand.what](tame(hand.name))}`);
  }
}

export function show(result: Result, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.box.uninstall;
  const { plan, planSha256 = '', report, undo, purge, backup } = result;
  if (undo !== undefined) {
    line(`${style.green('✓')} ${style.bold(words.undone(undo.undone))}`);
    for (const name of undo.byHand) line(`${style.yellow('!')} ${words.installAgain(tame(name))}`);
  } else if (purge !== undefined) {
    line(`${style.green('✓')} ${style.bold(words.purged(purge.files, purge.bytes))}`);
    for (const { path } of purge.left) line(`${style.yellow('!')} ${tame(path)}`);
  } else if (report === undefined && plan !== undefined) {
    showPlan(plan, page);
    line(words.nothingYet);
    const given = (result.given ?? []).map((word) => (word.startsWith('--') ? word : placeOf(word)));
    const agreed = ['--plan-sha256', planSha256.slice(0, 12)];
    showNext(['bye24 box uninstall', '--backup', placeOf(backup), ...given, ...agreed].join(' '), page);
  } else if (report !== undefined) {
    const { failed, done, steps, stillThere, proof } = report;
    if (failed !== undefined) {
      line(`${style.red('✗')} ${style.bold(words.failed(tame(uninstallStep(failed.step, texts)), tame(failed.code)))}`);
    }
    for (const name of stillThere) line(`${style.yellow('!')} ${words.stillThere(tame(name))}`);
    const whole = failed === undefined && stillThere.length === 0 && done === steps;
    line(`${whole ? style.green('✓') : style.yellow('!')} ${style.bold(words.done(done, steps))}`);
    if (proof !== undefined) line(`${style.green('✓')} ${words.proof} ${placeOf(proof)}`);
    line(words.undoHint);
  }
}
