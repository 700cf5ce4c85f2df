import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';

import { notesQuery, recordQuery } from '../api/queries.ts';
import type { NoteNode } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { RichText } from '../parts/rich.tsx';
import { Waiting } from '../parts/waiting.tsx';

function Branch({ nodes, chosen }: { readonly nodes: readonly NoteNode[]; readonly chosen: string }) {
  return (
    <ul className="note-list">
      {nodes.map(({ id, title, below }) => (
        <li key={id}>
          <Link
            to="/archive/$kind"
            params={{ kind: 'note-document' }}
            search={{ view: 'pages', at: id }}
            aria-current={chosen === id ? 'page' : undefined}
            className="note-choice breakable"
          >
            {title}
          </Link>
          {below.length === 0 ? null : <Branch nodes={below} chosen={chosen} />}
        </li>
      ))}
    </ul>
  );
}

function Document({ id }: { readonly id: string }) {
  const { ui } = useTexts();
  const { data, error, refetch } = useQuery(recordQuery('note-document', id));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const text = data.rich['markdown'] ?? [];
  const { changedAtMs } = data.record;
  return (
    <article className="card note" aria-labelledby="note-title">
      <h2 id="note-title" className="breakable">
        {data.record.name}
      </h2>
      {changedAtMs === undefined ? null : <p className="soft small">{ui.record.changed(changedAtMs)}</p>}
      {text.length === 0 ? <p className="soft">{ui.record.empty}</p> : <RichText nodes={text} />}
      <p className="small">
        <Link to="/archive/$kind/$id" params={{ kind: 'note-document', id }}>
          {ui.record.allFields}
        </Link>
      </p>
    </article>
  );
}

function firstOf(nodes: readonly NoteNode[]): string | undefined {
  return nodes[0]?.id;
}

/** Knowledge bases as pages: the contents at the left, a document at the right. */
export function Notes() {
  const { ui } = useTexts();
  const { at } = useSearch({ from: '/archive/$kind' });
  const { data, error, refetch } = useQuery(notesQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const chosen = at ?? data.map(({ documents }) => firstOf(documents)).find((id) => id !== undefined);
  if (chosen === undefined) return <Empty title={ui.notes.none} more={ui.notes.noneMore} />;
  return (
    <div className="notes">
      <nav aria-label={ui.notes.contents} className="note-tree">
        {data.map(({ id, name, documents }) => (
          <section key={id} aria-label={name}>
            <p className="note-shelf">{name}</p>
            <Branch nodes={documents} chosen={chosen} />
          </section>
        ))}
      </nav>
      <Document key={chosen} id={chosen} />
    </div>
  );
}
