import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { notesQuery, recordQuery } from '../api/queries.ts';
import { useTexts } from '../app/settings.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { RichText } from '../parts/rich.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Shelves } from './shelves.tsx';

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

/** Knowledge bases as pages. */
export function Notes() {
  const { data, error, refetch } = useQuery(notesQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return (
    <Shelves kind="note-document" shelves={data}>
      {(id) => <Document key={id} id={id} />}
    </Shelves>
  );
}
