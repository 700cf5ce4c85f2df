import type { ResultOf } from '../../commands/runs.ts';
import { table, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';

export function show(result: ResultOf<'boxCache'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const { format } = texts;
  const words = texts.box.cache;
  const { files, bytes, places, rows, keys, left, leftCount, remarks, dryRun, what } = result;
  const lines = [
    ...places.map((place) => [tame(place.path), words.files(place.files), format.bytes(place.bytes)]),
    ...rows.map((each) => [each.table, words.rows(each.rows), '']),
    ...keys.map((each) => [tame(each.server), words.keys(each.keys), '']),
  ];
  for (const text of table(lines, [{ gives: true }, { align: 'right' }, { align: 'right' }], columns - 2))
    line(`  ${text}`);
  const sum = dryRun ? words.wouldGo(words.choices[what], files, bytes) : words.gone(words.choices[what], files, bytes);
  line(`${leftCount === 0 && remarks.length === 0 ? style.green('✓') : style.yellow('!')} ${style.bold(sum)}`);
  if (leftCount > 0) {
    line(words.left(leftCount));
    for (const { path, why } of left.slice(0, 20)) line(`  ${tame(path)} ${style.dim(words.whyLeft(why))}`);
  }
  for (const { remark, code = '' } of remarks) line(`${style.yellow('!')} ${words.remarks[remark](tame(code))}`);
}
