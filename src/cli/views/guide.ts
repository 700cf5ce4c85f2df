import type { ResultOf } from '../../commands/runs.ts';
import { padEnd, widthOf, wrap } from '../layout.ts';
import type { Page } from '../terminal.ts';

type Topic = NonNullable<ResultOf<'guide'>['topic']>;
type Claim = Topic['answer'][number];
type Block = Topic['blocks'][number];

/** A claim with its sources' numbers behind it, its first line after a mark and the rest under it. */
function showClaim({ text, sources, note }: Claim, mark: string, { style, columns, line }: Page): void {
  const indent = ' '.repeat(widthOf(mark));
  const numbers = sources.map((number) => `[${String(number)}]`).join('');
  const tail = [numbers, note === undefined ? '' : `(${note})`].filter((part) => part !== '');
  const lines = wrap([text, ...tail].join(' '), columns - indent.length);
  for (const [index, one] of lines.entries()) {
    const painted = one.replaceAll(/\[\d+\]|`[^`]+`/gu, (part) =>
      part.startsWith('`') ? style.cyan(part.slice(1, -1)) : style.dim(part),
    );
    line((index === 0 ? mark : indent) + painted);
  }
}

function showBlock(block: Block, page: Page): void {
  const { style, line } = page;
  switch (block.block) {
    case 'facts':
    case 'steps':
      line();
      line(style.bold(block.title));
      for (const [index, claim] of block.claims.entries()) {
        showClaim(claim, block.block === 'steps' ? `${String(index + 1)}. `.padStart(5) : '  · ', page);
      }
      return;
    case 'warning':
      line();
      showClaim(block.claim, `${style.red('!')} `, page);
      return;
    case 'command':
      line();
      line(`  ${style.cyan(block.command)}`);
      showClaim({ text: block.what, sources: [] }, '    ', page);
      return;
    default:
      block satisfies never;
  }
}

function showTopic(topic: Topic, page: Page): void {
  const { style, columns, line } = page;
  for (const one of wrap(topic.question, columns)) line(style.bold(one));
  line();
  for (const claim of topic.answer) showClaim(claim, '', page);
  for (const block of topic.blocks) showBlock(block, page);
  if (topic.sources.length === 0) return;
  line();
  line(style.bold(topic.sourcesTitle));
  for (const { number, title, address, about } of topic.sources) {
    for (const [index, one] of wrap(`${title}: ${address} (${about})`, columns - 5).entries()) {
      line(style.dim((index === 0 ? `[${String(number)}]`.padEnd(5) : '     ') + one));
    }
  }
  for (const one of wrap(topic.sourcesNote, columns)) line(style.dim(one));
}

export function show({ title, intro, topic, topics }: ResultOf<'guide'>, page: Page): void {
  const { style, columns, line } = page;
  if (topic !== undefined) {
    showTopic(topic, page);
    return;
  }
  line(style.bold(title));
  for (const one of wrap(intro, columns)) line(one);
  line();
  const width = Math.max(...topics.map(({ id }) => widthOf(`bye24 guide ${id}`)));
  for (const { id, question } of topics) {
    const [first = '', ...rest] = wrap(question, columns - width - 4);
    line(`  ${style.cyan(padEnd(`bye24 guide ${id}`, width))}  ${first}`);
    for (const more of rest) line(`${' '.repeat(width + 4)}${more}`);
  }
}
