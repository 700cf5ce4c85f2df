import { linkTo, type Resolve, type Rich } from './rich-node.ts';

/** `**bold**`, `*italic*`, `~~struck~~`, `` `code` ``, `[text](address)` and `![picture](address)` inside a line. */
const inline =
  /(!?)\[([^[\]\n]{0,1000})\]\(\s{0,9}<?(?=([^)\s>]{1,4096}))\3>?(?:\s[^)\n]{0,500})?\)|\*\*([^*\n]{1,2000})\*\*|~~([^~\n]{1,2000})~~|\*([^*\n]{1,2000})\*|`([^`\n]{1,2000})`|(https?:\/\/[^\s<>"')\]]{1,4096})/gu;

function spans(text: string, resolve: Resolve): readonly Rich[] {
  const found: Rich[] = [];
  let at = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > at) found.push(text.slice(at, match.index));
    at = match.index + match[0].length;
    const [, , label = '', address, bold, struck, slanted, code, bare] = match;
    if (address !== undefined) found.push(linkTo(address, label === '' ? [] : spans(label, resolve), resolve));
    else if (bold !== undefined) found.push({ tag: 'b', children: spans(bold, resolve) });
    else if (struck !== undefined) found.push({ tag: 's', children: spans(struck, resolve) });
    else if (slanted !== undefined) found.push({ tag: 'i', children: spans(slanted, resolve) });
    else if (code !== undefined) found.push({ tag: 'code', children: [code] });
    else if (bare !== undefined) found.push(linkTo(bare, [], resolve));
  }
  if (at < text.length) found.push(text.slice(at));
  return found;
}

const item = /^\s{0,20}(?:([-*+])|\d{1,9}[.)])\s+(.*)$/u;

function row(line: string, tag: 'th' | 'td', resolve: Resolve): Rich {
  const cells = line
    .trim()
    .replaceAll(/^\||\|$/gu, '')
    .split('|');
  return { tag: 'tr', children: cells.map((cell) => ({ tag, children: spans(cell.trim(), resolve) })) };
}

/** Lines from `from` on for which `belongs` holds. */
function run(lines: readonly string[], from: number, belongs: (line: string) => boolean): readonly string[] {
  let end = from;
  while (end < lines.length && belongs(lines[end] ?? '')) end++;
  return lines.slice(from, end);
}

/** Markdown of a knowledge base as a tree: headings, lists, quotes, code, tables, paragraphs. HTML in it stays text. */
export function richMarkdown(text: string, resolve: Resolve): readonly Rich[] {
  const lines = text.replaceAll(/\r\n?/gu, '\n').split('\n');
  const found: Rich[] = [];
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/u.exec(line);
    const [, marks = '', title = ''] = heading ?? [];
    if (line.trim() === '') at++;
    else if (/^\s{0,3}(?:```|~~~)/u.test(line)) {
      const body = run(lines, at + 1, (each) => !/^\s{0,3}(?:```|~~~)/u.test(each));
      found.push({ tag: 'pre', children: [body.join('\n')] });
      at += body.length + 2;
    } else if (heading !== null) {
      found.push({ tag: 'heading', level: marks.length, children: spans(title, resolve) });
      at++;
    } else if (/^\s{0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/u.test(line)) {
      found.push({ tag: 'hr', children: [] });
      at++;
    } else if (line.startsWith('>')) {
      const body = run(lines, at, (each) => each.startsWith('>'));
      const inner = body.map((each) => each.replace(/^>\s?/u, '')).join('\n');
      found.push({ tag: 'quote', children: spans(inner, resolve) });
      at += body.length;
    } else if (line.trimStart().startsWith('|') && /^[\s|:-]+$/u.test(lines[at + 1] ?? '')) {
      const body = run(lines, at + 2, (each) => each.trimStart().startsWith('|'));
      found.push({
        tag: 'table',
        children: [row(line, 'th', resolve), ...body.map((each) => row(each, 'td', resolve))],
      });
      at += body.length + 2;
    } else if (item.test(line)) {
      const body = run(lines, at, (each) => item.test(each) || (/^\s{2,}\S/u.test(each) && each.trim() !== ''));
      const bulleted = item.exec(line)?.[1] !== undefined;
      found.push({
        tag: bulleted ? 'ul' : 'ol',
        children: body.map((each) => ({ tag: 'li', children: spans(item.exec(each)?.[2] ?? each.trim(), resolve) })),
      });
      at += body.length;
    } else {
      const body = run(lines, at, (each) => each.trim() !== '' && !/^(?:#{1,6}\s|>|\s{0,3}(?:```|~~~))/u.test(each));
      const own = body.length === 0 ? [line] : body;
      found.push({ tag: 'p', children: spans(own.join('\n'), resolve) });
      at += own.length;
    }
  }
  return found;
}
