import { titlesIn } from '../../commands/titles.ts';
import type { ResultOf } from '../../commands/runs.ts';
import { table } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showMissing } from './missing.ts';
import { showNext } from './next.ts';

export function show(result: ResultOf<'boxExport'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.box.export;
  const titleOf = titlesIn(texts.language);
  const rows = result.kinds.map(({ kind, kept, rows: all }) => [titleOf(kind), words.records(kept, all)]);
  for (const text of table(rows, [{}, { gives: true }], columns - 2)) line(`  ${text}`);
  if (result.uploads.files > 0) line(`  ${words.files(result.uploads.files, result.uploads.bytes)}`);
  showMissing(result.missing, titleOf, page);
  if (result.missingKinds > 0) line(`${style.yellow('!')} ${words.others(result.missingKinds)}`);
  line(
    result.state === 'complete'
      ? `${style.green('✓')} ${style.bold(words.complete)}`
      : `${style.yellow('!')} ${style.bold(words.incomplete)}`,
  );
  showNext('bye24 verify', page);
}
