import type { SearchResult } from '../../commands/search.ts';
import { oneTitleIn, titlesIn } from '../../commands/titles.ts';
import { cut, padEnd, tame, widthOf } from '../layout.ts';
import type { Page } from '../terminal.ts';
import { showNext } from './next.ts';

// oxlint-disable-next-line no-control-regex -- the archive marks matches with them
const marks = /\u0001([^\u0002]*)\u0002/gu;

export function show({ hits, facets, text }: SearchResult, page: Page): void {
  const { texts, style, columns, line } = page;
  const { views, format } = texts;
  const titleOf = oneTitleIn(texts.language);
  if (hits.length === 0) {
    line(views.search.nothing(text));
    return;
  }
  for (const { key, name, snippet, witnesses } of hits) {
    const where = `${titleOf(key.kind)} ${key.id}`;
    line(`${style.bold(cut(tame(name), columns - widthOf(where) - 2))}  ${style.dim(where)}`);
    // Matches are marked before the text is tamed, for the marks are control characters themselves.
    const parts = snippet.split(marks);
    const shown = parts.map((part, index) => (index % 2 === 1 ? style.yellow(tame(part)) : tame(part))).join('');
    if (shown.trim() !== '' && snippet.replaceAll(marks, '$1') !== name) line(`  ${shown}`);
    const seenBy = texts.team.views.seenBy(witnesses.map((witness) => witness.name));
    if (witnesses.length > 0) line(style.dim(`  ${cut(tame(seenBy), columns - 2)}`));
  }
  line();
  const counts = facets.map(
    ({ kind, count }) => `${padEnd(titlesIn(texts.language)(kind), 0)} ${format.number(count)}`,
  );
  line(style.dim(counts.join(' · ')));
  const [first] = hits;
  if (first !== undefined) showNext(`bye24 open ${first.key.kind} ${first.key.id}`, page);
}
