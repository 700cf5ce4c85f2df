import type { ResultOf } from '../../commands/runs.ts';
import { table, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { placeOf } from './place.ts';

export function show(result: ResultOf<'boxBackup'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const { format } = texts;
  const words = texts.box.backup;
  const { databases, folders, buckets, outside, verified, folder } = result;
  const rows = [
    ...databases.map((each) => [
      tame(each.database),
      words.tables(each.equal, each.rows),
      format.bytes(each.sizeBytes),
    ]),
    ...folders.map((each) => [tame(each.path), words.files(each.files), format.bytes(each.sizeBytes)]),
  ];
  for (const text of table(rows, [{ gives: true }, {}, { align: 'right' }], columns - 2)) line(`  ${text}`);
  const changed = [...databases, ...folders].flatMap(({ changedMeanwhile }) => changedMeanwhile);
  if (changed.length > 0) line(`${style.yellow('!')} ${words.changed(changed.length)}`);
  for (const name of changed.slice(0, 20)) line(`  ${tame(name)}`);
  for (const { path, target } of outside) line(`${style.yellow('!')} ${words.outside(tame(path), tame(target))}`);
  for (const { name, files, bytes } of buckets) line(`${style.yellow('!')} ${words.bucket(tame(name), files, bytes)}`);
  const wrong = [...databases, ...folders].flatMap((each) => each.wrong);
  for (const name of wrong.slice(0, 20)) line(`${style.red('✗')} ${tame(name)}`);
  line(
    verified
      ? `${style.green('✓')} ${style.bold(words.verified)} ${placeOf(folder)}`
      : `${style.red('✗')} ${style.bold(words.unverified)}`,
  );
}
