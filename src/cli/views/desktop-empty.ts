import type { ResultOf } from '../../commands/runs.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

export function show({ removal, emptied }: ResultOf<'desktopEmpty'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.desktop.empty;
  for (const path of emptied.left) {
    const [first = '', ...rest] = wrap(words.left(tame(path)), columns - 2);
    line(`${style.yellow('!')} ${first}`);
    for (const more of rest) line(`  ${more}`);
  }
  const mark = emptied.left.length === 0 ? style.green('✓') : style.yellow('!');
  line(`${mark} ${style.bold(words.gone(removal, emptied.files, emptied.bytes))}`);
}
