import { quoted, type RemovalPlanOf, type RemovalStepOf } from '../../commands/desktop-views.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

type Line = (text?: string) => void;

/** What a step does, in words. */
export function stepText(step: RemovalStepOf['step'], { texts }: Page): string {
  const words = texts.desktop.plan;
  switch (step.do) {
    case 'stop':
      return words.stop;
    case 'run':
      return words.purposes[step.purpose];
    case 'quarantine':
      return words.quarantine(tame(step.path));
    case 'takeLine':
      return words.takeLine(tame(step.path), tame(step.line));
    case 'registry':
      return words.registry;
    case 'moveDrive':
      return words.moveDrive(tame(step.path));
    default:
      return step satisfies never;
  }
}

function undoText(step: RemovalStepOf['step'], { texts }: Page): string | undefined {
  const { undo } = texts.desktop.plan;
  if (step.do === 'stop') return undefined;
  if (step.do !== 'run' || step.undo.by === 'run') return undo.restore;
  return step.undo.by === 'reinstall' ? undo.reinstall : undo.nothing;
}

function put(text: string, indent: string, { columns }: Page, line: Line, paint = (one: string) => one): void {
  for (const one of wrap(text, columns - indent.length)) line(indent + paint(one));
}

/** The folder of the drive: what it holds, what it does not, and what becomes of it. */
function showDrive({ drive, steps }: RemovalPlanOf, page: Page, line: Line): void {
  const { texts, style } = page;
  const words = texts.desktop.drive;
  for (const folder of drive) {
    line();
    line(`${style.yellow('!')} ${style.bold(words.title)}`);
    line(`  ${tame(folder.path)}  ${words.holds(folder.files, folder.sizeBytes)}`);
    put(words.bothWays, '  ', page, line);
    if (folder.placeholders > 0) put(words.placeholders(folder.placeholders), '  ', page, line, style.red);
    for (const name of folder.examples) line(style.dim(`    ${tame(name)}`));
    if (folder.empty > 0) put(words.empty(folder.empty), '  ', page, line);
    if (folder.neverUploaded > 0) put(words.neverUploaded(folder.neverUploaded), '  ', page, line);
    const goes = steps.some((step) => step.do === 'moveDrive' && step.path === folder.path);
    put(goes ? words.goes : words.stays, '  ', page, line);
    put(words.whole, '  ', page, line);
  }
}

/** Everything that would be done, each command as it would run, and what is left to a person. */
export function showRemovalPlan(plan: RemovalPlanOf, page: Page, line: Line = page.line): void {
  const { texts, style } = page;
  const words = texts.desktop.plan;
  showDrive(plan, page, line);
  line();
  if (plan.steps.length === 0) line(words.nothing);
  else line(style.bold(words.title(plan.steps.length)));
  for (const [number, step] of plan.steps.entries()) {
    put(`${String(number + 1)}. ${stepText(step, page)}`, '  ', page, line);
    const command = step.do === 'run' ? step.argv : undefined;
    if (command !== undefined) line(`     ${style.cyan(tame(quoted(command)))}`);
    if (step.do === 'registry') line(`     ${style.cyan(tame([step.key, step.value ?? ''].join(' ').trimEnd()))}`);
    const undo = undoText(step, page);
    if (undo !== undefined) line(style.dim(`     ${undo}`));
  }
  line();
  line(style.bold(words.byHand));
  for (const note of plan.byHand) {
    const [first = '', ...rest] = wrap(texts.desktop.hands[note], page.columns - 2);
    line(`${style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
  if (plan.steps.length > 0) line(style.dim(words.hash(plan.sha256)));
}

/** One line for a step that is about to be done; a command is shown as it will run. */
export function removalStepLine({ number, of, step, command }: RemovalStepOf, page: Page): string {
  const { texts, style } = page;
  const head = style.dim(texts.desktop.step(number, of));
  const shown = command === undefined ? '' : `  ${style.cyan(tame(quoted(command)))}`;
  return `${head} ${stepText(step, page)}${shown}`;
}

/** The words for a reason, or its code where there are none. */
export function reasonText(reason: string, { texts }: Page): string {
  const known: Readonly<Record<string, string>> = texts.desktop.reasons;
  return known[reason] ?? reason;
}
