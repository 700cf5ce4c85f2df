import type { Page } from '../terminal.ts';

/** Nothing is left to say once it has stopped: its address was said when it began. */
export function show(_result: unknown, { texts, line }: Page): void {
  line(texts.views.notices.uiStopped);
}
