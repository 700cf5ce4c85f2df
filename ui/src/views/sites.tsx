import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { sitePageQuery, sitesQuery } from '../api/queries.ts';
import { useTexts } from '../app/settings.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { RichText } from '../parts/rich.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Shelves } from './shelves.tsx';

function Page({ id }: { readonly id: string }) {
  const { ui } = useTexts();
  const { data, error, refetch } = useQuery(sitePageQuery(id));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const { name, changedAtMs, blocks } = data;
  const said = blocks.filter(({ text }) => text.length > 0);
  return (
    <article className="card note" aria-labelledby="note-title">
      <h2 id="note-title" className="breakable">
        {name}
      </h2>
      {changedAtMs === undefined ? null : <p className="soft small">{ui.record.changed(changedAtMs)}</p>}
      {said.length === 0 ? (
        <p className="soft">{ui.record.empty}</p>
      ) : (
        said.map(({ id: block, text }) => <RichText key={block} nodes={text} />)
      )}
      <p className="soft small">{ui.notes.words}</p>
      <p className="small">
        <Link to="/archive/$kind/$id" params={{ kind: 'page', id }}>
          {ui.record.allFields}
        </Link>
      </p>
    </article>
  );
}

/** Sites, shops and knowledge bases of the old kind as pages: their words, without the layout. */
export function Sites() {
  const { data, error, refetch } = useQuery(sitesQuery);
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return (
    <Shelves kind="page" shelves={data}>
      {(id) => <Page key={id} id={id} />}
    </Shelves>
  );
}
