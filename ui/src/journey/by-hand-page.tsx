import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { planQuery, reportQuery, worksQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { PlanEntry, State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsArchive } from './needs.tsx';
import { RunPanel } from './run-panel.tsx';
import { StepPage } from './step-page.tsx';

type Hand = Extract<PlanEntry, { readonly type: 'byHand' }>['byHand'];
type Shows = 'open' | 'done' | 'all';

const shows: readonly Shows[] = ['open', 'done', 'all'];

interface HandCardProps {
  readonly hand: Hand;
  readonly doneBy: string | undefined;
  readonly ticked: boolean;
  readonly mayTick: boolean;
  readonly onTick: () => void;
}

function HandCard({ hand, doneBy, ticked, mayTick, onTick }: HandCardProps) {
  const { ui, views } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  const { kind, name, bin, steps, why, url, check } = hand;
  const title = bin !== undefined ? views.plan.bin(bin.map(kinds.many), name) : name === '' ? kinds.one(kind) : name;
  return (
    <li className="card hand" data-done={doneBy !== undefined}>
      <div className="row spread">
        <h2 className="breakable">{title}</h2>
        <span className="badge" data-look={doneBy === undefined ? 'warning' : 'good'}>
          {doneBy === undefined
            ? ui.byHand[check]
            : `✓ ${doneBy === 'api' ? ui.byHandPage.byApi : ui.byHand.done(doneBy)}`}
        </span>
      </div>
      {bin === undefined ? <p className="soft small">{kinds.many(kind)}</p> : null}
      <p className="breakable">{steps[language]}</p>
      <details>
        <summary>{ui.byHand.why}</summary>
        <p className="soft">{why[language]}</p>
      </details>
      <div className="card-end stack-tight">
        {url === undefined ? null : (
          <div>
            <a className="button button-small" href={url} target="_blank" rel="noreferrer">
              {ui.byHand.open} ↗<span className="visually-hidden">: {title}</span>
            </a>
          </div>
        )}
        {doneBy !== undefined || !mayTick ? null : (
          <label className="choice">
            <input type="checkbox" checked={ticked} onChange={onTick} />
            {ui.byHandPage.tick(title)}
          </label>
        )}
      </div>
    </li>
  );
}

function Steps({ state, work }: { readonly state: State; readonly work: string | undefined }) {
  const { ui } = useTexts();
  const { data, error, refetch } = useQuery(planQuery({ type: 'byHand', limit: 500, work }));
  const { data: report } = useQuery(reportQuery(work));
  const command = useCommand('byHand');
  const [ticked, setTicked] = useState<readonly number[]>([]);
  const [by, setBy] = useState('');
  const [shown, setShown] = useState<Shows>('open');
  if (error !== null) return <ErrorCard error={error} onRetry={() => void refetch()} />;
  if (data === undefined || report === undefined) return <Waiting />;
  const hands = data.entries.flatMap((entry) => (entry.type === 'byHand' ? [entry.byHand] : []));
  if (hands.length === 0) return <Empty title={ui.byHand.none} more={ui.byHand.noneMore} />;
  const doneBy = new Map((report?.byHand ?? []).map((hand) => [hand.number, hand.doneBy]));
  const isDone = ({ number }: Hand): boolean => doneBy.get(number) !== undefined;
  const done = hands.filter(isDone).length;
  const begun = report !== null;
  const listed = hands.filter((hand) => shown === 'all' || isDone(hand) === (shown === 'done'));
  const confirm = (): void => {
    command.start({
      do: 'confirm',
      numbers: ticked.map(String),
      by: by.trim(),
      archive: state.archive?.path,
      ...(work === undefined ? {} : { work }),
    });
    setTicked([]);
  };
  return (
    <div className="stack">
      <p className="headline" role="status">
        {ui.byHand.sum(done, hands.length)}
      </p>
      <progress className="bar" max={hands.length} value={done} aria-label={ui.pages.byHand} />
      <fieldset className="segments no-print" aria-label={ui.byHandPage.filter}>
        {shows.map((name) => (
          <label key={name} className="segment" data-on={shown === name}>
            <input
              className="visually-hidden"
              type="radio"
              name="shows"
              checked={shown === name}
              onChange={() => setShown(name)}
            />
            {ui.byHandPage.shows[name]}
          </label>
        ))}
      </fieldset>
      {begun ? (
        <form
          className="card tick-bar no-print"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            confirm();
          }}
        >
          <div className="field grow">
            <label htmlFor="by">
              {ui.byHandPage.who} <span className="soft small">· {ui.byHandPage.whoHint}</span>
            </label>
            <input id="by" required value={by} autoComplete="name" onChange={({ target }) => setBy(target.value)} />
          </div>
          <Button type="submit" look="go" disabled={command.isActive || ticked.length === 0 || by.trim() === ''}>
            {ui.byHandPage.confirm(ticked.length)}
          </Button>
        </form>
      ) : (
        <p className="soft">{ui.byHandPage.notBegun}</p>
      )}
      <RunPanel command={command} onAgain={confirm} />
      {listed.length === 0 && shown === 'open' ? (
        <Empty title={ui.byHandPage.noneOpen} more={ui.byHandPage.noneOpenMore} />
      ) : (
        <ol className="hand-list">
          {listed.map((hand) => (
            <HandCard
              key={hand.number}
              hand={hand}
              doneBy={doneBy.get(hand.number)}
              ticked={ticked.includes(hand.number)}
              mayTick={begun}
              onTick={() =>
                setTicked((before) =>
                  before.includes(hand.number)
                    ? before.filter((number) => number !== hand.number)
                    : [...before, hand.number],
                )
              }
            />
          ))}
        </ol>
      )}
      <div className="no-print">
        <Button look="quiet" onClick={() => window.print()}>
          {ui.plan.print}
        </Button>
      </div>
    </div>
  );
}

/** The exit's own list, or that of a smaller piece of work. */
function Choice({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const { work } = useSearch({ from: '/by-hand' });
  const navigate = useNavigate();
  const { data: works = [] } = useQuery(worksQuery);
  const others = works.filter(({ byHand }) => byHand > 0);
  const hasPlan = state.status?.plan !== undefined;
  const chosen = work ?? (hasPlan ? undefined : others[0]?.work);
  return (
    <>
      {others.length === 0 ? null : (
        <div className="field field-short no-print">
          <label htmlFor="work">{ui.byHandPage.of}</label>
          <select
            id="work"
            value={chosen ?? ''}
            onChange={({ target }) => {
              void navigate({ to: '/by-hand', search: target.value === '' ? {} : { work: target.value } });
            }}
          >
            {hasPlan ? <option value="">{ui.byHandPage.exit}</option> : null}
            {others.map(({ work: name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      {chosen === undefined && !hasPlan ? (
        <Empty title={ui.byHand.none} more={ui.byHand.noneMore} />
      ) : (
        <Steps key={chosen ?? ''} state={state} work={chosen} />
      )}
    </>
  );
}

/** What only a person can do: where to click, why, and who has done it. */
export function ByHand() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.byHand} lead={ui.byHand.lead}>
      {(state) => {
        return state.archive === undefined ? <NeedsArchive /> : <Choice state={state} />;
      }}
    </StepPage>
  );
}
