import type { ByHandResult } from '../../commands/by-hand.ts';
import { handNameOf, titlesIn } from '../../commands/titles.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

export function show({ items, files, open }: ByHandResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.byHand;
  const { language } = texts;
  const titleOf = titlesIn(language);
  for (const item of items) {
    const { number, steps, why, url, check, doneBy } = item;
    line(
      `${doneBy === undefined ? style.yellow('[ ]') : style.green('[x]')} ${number}. ${tame(handNameOf(item, texts))}`,
    );
    for (const text of [steps[language], why[language]]) {
      for (const one of wrap(tame(text), columns - 4)) line(`    ${one}`);
    }
    if (url !== undefined) line(`    ${style.cyan(tame(url))}`);
    line(style.dim(`    ${doneBy === undefined ? words.check[check] : words.done(tame(doneBy))}`));
  }
  if (files.length > 0) {
    line(style.bold(words.files(files.length)));
    for (const { kind, id, name, link } of files) {
      line(`  ${tame(`${titleOf(kind)} ${id}: ${name}`)}`);
      if (link !== undefined) line(`    ${style.cyan(tame(link))}`);
    }
  }
  line(style.bold(words.open(open)));
}
