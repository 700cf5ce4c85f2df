import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { searchQuery } from '../api/queries.ts';
import type { SearchAnswer } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { SearchBox } from './search-box.tsx';
import { WithArchive } from './shown.tsx';
import { Snippet } from './snippet.tsx';

function Facets({ answer, text }: { readonly answer: SearchAnswer; readonly text: string }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  return (
    <nav aria-label={ui.search.facets} className="facets">
      <Link to="/search" search={{ text }} className="chip" activeOptions={{ exact: true }}>
        {ui.search.everywhere}
      </Link>
      {answer.facets.map((facet) => (
        <Link
          key={facet.kind}
          to="/search"
          search={{ text, kind: facet.kind }}
          className="chip"
          activeOptions={{ exact: true }}
        >
          {kinds.many(facet.kind)} <span className="chip-count">{ui.search.atLeast(facet.count)}</span>
        </Link>
      ))}
    </nav>
  );
}

function Answer({ text, kind }: { readonly text: string; readonly kind: string | undefined }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const { data, error, refetch } = useQuery(searchQuery(text, kind === undefined ? [] : [kind]));
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  return (
    <div className="stack">
      <Facets answer={data} text={text} />
      {data.hits.length === 0 ? (
        <Empty title={ui.search.nothing(text)} more={ui.search.nothingMore} />
      ) : (
        <ul className="hits">
          {data.hits.map(({ key, name, snippet }) => (
            <li key={`${key.kind} ${key.id}`}>
              <Link to="/archive/$kind/$id" params={{ kind: key.kind, id: key.id }} className="hit-name breakable">
                {name === '' ? `${kinds.one(key.kind)} ${key.id}` : name}
              </Link>{' '}
              <span className="badge">{kinds.one(key.kind)}</span>
              <p className="soft small breakable">
                <Snippet text={snippet} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** One search over everything. */
export function Search() {
  const { ui } = useTexts();
  const { text = '', kind } = useSearch({ from: '/search' });
  const navigate = useNavigate();
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.search.lead}>{ui.pages.search}</PageTitle>
      <WithArchive>
        <SearchBox
          key={text}
          text={text}
          onSearch={(words) => void navigate({ to: '/search', search: { text: words } })}
        />
        {text === '' ? (
          <Empty title={ui.search.start} more={ui.search.startMore} />
        ) : (
          <Answer text={text} kind={kind} />
        )}
      </WithArchive>
    </div>
  );
}
