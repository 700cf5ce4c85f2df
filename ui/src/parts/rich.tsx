import { Link } from '@tanstack/react-router';
import { createElement, type ReactNode } from 'react';

import type { Rich } from '../api/types.ts';

type Node = Exclude<Rich, string>;
type Place = 'text' | 'list' | 'table' | 'row';

/** Where a tag's children stand; tables and lists take nothing but their own parts. */
const inside: Partial<Readonly<Record<Node['tag'], Place>>> = { ul: 'list', ol: 'list', table: 'table', tr: 'row' };

function pointed({ href, to, tag }: Node, children: ReactNode): ReactNode {
  if (to !== undefined) {
    return (
      <Link
        to="/archive/$kind/$id"
        params={{ kind: to.kind, id: to.id }}
        className={tag === 'mention' ? 'mention' : undefined}
      >
        {children}
      </Link>
    );
  }
  if (href === undefined) return <span className="mention">{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

function Element({ node, place }: { readonly node: Node; readonly place: Place }): ReactNode {
  const { tag, title, level = 1 } = node;
  const children =
    node.children.length === 0 ? undefined : <Inside nodes={node.children} place={inside[tag] ?? 'text'} />;
  switch (tag) {
    case 'b':
    case 'i':
    case 'u':
    case 's':
    case 'p':
    case 'code':
      // A paragraph in a paragraph is none in HTML.
      return tag === 'p' ? <div className="rich-p">{children}</div> : createElement(tag, {}, children);
    case 'br':
      return <br />;
    case 'hr':
      return <hr />;
    case 'ul':
    case 'ol':
      return createElement(tag, { className: 'rich-list' }, children);
    case 'li':
      return place === 'list' ? <li>{children}</li> : <div>{children}</div>;
    case 'table':
      return (
        <div className="scroll-x">
          <table className="table">
            <tbody>{children}</tbody>
          </table>
        </div>
      );
    case 'tr':
      return place === 'table' ? <tr>{children}</tr> : <div>{children}</div>;
    case 'th':
    case 'td':
      return place === 'row' ? createElement(tag, {}, children) : <span>{children} </span>;
    case 'quote':
      return (
        <blockquote className="rich-quote">
          {title === undefined ? null : <cite>{title}</cite>}
          {children}
        </blockquote>
      );
    case 'pre':
      return <pre className="rich-code">{children}</pre>;
    case 'fold':
      return (
        <details>
          <summary>{title}</summary>
          {children}
        </details>
      );
    case 'heading':
      // Headings of a text do not take part in the outline of the page.
      return <div className={`rich-heading rich-heading-${Math.min(level, 4)}`}>{children}</div>;
    case 'link':
    case 'mention':
      return pointed(node, children);
    default:
      return tag satisfies never;
  }
}

function Inside({ nodes, place }: { readonly nodes: readonly Rich[]; readonly place: Place }): ReactNode {
  return nodes.map((node, index) => {
    if (typeof node === 'string') {
      if (place === 'text') return node;
      // A list's own children are items, a table's rows, a row's cells: words between them get a place of their own.
      if (node.trim() === '') return null;
      return place === 'list' ? <li key={index}>{node}</li> : null;
    }
    const fits =
      place === 'text' ||
      (place === 'list' && node.tag === 'li') ||
      (place === 'table' && node.tag === 'tr') ||
      (place === 'row' && (node.tag === 'td' || node.tag === 'th'));
    if (fits) return <Element key={index} node={node} place={place} />;
    return place === 'list' && node.tag !== 'br' ? (
      <li key={index}>
        <Element node={node} place="text" />
      </li>
    ) : null;
  });
}

/** A formatted text. Elements are made of a tree of known tags: nothing that somebody wrote ever becomes HTML. */
export function RichText({ nodes }: { readonly nodes: readonly Rich[] }) {
  return (
    <div className="rich">
      <Inside nodes={nodes} place="text" />
    </div>
  );
}
