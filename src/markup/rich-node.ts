import { parseMarkup } from './parse.ts';
import { safeHref } from './printing.ts';
import { type MarkupReference, referenceOf } from './references.ts';
import type { ElementNode, MarkupNode } from './tree.ts';

/** Tags that a text may be shown with: a list of our own, so that nothing else can ever come out of a text. */
export type RichTag =
  | 'b'
  | 'i'
  | 'u'
  | 's'
  | 'p'
  | 'br'
  | 'hr'
  | 'ul'
  | 'ol'
  | 'li'
  | 'table'
  | 'tr'
  | 'th'
  | 'td'
  | 'quote'
  | 'code'
  | 'pre'
  | 'fold'
  | 'heading'
  | 'link'
  | 'mention';

/** A record that a text points to, by its kind and id in the archive. */
export interface RichTarget {
  readonly kind: string;
  readonly id: string;
}

/** A formatted text as a tree without any markup: who shows it makes elements of it, never HTML. */
export type Rich =
  | string
  | {
      readonly tag: RichTag;
      readonly children: readonly Rich[];
      /** http, https, mailto or tel alone. */
      readonly href?: string;
      /** Of a link or a mention: the record of the archive that it stands for. */
      readonly to?: RichTarget;
      /** Of a fold or a quote. */
      readonly title?: string;
      /** Of a heading, from 1 on. */
      readonly level?: number;
    };

/** What a reference stands for in the archive, and what that is called. */
export type Resolve = (
  reference: MarkupReference,
) => { readonly to?: RichTarget | undefined; readonly title?: string | undefined } | undefined;

function inside(nodes: readonly MarkupNode[], resolve: Resolve): readonly Rich[] {
  return nodes.flatMap((node) => richNode(node, resolve));
}

/** Lines of a plain text. */
export function lines(text: string): readonly Rich[] {
  return text
    .split('\n')
    .flatMap((line, index): readonly Rich[] => (index === 0 ? [line] : [{ tag: 'br', children: [] }, line]))
    .filter((part) => part !== '');
}

/** An address as a link; what may not stand in one is shown as text. */
export function linkTo(address: string, children: readonly Rich[], resolve: Resolve): Rich {
  const found = resolve({ to: 'link', id: address });
  const body = children.length > 0 ? children : [found?.title ?? address];
  if (found?.to !== undefined) return { tag: 'link', to: found.to, children: body };
  const href = safeHref(address);
  // A path of the portal leads nowhere from here.
  return href === undefined || !/^(?:https?:|mailto:|tel:)/iu.test(href)
    ? { tag: 'mention', children: body }
    : { tag: 'link', href, children: body };
}

function pointer(node: ElementNode, resolve: Resolve): Rich {
  const reference = referenceOf(node);
  const children = inside(node.children, resolve);
  if (reference === undefined) return { tag: 'mention', children: children.length > 0 ? children : [node.value] };
  if (reference.to === 'link') return linkTo(reference.id, node.value === '' ? [] : children, resolve);
  const found = resolve(reference);
  const body = children.length > 0 ? children : [found?.title ?? reference.id];
  return { tag: 'mention', children: body, ...(found?.to === undefined ? {} : { to: found.to }) };
}

function richNode(node: MarkupNode, resolve: Resolve): readonly Rich[] {
  if (node.type === 'text') return lines(node.text);
  const body = (): readonly Rich[] => inside(node.children, resolve);
  const { tag, value } = node;
  switch (tag) {
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'p':
    case 'table':
    case 'tr':
    case 'th':
    case 'td':
      return [{ tag, children: body() }];
    case 'br':
      return [{ tag: 'br', children: [] }];
    case 'url':
    case 'user':
    case 'project':
    case 'department':
    case 'chat':
    case 'video':
    case 'img':
    case 'file':
      return [pointer(node, resolve)];
    case 'list':
      return [{ tag: value === '1' || value.toLowerCase() === 'a' ? 'ol' : 'ul', children: body() }];
    case 'item':
      return [{ tag: 'li', children: body() }];
    case 'quote':
      return [{ tag: 'quote', children: body(), ...(value === '' ? {} : { title: value }) }];
    case 'code':
      return [{ tag: 'pre', children: node.children.map((child) => (child.type === 'text' ? child.text : '')) }];
    case 'spoiler':
      return [{ tag: 'fold', title: value === '' ? '…' : value, children: body() }];
    case 'command':
      return node.children.length === 0 ? [value] : body();
    case 'icon':
      return [node.attributes['title'] ?? ''];
    case 'timestamp':
      return [value];
    case 'color':
    case 'align':
    case 'size':
    case 'font':
    case 'message':
    case 'call':
    case 'hidden':
      return body();
    default:
      return tag satisfies never;
  }
}

/** Tags in brackets, wherever they stand. */
export function richBrackets(text: string, dialect: 'document' | 'chat', resolve: Resolve): readonly Rich[] {
  return inside(parseMarkup(text, dialect), resolve);
}
