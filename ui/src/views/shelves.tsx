import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import type { NoteNode, NoteShelf } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';

interface BranchProps {
  readonly kind: string;
  readonly nodes: readonly NoteNode[];
  readonly chosen: string;
}

function Branch({ kind, nodes, chosen }: BranchProps) {
  return (
    <ul className="note-list">
      {nodes.map(({ id, title, below }) => (
        <li key={id}>
          <Link
            to="/archive/$kind"
            params={{ kind }}
            search={{ view: 'pages', at: id }}
            aria-current={chosen === id ? 'page' : undefined}
            className="note-choice breakable"
          >
            {title}
          </Link>
          {below.length === 0 ? null : <Branch kind={kind} nodes={below} chosen={chosen} />}
        </li>
      ))}
    </ul>
  );
}

interface ShelvesProps {
  /** The kind whose pages these are. */
  readonly kind: string;
  readonly shelves: readonly NoteShelf[];
  /** The page that is read. */
  readonly children: (id: string) => ReactNode;
}

/** Books of pages: the contents at the left, a page at the right. */
export function Shelves({ kind, shelves, children }: ShelvesProps) {
  const { ui } = useTexts();
  const { at } = useSearch({ from: '/archive/$kind' });
  const chosen = at ?? shelves.map(({ documents }) => documents[0]?.id).find((id) => id !== undefined);
  if (chosen === undefined) return <Empty title={ui.notes.none} more={ui.notes.noneMore} />;
  return (
    <div className="notes">
      <nav aria-label={ui.notes.contents} className="note-tree">
        {shelves.map(({ id, name, documents }) => (
          <section key={id} aria-label={name}>
            <p className="note-shelf">{name}</p>
            <Branch kind={kind} nodes={documents} chosen={chosen} />
          </section>
        ))}
      </nav>
      {children(chosen)}
    </div>
  );
}
