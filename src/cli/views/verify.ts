import type { ResultOf } from '../../commands/runs.ts';
import type { PortalComparison } from '../../commands/verify.ts';
import { titlesIn } from '../../commands/titles.ts';
import { table, tame } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showMissing } from './missing.ts';
import { showNext } from './next.ts';

function showComparison({ kinds, missing, agrees }: PortalComparison, page: Page): void {
  const { texts, style, columns, line } = page;
  const { compare } = texts.views;
  const titleOf = titlesIn(texts.language);
  line(
    agrees
      ? `${style.green('✓')} ${style.bold(compare.agrees)}`
      : `${style.yellow('!')} ${style.bold(compare.differs)}`,
  );
  const rows = kinds
    .filter(({ changed, fresh, gone }) => changed + fresh + gone > 0)
    .map(({ kind, changed, fresh, gone }) => [titleOf(kind), compare.counts(changed, fresh, gone)]);
  for (const text of table(rows, [{}, { gives: true }], columns)) line(`  ${text}`);
  showMissing(missing, titleOf, page);
}

export function show(result: ResultOf<'verify'>, page: Page): void {
  const { texts, style, line } = page;
  const words = texts.views.verify;
  line(words.read(result.records, result.files, result.contents, result.bytes));
  if (result.damageCount === 0) {
    line(`${style.green('✓')} ${style.bold(result.sealed ? words.soundAndSealed : words.sound)}`);
    for (const { name, records, alone } of result.witnesses) {
      line(style.dim(`  ${tame(name)}: ${texts.team.views.exported.complete(records, alone)}`));
    }
    if (result.comparison !== undefined) showComparison(result.comparison, page);
    showNext(result.unfinished ? 'bye24 export' : result.sealed ? 'bye24 plan --kinds …' : 'bye24 seal', page);
    return;
  }
  line(`${style.red('✗')} ${style.bold(words.damaged(result.damageCount))}`);
  for (const { code, path, key, message } of result.damage.slice(0, 20)) {
    const where = key === undefined ? (path ?? '') : `${key.kind} ${key.id}`;
    line(`  ${words.damage[code]}: ${tame(where)} ${style.dim(tame(message))}`);
  }
  if (result.damageCount > 20) line(style.dim(`  ${words.more(result.damageCount - 20)}`));
  line(words.whatNow);
}
