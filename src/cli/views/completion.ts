import type { CompletionResult } from '../../commands/completion.ts';
import type { Page } from '../terminal.ts';

/** The script alone, for `source <(…)`. */
export function show({ script }: CompletionResult, { line }: Page): void {
  line(script.trimEnd());
}
