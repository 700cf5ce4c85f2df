import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';

import { archiveQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { SearchBox } from './search-box.tsx';
import { WithArchive } from './shown.tsx';

function List() {
  const { ui, format, views } = useTexts();
  const kinds = useKinds();
  const { data, error, refetch } = useQuery(archiveQuery);
  const navigate = useNavigate();
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting />;
  const filled = data.kinds.filter(({ count }) => count > 0);
  if (filled.length === 0) {
    return (
      <Empty title={ui.archive.empty} more={ui.archive.emptyMore}>
        <Link to="/export" className="button" data-look="go">
          {ui.pages.export}
        </Link>
      </Empty>
    );
  }
  const rank = new Map(kinds.all.map(({ id }, index) => [id, index]));
  const sorted = filled.toSorted((a, b) => (rank.get(a.kind) ?? 999) - (rank.get(b.kind) ?? 999));
  const takenAtMs = data.lastRun?.finishedAtMs ?? data.lastRun?.startedAtMs;
  return (
    <div className="stack-loose">
      <SearchBox onSearch={(text) => void navigate({ to: '/search', search: { text } })} />
      <p className="soft breakable">
        {views.open.sum(data.records, undefined)} · {data.portal}
        {takenAtMs === undefined ? '' : ` · ${ui.archive.taken(takenAtMs)}`}
      </p>
      {[...Map.groupBy(sorted, ({ kind }) => kinds.find(kind)?.group ?? 'other')].map(([group, list]) => (
        <section key={group} className="stack" aria-labelledby={`group-${group}`}>
          <h2 id={`group-${group}`}>{ui.groups[group]}</h2>
          <ul className="tiles">
            {list.map(({ kind, count, complete }) => (
              <li key={kind}>
                <Link to="/archive/$kind" params={{ kind }} className="tile tile-link">
                  <span>
                    {kinds.many(kind)}{' '}
                    {complete ? null : (
                      <span className="badge" data-look="warning">
                        {ui.archive.notWhole}
                      </span>
                    )}
                  </span>
                  <strong className="tile-number">{format.number(count)}</strong>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** The door to the archive: kinds in groups with their numbers. */
export function ArchiveKinds() {
  const { ui } = useTexts();
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.archive.lead}>{ui.library}</PageTitle>
      <WithArchive>
        <List />
      </WithArchive>
    </div>
  );
}
