import type { ResultOf } from '../../commands/runs.ts';
import type { Page } from '../terminal.ts';
import { placeOf } from './place.ts';

export function show({ path, files, sizeBytes, encrypted }: ResultOf<'pack'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.pack;
  line(`${style.green('✓')} ${style.bold(words.packed(files, sizeBytes))}  ${placeOf(path)}`);
  line(style.dim(`  ${encrypted ? words.encrypted : words.plain}`));
}
