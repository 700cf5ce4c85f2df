import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { chooseArchive, choosePortal, startDemo } from '../api/actions.ts';
import { runsQuery, stateQuery } from '../api/queries.ts';
import type { State } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { nextStep } from '../app/steps.ts';
import { ConnectCard } from '../journey/connect-card.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';

function ArchiveCard({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const words = ui.start.archive;
  const [path, setPath] = useState('');
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const open = (wanted: string): void => {
    setError(undefined);
    const go = async (): Promise<void> => {
      await chooseArchive(wanted);
      await queries.resetQueries();
      await navigate({ to: '/archive' });
    };
    go().catch((reason: unknown) => setError(reason));
  };
  return (
    <section className="card" aria-labelledby="open-title">
      <h2 id="open-title">{words.title}</h2>
      <p className="soft">{words.more}</p>
      {state.archives.length === 0 ? (
        <p className="soft small breakable">{words.none(state.folder)}</p>
      ) : (
        <>
          <p className="small">{words.found}</p>
          <ul className="stack-tight">
            {state.archives.map(({ path: found, name }) => (
              <li key={found}>
                <Button className="wide breakable" onClick={() => open(found)}>
                  {name}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <form
        className="stack card-end"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          open(path);
        }}
      >
        <div className="field">
          <label htmlFor="archive-path">{words.label}</label>
          <input
            id="archive-path"
            required
            value={path}
            placeholder={words.hint}
            onChange={(event) => setPath(event.target.value)}
          />
        </div>
        <Button type="submit">{words.go}</Button>
      </form>
      {error === undefined ? null : <ErrorCard error={error} />}
    </section>
  );
}

function DemoCard() {
  const { ui } = useTexts();
  const words = ui.start.demo;
  const [starting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const begin = async (): Promise<void> => {
    await startDemo();
    await queries.resetQueries();
    await navigate({ to: '/inventory' });
  };
  return (
    <section className="card" aria-labelledby="demo-title">
      <h2 id="demo-title">{words.title}</h2>
      <p className="soft">{words.more}</p>
      <div className="card-end">
        <Button
          className="wide"
          disabled={starting}
          onClick={() => {
            setStarting(true);
            setError(undefined);
            begin()
              .catch((reason: unknown) => setError(reason))
              .finally(() => setStarting(false));
          }}
        >
          {starting ? words.starting : words.go}
        </Button>
      </div>
      {error === undefined ? null : <ErrorCard error={error} />}
    </section>
  );
}

function GoOn({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const { data: runs = [] } = useQuery(runsQuery);
  const queries = useQueryClient();
  const step = nextStep(state, runs);
  const others = state.portals.filter((portal) => portal !== state.portal);
  if (state.portal === undefined && others.length === 0) return null;
  return (
    <section className="card here" aria-labelledby="here-title">
      <div className="row spread">
        <div>
          <h2 id="here-title">{ui.start.here}</h2>
          <p className="soft breakable">{state.portal}</p>
        </div>
        <div className="row">
          <Link to="/overview" className="button">
            {ui.pages.overview}
          </Link>
          {step === undefined ? null : (
            <Link to={`/${step}`} className="button" data-look="go">
              {ui.start.goOn(ui.pages[step])}
            </Link>
          )}
        </div>
      </div>
      {others.length === 0 ? null : (
        <div className="row" role="group" aria-label={ui.start.known}>
          {others.map((portal) => (
            <Button
              key={portal}
              className="button-small"
              onClick={() => {
                void choosePortal(portal).then(() => queries.resetQueries());
              }}
            >
              {ui.start.choose(portal)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

/** The first page: connect a portal, open an archive, or try the demo. */
export function Start() {
  const { ui } = useTexts();
  const { data: state, error, refetch } = useQuery(stateQuery);
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.start.lead}>{ui.start.title}</PageTitle>
      {error === null ? null : <ErrorCard error={error} onRetry={() => void refetch()} />}
      {state === undefined ? (
        error === null ? (
          <Waiting />
        ) : null
      ) : (
        <>
          <GoOn state={state} />
          <div className="cards">
            <ConnectCard />
            <ArchiveCard state={state} />
            {state.demo ? null : <DemoCard />}
          </div>
        </>
      )}
    </div>
  );
}
