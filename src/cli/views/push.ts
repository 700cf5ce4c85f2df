import type { PushResult } from '../../commands/push.ts';
import { tame, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

const shown = 20;

export function show(result: PushResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const words = texts.views.push;
  const mark = result.straysCount === 0 ? style.green('✓') : style.yellow('!');
  line(`${mark} ${style.bold(tame(result.to))}`);
  line(`  ${words.counts(result.written, result.equal)}`);
  for (const { path, why, status, detail = '' } of result.strays.slice(0, shown)) {
    for (const one of wrap(
      `${tame(path)}: ${words.why[why]}${status === undefined ? '' : ` (${status})`}${detail === '' ? '' : `: ${tame(detail)}`}`,
      columns - 2,
    )) {
      line(`  ${style.yellow(one)}`);
    }
  }
  if (result.straysCount > shown) line(`  ${words.more(result.straysCount - shown)}`);
  for (const { what, count } of result.losses.filter((loss) => loss.count > 0)) {
    for (const one of wrap(`${what[texts.language]} (${texts.format.number(count)})`, columns - 2)) line(`  ${one}`);
  }
  if (result.people !== undefined) line(`  ${words.people(tame(result.people))}`);
  line(`  ${words.losses(tame(result.lossesPage))}`);
}
