import { type Printing, unresolved } from './printing.ts';
import { referenceOf } from './references.ts';
import { withoutTrailingSpaces } from './spaces.ts';
import type { ElementNode, MarkupNode } from './tree.ts';

function inside(nodes: readonly MarkupNode[], printing: Printing): string {
  return nodes.map((node) => print(node, printing)).join('');
}

function pointed(node: ElementNode, printing: Printing): string {
  const reference = referenceOf(node);
  const title = reference === undefined ? undefined : printing.resolve(reference)?.title;
  return title ?? reference?.id ?? node.value;
}

function link(node: ElementNode, printing: Printing): string {
  const text = inside(node.children, printing);
  if (node.value === '' || node.value === text) return text;
  return text === '' ? node.value : `${text} (${node.value})`;
}

function quoted(text: string, author: string): string {
  const lines = (author === '' ? text : `${author}:\n${text}`).trim().split('\n');
  return `\n${lines.map((line) => `> ${line}`).join('\n')}\n`;
}

function print(node: MarkupNode, printing: Printing): string {
  if (node.type === 'text') return node.text;
  const text = (): string => inside(node.children, printing);
  switch (node.tag) {
    case 'url':
      return link(node, printing);
    case 'br':
      return '\n';
    case 'p':
    case 'align':
    case 'table':
    case 'list':
    case 'spoiler':
      return `\n${node.value !== '' && node.tag === 'spoiler' ? `${node.value}\n` : ''}${text().trim()}\n`;
    case 'item':
      return `- ${text().trim()}\n`;
    case 'tr':
      return `${text().trim()}\n`;
    case 'td':
    case 'th':
      return `${text().trim()}\t`;
    case 'quote':
      return quoted(text(), node.value);
    case 'user':
    case 'project':
    case 'department':
    case 'chat':
    case 'command':
      return text() === '' ? pointed(node, printing) : text();
    case 'file':
      return `[${pointed(node, printing)}]`;
    case 'icon':
      return node.attributes['title'] ?? '';
    case 'timestamp':
      return node.value;
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'size':
    case 'font':
    case 'color':
    case 'img':
    case 'video':
    case 'code':
    case 'message':
    case 'call':
    case 'hidden':
      return text();
  }
}

/** The text without its tags: for search, calendars and tables. No letter outside of tags is lost. */
export function toPlain(nodes: readonly MarkupNode[], printing: Printing = unresolved): string {
  return withoutTrailingSpaces(inside(nodes, printing))
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
