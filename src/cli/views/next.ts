import type { Page } from '../terminal.ts';

/** The command that comes next, so that nobody has to look for it. */
export function showNext(command: string, { texts, style, line }: Page): void {
  line();
  line(`${texts.views.next} ${style.cyan(command)}`);
}
