import type { Stage } from '../../commands/progress.ts';
import type { Texts } from '../../texts/catalogue.ts';
import { cut, padEnd, padStart, widthOf } from '../layout.ts';
import type { Style } from '../style.ts';
import { type KindTally, type StageTally, totalsOf } from './tally.ts';

export interface Look {
  readonly texts: Texts;
  readonly style: Style;
  readonly titleOf: (kind: string) => string;
}

/** A bar of `columns` with eighths of a cell, so that it moves smoothly. */
export function bar(share: number, columns: number): string {
  // A narrow terminal has no room for one.
  if (columns < 1) return '';
  const eighths = Math.round(Math.max(0, Math.min(1, share)) * columns * 8);
  const full = Math.floor(eighths / 8);
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
  return padEnd('█'.repeat(full) + part, columns);
}

/** Stage names in one column, so that the lines of a journey stand in order. */
export function stageColumn(stage: Stage, { texts }: Look): string {
  const widest = Math.max(...Object.values(texts.views.stages).map(widthOf));
  return padEnd(texts.views.stages[stage], widest);
}

function amount(
  { done, total, bytes }: { readonly done: number; readonly total?: number; readonly bytes: number },
  { texts }: Look,
): string {
  const { progress } = texts.views;
  const records =
    total === undefined || total === done
      ? progress.records(done)
      : `${progress.of(done, total)} ${progress.recordsWord(total)}`;
  if (done === 0 && bytes > 0) return texts.format.bytes(bytes);
  return bytes > 0 ? `${records} · ${texts.format.bytes(bytes)}` : records;
}

function pauseLine(stage: StageTally, { texts, style }: Look): readonly string[] {
  if (stage.pause === undefined) return [];
  const { progress } = texts.views;
  const { reason, untilMs, method = '' } = stage.pause;
  const text =
    reason === 'limit'
      ? progress.pausedByLimit(untilMs)
      : reason === 'budget'
        ? progress.pausedByBudget(method, untilMs)
        : progress.pausedByUser;
  return [style.yellow(`  ‖ ${text}`)];
}

function kindLine(tally: KindTally, look: Look, columns: number): string {
  const { style, texts } = look;
  const title = padEnd(cut(look.titleOf(tally.kind), 26), 26);
  const numbers =
    tally.total === undefined ? texts.format.number(tally.done) : texts.views.progress.of(tally.done, tally.total);
  const share =
    tally.total === undefined || tally.total === 0 ? '' : bar(tally.done / tally.total, Math.min(24, columns - 60));
  return `  ${style.dim(title)}  ${padStart(numbers, 17)}  ${style.dim(share)}`.trimEnd();
}

/** The block that a terminal shows while a stage runs: at most `rows` lines. */
export function liveBlock(
  stage: StageTally,
  look: Look,
  frame: string,
  nowMs: number,
  columns: number,
): readonly string[] {
  const { texts, style } = look;
  const totals = totalsOf(stage);
  const numbers = stage.kinds.size === 0 ? '' : amount(totals, look);
  const facts = [stage.of ?? '', numbers].filter((part) => part !== '').join(style.dim(' · '));
  const head = `${style.cyan(frame)} ${style.bold(stageColumn(stage.stage, look))}  ${facts}`;
  const eta = stage.eta;
  const tail =
    eta === undefined || totals.done === 0
      ? texts.views.progress.tookMs(nowMs - stage.startedAtMs)
      : texts.views.progress.eta(eta.fromMs, eta.toMs, nowMs + eta.toMs);
  const line = `${head}  ${style.dim(tail)}`;
  const running = [...stage.kinds.values()].filter(({ state }) => state === 'running').slice(0, 4);
  const overall =
    totals.total === undefined || totals.total === 0
      ? []
      : [
          `  ${style.green(bar(totals.done / totals.total, Math.min(48, columns - 10)))} ${texts.format.percent(totals.done / totals.total)}`,
        ];
  return [
    ...(widthOf(line) <= columns ? [line] : [head, `  ${style.dim(cut(tail, columns - 2))}`]),
    ...overall,
    ...running.map((tally) => kindLine(tally, look, columns)),
    ...pauseLine(stage, look),
  ];
}

/** One line that says where a stage stands, for a log or for whoever asks. */
export function stateLine(stage: StageTally, { texts }: Look, nowMs: number): string {
  const { done, total } = totalsOf(stage);
  const { progress, stages } = texts.views;
  const amount = total === undefined ? progress.records(done) : progress.of(done, total);
  const { eta } = stage;
  const left = eta === undefined ? '' : ` · ${progress.eta(eta.fromMs, eta.toMs, nowMs + eta.toMs)}`;
  const name = stage.of === undefined ? stages[stage.stage] : `${stages[stage.stage]} · ${stage.of}`;
  return `  ${name}: ${amount}${left}`;
}

/** The one line that stays when a stage is over. */
export function finishedLine(stage: StageTally, look: Look, nowMs: number, facts?: string): string {
  const { texts, style } = look;
  const totals = totalsOf(stage);
  const sign = totals.incomplete > 0 ? style.yellow('!') : style.green('✓');
  const numbers = facts ?? (stage.kinds.size === 0 ? '' : amount({ done: totals.done, bytes: totals.bytes }, look));
  const took = texts.views.progress.tookMs(nowMs - stage.startedAtMs);
  return `${sign} ${stageColumn(stage.stage, look)}  ${[stage.of ?? '', numbers, style.dim(took)].filter((part) => part !== '').join(style.dim(' · '))}`;
}
