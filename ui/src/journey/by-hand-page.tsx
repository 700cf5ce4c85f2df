import { useQuery } from '@tanstack/react-query';

import { planQuery, reportQuery, stateQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Empty } from '../parts/empty.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsArchive } from './needs.tsx';

function Steps() {
  const { ui } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  const { data } = useQuery(planQuery({ type: 'byHand', limit: 500 }));
  const { data: report } = useQuery(reportQuery);
  if (data === undefined) return <Waiting />;
  const hands = data.entries.flatMap((entry) => (entry.type === 'byHand' ? [entry.byHand] : []));
  if (hands.length === 0) return <Empty title={ui.byHand.none} more={ui.byHand.noneMore} />;
  const doneBy = new Map((report?.byHand ?? []).map((hand) => [hand.number, hand.doneBy]));
  const done = hands.filter(({ number }) => doneBy.get(number) !== undefined).length;
  return (
    <div className="stack">
      <p className="headline">{ui.byHand.sum(done, hands.length)}</p>
      <ol className="hand-list">
        {hands.map(({ number, kind, name, steps, why, url, check }) => {
          const by = doneBy.get(number);
          return (
            <li key={number} className="card">
              <div className="row spread">
                <h2 className="breakable">{name === '' ? kinds.one(kind) : name}</h2>
                <span className="badge" data-look={by === undefined ? 'warning' : 'good'}>
                  {by === undefined ? (check === 'api' ? ui.byHand.api : ui.byHand.person) : `✓ ${ui.byHand.done(by)}`}
                </span>
              </div>
              <p className="soft small">{kinds.many(kind)}</p>
              <p>{steps[language]}</p>
              <details>
                <summary>{ui.byHand.why}</summary>
                <p className="soft">{why[language]}</p>
              </details>
              {url === undefined ? null : (
                <div>
                  <a className="button button-small" href={url} target="_blank" rel="noreferrer">
                    {ui.byHand.open} ↗<span className="visually-hidden">: {name}</span>
                  </a>
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

export function ByHand() {
  const { ui } = useTexts();
  const { data: state } = useQuery(stateQuery);
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.byHand.lead}>{ui.pages.byHand}</PageTitle>
      {state === undefined ? (
        <Waiting />
      ) : state.archive === undefined ? (
        <NeedsArchive />
      ) : state.status?.plan === undefined ? (
        <Empty title={ui.byHand.none} more={ui.byHand.noneMore} />
      ) : (
        <Steps />
      )}
    </div>
  );
}
