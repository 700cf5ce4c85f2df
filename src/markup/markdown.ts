import { toHtml } from './html.ts';
import { type Printing, safeHref, unresolved } from './printing.ts';
import { referenceOf } from './references.ts';
import type { ElementNode, MarkupNode } from './tree.ts';

/** Characters that Markdown would read as marks. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll(/[\\`*_{}[\]<>|~]/gu, String.raw`\$&`)
    .replaceAll(/^([^\S\n]*)([#+-]|\d+[.)])(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll('&', '&amp;');
}

function inside(nodes: readonly MarkupNode[], printing: Printing): string {
  return nodes.map((node) => print(node, printing)).join('');
}

/** Marks must touch the words: `** bold **` is not bold. */
function around(mark: string, body: string): string {
  const core = body.trim();
  if (core === '' || core.includes('\n\n')) return body;
  const at = body.indexOf(core);
  return `${body.slice(0, at)}${mark}${core}${mark}${body.slice(at + core.length)}`;
}

function destination(href: string): string {
  return `<${href.replaceAll(/[<>\n]/gu, encodeURIComponent)}>`;
}

function pointer(node: ElementNode, printing: Printing, sign = ''): string {
  const reference = referenceOf(node);
  const target = reference === undefined ? undefined : printing.resolve(reference);
  const text = node.tag === 'img' || node.tag === 'video' ? '' : inside(node.children, printing);
  const body = text === '' ? escapeMarkdown(target?.title ?? reference?.id ?? node.value) : text;
  const href = target?.href ?? (reference?.to === 'link' ? safeHref(reference.id) : undefined);
  return href === undefined ? body : `${sign}[${body}](${destination(href)})`;
}

function indented(body: string, first: string): string {
  const space = ' '.repeat(first.length);
  return body
    .trim()
    .split('\n')
    .map((line, index) => (index === 0 ? first + line : line === '' ? '' : space + line))
    .join('\n');
}

function list(node: ElementNode, printing: Printing): string {
  const ordered = node.value !== '';
  const items = node.children
    .filter((child): child is ElementNode => child.type === 'element' && child.tag === 'item')
    .map((child, index) => indented(inside(child.children, printing), ordered ? `${index + 1}. ` : '- '));
  const stray = inside(
    node.children.filter((child) => (child.type === 'text' ? child.text.trim() !== '' : child.tag !== 'item')),
    printing,
  ).trim();
  return `\n\n${stray === '' ? '' : `${stray}\n\n`}${items.join('\n')}\n\n`;
}

const blocks = new Set(['list', 'table', 'quote', 'code', 'p', 'spoiler', 'align']);

function hasBlocks(nodes: readonly MarkupNode[]): boolean {
  return nodes.some((node) =>
    node.type === 'text' ? node.text.trim().includes('\n') : blocks.has(node.tag) || hasBlocks(node.children),
  );
}

function children(node: ElementNode, ...tags: readonly string[]): readonly ElementNode[] {
  return node.children.filter((child): child is ElementNode => child.type === 'element' && tags.includes(child.tag));
}

/** A pipe table where every cell is one line, HTML where one holds more: Markdown has no other way. */
function table(node: ElementNode, printing: Printing): string {
  const rows = children(node, 'tr').map((row) => children(row, 'td', 'th'));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const regular = node.children.every((child) =>
    child.type === 'text' ? child.text.trim() === '' : child.tag === 'tr',
  );
  if (width === 0 || !regular || rows.flat().some((cell) => hasBlocks(cell.children))) {
    return `\n\n${toHtml([node], printing)}\n\n`;
  }
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = rows.map((row) => row.map((cell) => inside(cell.children, printing).trim()));
  return `\n\n${[line(head), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n')}\n\n`;
}

function code(node: ElementNode): string {
  const text = node.children.map((child) => (child.type === 'text' ? child.text : '')).join('');
  const longest = Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
  if (!text.includes('\n') && longest === 0 && text.trim() !== '') return `\`${text}\``;
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `\n\n${fence}\n${text.replace(/^\n/u, '').replace(/\n$/u, '')}\n${fence}\n\n`;
}

function print(node: MarkupNode, printing: Printing): string {
  if (node.type === 'text') return escapeMarkdown(node.text).replaceAll(/(?<!\n)\n(?!\n)/gu, '  \n');
  const body = (): string => inside(node.children, printing);
  switch (node.tag) {
    case 'b':
      return around('**', body());
    case 'i':
      return around('*', body());
    case 's':
      return around('~~', body());
    case 'url':
    case 'user':
    case 'project':
    case 'department':
    case 'chat':
    case 'video':
      return pointer(node, printing);
    case 'img':
    case 'file':
      return pointer(node, printing, node.tag === 'img' ? '!' : '');
    case 'list':
      return list(node, printing);
    case 'table':
      return table(node, printing);
    case 'code':
      return code(node);
    case 'quote': {
      const text = node.value === '' ? body() : `**${escapeMarkdown(node.value)}**\n\n${body()}`;
      return `\n\n${text
        .trim()
        .split('\n')
        .map((line) => (line === '' ? '>' : `> ${line}`))
        .join('\n')}\n\n`;
    }
    case 'spoiler':
      return `\n\n${node.value === '' ? '' : `**${escapeMarkdown(node.value)}**\n\n`}${body().trim()}\n\n`;
    case 'p':
    case 'align':
    case 'tr':
      return `\n\n${body().trim()}\n\n`;
    case 'br':
      return '  \n';
    case 'command':
      return body() === '' ? escapeMarkdown(node.value) : body();
    case 'icon':
      return escapeMarkdown(node.attributes['title'] ?? '');
    case 'timestamp':
      return escapeMarkdown(node.value);
    case 'u':
    case 'size':
    case 'font':
    case 'color':
    case 'item':
    case 'td':
    case 'th':
    case 'message':
    case 'call':
    case 'hidden':
      return body();
  }
}

/** Markdown (CommonMark with tables and strike-through). Colours, sizes and fonts have no place in it and are dropped. */
export function toMarkdown(nodes: readonly MarkupNode[], printing: Printing = unresolved): string {
  return inside(nodes, printing)
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}
