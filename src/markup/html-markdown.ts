import { escapeMarkdown } from './markdown.ts';
import { safeHref } from './printing.ts';
import { Growing, withoutTrailingSpaces } from './spaces.ts';
import { withoutEntities } from './text.ts';

interface Tag {
  readonly name: string;
  readonly closes: boolean;
  readonly attributes: string;
}

const signs: Readonly<Record<string, string>> = {
  b: '**',
  strong: '**',
  i: '*',
  em: '*',
  s: '~~',
  del: '~~',
  code: '`',
};
const blocks = new Set([
  'p',
  'div',
  'section',
  'article',
  'header',
  'footer',
  'blockquote',
  'pre',
  'ul',
  'ol',
  'table',
  'figure',
]);

function attribute(tag: Tag, name: string): string {
  const found = new RegExp(String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))`, 'iu').exec(
    tag.attributes,
  );
  return withoutEntities(found?.[1] ?? found?.[2] ?? found?.[3] ?? '').trim();
}

/** Lists that lie deeper are written no further to the right. */
const indentMax = 32;

function withoutLastBreaks(cell: string): string {
  let end = cell.length;
  for (;;) {
    if (cell.endsWith('<br>', end)) end -= 4;
    else if (end > 0 && /\s/u.test(cell[end - 1] ?? '')) end -= 1;
    else return cell.slice(0, end);
  }
}

/** What the writer is inside of, and what is written so far. */
class Writer {
  readonly #lines = new Growing();
  #row: string[] | undefined;
  #cell: Growing | undefined;
  #rows = 0;
  readonly #lists: { ordered: boolean; count: number }[] = [];
  readonly #links: string[] = [];

  get text(): string {
    return withoutTrailingSpaces(this.#lines.text)
      .replaceAll(/\n{3,}/gu, '\n\n')
      .trim();
  }

  #write(text: string): void {
    (this.#cell ?? this.#lines).add(text);
  }

  words(text: string): void {
    const plain = withoutEntities(text).replaceAll(/\s+/gu, ' ');
    if (plain.trim() !== '' || (plain !== '' && !(this.#cell ?? this.#lines).endsInSpace))
      this.#write(escapeMarkdown(plain));
  }

  /** Inside a cell a new line would end the table: it becomes a break. */
  #block(): void {
    if (this.#cell !== undefined) this.#cell.add(this.#cell.isBlank ? '' : '<br>');
    else if (!this.#lines.isEmpty) this.#onNewLine('\n\n');
  }

  #onNewLine(text: string): void {
    this.#lines.trimEnd();
    this.#lines.add(text);
  }

  tag(tag: Tag): void {
    const { name, closes } = tag;
    const sign = signs[name];
    if (sign !== undefined) this.#write(sign);
    else if (/^h[1-6]$/u.test(name)) {
      this.#block();
      if (!closes) this.#write(`${'#'.repeat(Number(name[1]))} `);
    } else if (name === 'br') this.#write(this.#cell === undefined ? '\\\n' : '<br>');
    else if (name === 'hr') this.#lines.add('\n\n---\n\n');
    else if (name === 'a') this.#link(tag);
    else if (name === 'img') this.#picture(tag);
    else if (name === 'ul' || name === 'ol') this.#list(name === 'ol', closes);
    else if (name === 'li') this.#item(closes);
    else if (name === 'tr') this.#tableRow(closes);
    else if (name === 'td' || name === 'th') this.#tableCell(closes);
    else if (blocks.has(name)) {
      if (name === 'table') this.#rows = 0;
      this.#block();
      if (name === 'blockquote' && !closes) this.#write('> ');
    }
  }

  #link(tag: Tag): void {
    if (!tag.closes) {
      const href = safeHref(attribute(tag, 'href')) ?? '';
      this.#links.push(href);
      if (href !== '') this.#write('[');
      return;
    }
    const href = this.#links.pop() ?? '';
    if (href !== '') this.#write(`](<${href.replaceAll(/[<>\n]/gu, '')}>)`);
  }

  #picture(tag: Tag): void {
    const source = safeHref(attribute(tag, 'src'));
    const title = escapeMarkdown(attribute(tag, 'alt'));
    // A picture of a site lies on another host: a link does not ask it for anything until somebody follows.
    if (source !== undefined) this.#write(`[${title || 'image'}](<${source.replaceAll(/[<>\n]/gu, '')}>)`);
  }

  #list(ordered: boolean, closes: boolean): void {
    if (closes) this.#lists.pop();
    else this.#lists.push({ ordered, count: 0 });
    if (this.#lists.length <= (closes ? 0 : 1)) this.#block();
  }

  #item(closes: boolean): void {
    if (closes) return;
    const list = this.#lists.at(-1);
    if (list !== undefined) list.count += 1;
    const mark = list?.ordered === true ? `${list.count}. ` : '- ';
    if (this.#cell !== undefined) this.#cell.add(`${this.#cell.isBlank ? '' : '<br>'}${mark}`);
    else this.#onNewLine(`\n${'  '.repeat(Math.min(indentMax, Math.max(0, this.#lists.length - 1)))}${mark}`);
  }

  #tableRow(closes: boolean): void {
    if (!closes) {
      this.#row = [];
      return;
    }
    const row = this.#row ?? [];
    this.#row = undefined;
    if (row.length === 0) return;
    this.#onNewLine(`${this.#rows === 0 ? '\n\n' : '\n'}| ${row.join(' | ')} |`);
    // The first row stands in for a header, which Markdown insists on.
    if (this.#rows === 0) this.#lines.add(`\n|${' --- |'.repeat(row.length)}`);
    this.#rows += 1;
  }

  #tableCell(closes: boolean): void {
    if (!closes) {
      this.#cell = new Growing();
      return;
    }
    const cell = withoutLastBreaks(this.#cell?.text ?? '')
      .replaceAll(/\s+/gu, ' ')
      .trim();
    this.#cell = undefined;
    this.#row?.push(cell);
  }
}

/**
 * HTML as Markdown: headings, lists, tables, links, emphasis. Scripts and styles go with what they hold; what else is
 * unknown leaves its words. Nothing of the result runs, whatever the page held.
 */
export function htmlToMarkdown(html: string): string {
  const writer = new Writer();
  const clean = html
    .replaceAll(/<!--[^]*?(?:-->|$)/gu, '')
    .replaceAll(/<(script|style|template|svg|noscript)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/giu, '');
  for (const [, words = '', closing, name = '', attributes = ''] of clean.matchAll(
    /([^<]*)(?:<(\/?)([a-z][a-z0-9]*)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*|(?:"[^"]{0,500}"|'[^']{0,500}'|[^"'<>]){0,400})>|<|$)/giu,
  )) {
    writer.words(words);
    if (name !== '') writer.tag({ name: name.toLowerCase(), closes: closing === '/', attributes });
  }
  return writer.text;
}
