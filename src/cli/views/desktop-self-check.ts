import type { ResultOf } from '../../commands/runs.ts';
import { wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

/** The report is for sending: it stands here as it would be sent, between two lines of talk. */
export function show({ processor, systemVersion, report }: ResultOf<'desktopSelfCheck'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop.selfCheck;
  for (const one of wrap(words.title, columns)) line(style.bold(one));
  line(JSON.stringify({ processor, systemVersion, ...report }, undefined, 2));
  for (const one of wrap(words.send, columns)) line(one);
}
