import { placeText } from '../../commands/desktop-views.ts';
import type { ResultOf } from '../../commands/runs.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showRemovalPlan } from './desktop.ts';
import { showNext } from './next.ts';

type Trace = ResultOf<'desktopScan'>['traces'][number];

function showTrace(trace: Trace, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop;
  const { sort, sure, why, files, sizeBytes } = trace;
  const size =
    files === undefined || sizeBytes === undefined ? '' : `  ${words.files(files)}, ${texts.format.bytes(sizeBytes)}`;
  line(`${style.bold(words.sorts[sort])}  ${tame(placeText(trace.place))}${style.dim(size)}`);
  const reasons = why.map(({ because, detail = '' }) => words.because[because](tame(detail)));
  for (const one of wrap(`${words.sure[sure]}: ${reasons.join('; ')}`, columns - 2)) line(style.dim(`  ${one}`));
}

function leftText({ id, leftAlone }: Trace, { texts }: Page): string {
  if (leftAlone === undefined) return '';
  const words = texts.desktop.leftAlone[leftAlone];
  return typeof words === 'string' ? words : words(tame(id));
}

export function show({ traces, plan, unseen, unfinished }: ResultOf<'desktopScan'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop;
  line(style.bold(traces.length === 0 ? words.nothingFound : words.found(traces.length)));
  const left = new Map(plan.leftAlone.map((trace) => [trace.id, trace]));
  for (const trace of traces.filter(({ id }) => !left.has(id))) showTrace(trace, page);
  if (left.size > 0) {
    line();
    line(style.bold(words.left));
    for (const trace of left.values()) {
      showTrace(trace, page);
      for (const one of wrap(leftText(trace, page), columns - 4)) line(`  ${style.yellow('!')} ${one}`);
    }
  }
  for (const { what, why } of unseen) line(`${style.yellow('!')} ${words.unseen(tame(what), why)}`);
  if (traces.length > 0 || plan.drive.length > 0) showRemovalPlan(plan, page);
  if (unfinished !== undefined) line(`${style.yellow('!')} ${words.unfinished(tame(unfinished))}`);
  if (plan.steps.length > 0) showNext('bye24 desktop remove', page);
}
