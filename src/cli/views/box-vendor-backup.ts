import type { ResultOf } from '../../commands/runs.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showMissing } from './missing.ts';
import { showNext } from './next.ts';
import { placeOf } from './place.ts';

export function show(result: ResultOf<'boxVendorBackup'>, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.box.vendorBackup;
  line(`${words.volumes(result.volumes, result.sizeBytes)} → ${words.content(result.files, result.bytes)}`);
  const rows = result.top.map(({ name, files, bytes }) => [
    name === '' ? words.top : `${tame(name)}/`,
    words.content(files, bytes),
  ]);
  for (const text of table(rows, [{ gives: true }, {}], columns - 2)) line(`  ${text}`);
  line(`  ${result.dump.length === 0 ? words.noDump : words.dump(result.dumpBytes)}`);
  line(`${style.green('✓')} ${style.bold(words.whole)}`);
  if (result.encrypted) line(`${style.yellow('!')} ${words.weak}`);
  line(style.dim(words.masked));
  for (const name of result.leftOut.slice(0, 20)) line(`${style.yellow('!')} ${words.leftOut(tame(name))}`);
  if (result.to !== undefined) line(`${words.unpacked} ${placeOf(result.to)}`);
  const { database, archive } = result;
  if (database !== undefined) {
    line(words.restored(tame(database.name), database.tables, database.rows));
    if (!database.kept) line(style.dim(words.dropped));
  }
  if (archive === undefined) return;
  const titleOf = titlesIn(texts.language);
  const kinds = archive.kinds.filter(({ kept }) => kept > 0);
  const lines = kinds.map(({ kind, kept, rows: all }) => [titleOf(kind), texts.box.export.records(kept, all)]);
  for (const text of table(lines, [{}, { gives: true }], columns - 2)) line(`  ${text}`);
  showMissing(archive.missing, titleOf, page);
  if (archive.missingKinds > 0) line(`${style.yellow('!')} ${texts.box.export.others(archive.missingKinds)}`);
  line(style.dim(placeOf(archive.path)));
  showNext('bye24 verify', page);
}
