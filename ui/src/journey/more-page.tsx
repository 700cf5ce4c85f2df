import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { commandsQuery } from '../api/queries.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';

/** Every command of the table that a page can start: whatever bye24 learns appears here by itself. */
export function More() {
  const { ui, commands: words, help } = useTexts();
  const { data, error, refetch } = useQuery(commandsQuery);
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.more.lead}>{ui.pages.more}</PageTitle>
      {error === null ? null : <ErrorCard error={error} onRetry={() => void refetch()} />}
      {data === undefined ? (
        error === null ? (
          <Waiting />
        ) : null
      ) : (
        [...Map.groupBy(data, ({ group }) => group)].map(([group, list]) => (
          <section key={group} className="stack" aria-labelledby={`group-${group}`}>
            <h2 id={`group-${group}`}>{help.groups[group]}</h2>
            <ul className="cards">
              {list.map(({ name, words: typed }) => (
                <li key={name}>
                  <Link to="/more/$command" params={{ command: name }} className="card card-link">
                    <code>{typed.join(' ')}</code>
                    <span>{words[name].summary}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))
      )}
    </div>
  );
}
