import { join } from 'node:path';

import type { ConvertResult, FormatsResult } from '../../commands/convert.ts';
import { table, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { placeOf } from './place.ts';

export function show(result: FormatsResult | ConvertResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.convert;
  if (result.type === 'formats') {
    const rows = result.formats.map(({ id, title }) => [style.cyan(id), title[texts.language]]);
    for (const text of table(rows, [{}, { gives: true }], columns)) line(text);
    return;
  }
  for (const { format, folder, losses } of result.written) {
    const hit = losses.filter(({ count }) => count > 0);
    line(`${hit.length === 0 ? style.green('✓') : style.yellow('!')} ${style.bold(format)}  ${placeOf(folder)}`);
    for (const { what, count } of hit) {
      for (const text of wrap(`${what[texts.language]} (${texts.format.number(count)})`, columns - 2))
        line(`  ${text}`);
    }
    line(style.dim(`  ${words.losses} ${placeOf(join(folder, 'LOSSES.md'))}`));
  }
  line();
  line(style.dim(`${words.mapping} ${placeOf(result.mapping)}`));
}
