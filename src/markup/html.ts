import { type Printing, safeHref, unresolved } from './printing.ts';
import { referenceOf } from './references.ts';
import type { ElementNode, MarkupNode } from './tree.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that may stand in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? character);
}

function inside(nodes: readonly MarkupNode[], printing: Printing): string {
  return nodes.map((node) => print(node, printing)).join('');
}

function anchor(href: string | undefined, body: string): string {
  return href === undefined ? body : `<a href="${escapeHtml(href)}" rel="noopener noreferrer">${body}</a>`;
}

function pointer(node: ElementNode, printing: Printing): string {
  const reference = referenceOf(node);
  const target = reference === undefined ? undefined : printing.resolve(reference);
  const text = inside(node.children, printing);
  const body = text === '' ? escapeHtml(target?.title ?? reference?.id ?? node.value) : text;
  const written = reference?.to === 'link' ? safeHref(reference.id) : undefined;
  return anchor(target?.href ?? written, body);
}

/** Only what was resolved into the archive is shown as a picture: no page of an archive asks another host. */
function picture(node: ElementNode, printing: Printing): string {
  const reference = referenceOf(node);
  const target = reference === undefined ? undefined : printing.resolve(reference);
  if (target?.href === undefined) return pointer(node, printing);
  return `<img src="${escapeHtml(target.href)}" alt="${escapeHtml(target.title ?? '')}" />`;
}

const colours = /^(?:#[0-9a-f]{3}|#[0-9a-f]{6}|[a-z]{3,20})$/iu;

function styled(node: ElementNode, body: string): string {
  if (node.tag === 'color' && colours.test(node.value)) return `<span style="color:${node.value}">${body}</span>`;
  if (node.tag === 'align') return `<div style="text-align:${node.value}">${body}</div>`;
  return body;
}

function list(node: ElementNode, body: string): string {
  if (node.value === '1') return `<ol>${body}</ol>`;
  return node.value.toLowerCase() === 'a' ? `<ol type="a">${body}</ol>` : `<ul>${body}</ul>`;
}

function print(node: MarkupNode, printing: Printing): string {
  if (node.type === 'text') return escapeHtml(node.text).replaceAll('\n', '<br />');
  const body = (): string => inside(node.children, printing);
  switch (node.tag) {
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'p':
    case 'table':
    case 'tr':
    case 'th':
    case 'td':
      return `<${node.tag}>${body()}</${node.tag}>`;
    case 'color':
    case 'align':
      return styled(node, body());
    case 'url':
    case 'user':
    case 'project':
    case 'department':
    case 'chat':
    case 'video':
      return pointer(node, printing);
    case 'img':
    case 'file':
      return picture(node, printing);
    case 'list':
      return list(node, body());
    case 'item':
      return `<li>${body()}</li>`;
    case 'quote':
      return `<blockquote>${node.value === '' ? '' : `<cite>${escapeHtml(node.value)}</cite><br />`}${body()}</blockquote>`;
    case 'code':
      return `<pre><code>${escapeHtml(node.children.map((child) => (child.type === 'text' ? child.text : '')).join(''))}</code></pre>`;
    case 'spoiler':
      return `<details><summary>${escapeHtml(node.value === '' ? '…' : node.value)}</summary>${body()}</details>`;
    case 'br':
      return '<br />';
    case 'command':
      return body() === '' ? escapeHtml(node.value) : body();
    case 'icon':
      return escapeHtml(node.attributes['title'] ?? '');
    case 'timestamp':
      return escapeHtml(node.value);
    case 'size':
    case 'font':
    case 'message':
    case 'call':
    case 'hidden':
      return body();
  }
}

/**
 * HTML that is safe to show: every text escaped, tags and attributes of our own choosing only, links to http, mail, phone
 * and the archive, no script, no picture from elsewhere.
 */
export function toHtml(nodes: readonly MarkupNode[], printing: Printing = unresolved): string {
  return inside(nodes, printing);
}
