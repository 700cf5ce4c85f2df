import type { ResultOf } from '../../commands/runs.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

export function show({ archive, root, files, sizeBytes }: ResultOf<'seal'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.seal;
  line(`${style.green('✓')} ${style.bold(words.sealed(files, sizeBytes))}`);
  line(`  ${words.root} ${root.slice(0, 32)}…`);
  line(style.dim(`  ${words.check} cd ${placeOf(archive)} && sha512sum --quiet -c manifest-sha512.txt`));
  showNext('bye24 plan --kinds …', page);
}
