import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';

import { useCommand } from '../api/run.ts';
import type { ArchiveState, ProfileResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { StepStates } from '../journey/step-states.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { PersonField } from './person-field.tsx';
import { type Results, useResults } from './results.ts';
import { WithSealed } from './with-sealed.tsx';

type Of<Did extends ProfileResult['did']> = Extract<ProfileResult, { readonly did: Did }>;

function Checked({ result }: { readonly result: Of<'check'> }) {
  const { ui, views, format } = useTexts();
  const kinds = useKinds();
  const { leaver, sole, administrator, theirs, atStake } = result;
  return (
    <section className="card" aria-labelledby="checked-title">
      <h2 id="checked-title">{ui.profile.title(leaver.name)}</h2>
      {sole ? (
        <Notice look="error" title={ui.profile.sole}>
          <p>{ui.profile.soleMore}</p>
          <p>{ui.profile.atStake(atStake.reduce((sum, { count }) => sum + count, 0))}</p>
        </Notice>
      ) : administrator === false ? (
        <Notice look="good" title={views.profile.notAdministrator} />
      ) : null}
      {theirs.length === 0 ? (
        <Notice look="good" title={views.profile.nothingTheirs} />
      ) : (
        <>
          <h3>{ui.profile.theirs}</h3>
          <p className="soft">{ui.profile.theirsMore}</p>
          <ul className="tiles">
            {theirs.map(({ kind, count }) => (
              <li key={kind} className="tile">
                <span>{kinds.many(kind)}</span>
                <strong className="tile-number">{format.number(count)}</strong>
              </li>
            ))}
          </ul>
          <div>
            <Link to="/handover" search={{ from: leaver.id, to: '' }} className="button" data-look="go">
              {ui.profile.handOver}
            </Link>
          </div>
        </>
      )}
    </section>
  );
}

function Deactivated({ result }: { readonly result: Of<'deactivate'> }) {
  const { views } = useTexts();
  const words = views.profile;
  const { seen, ownWebhook, hidden, applied } = result;
  return (
    <>
      <StepStates states={applied.states} />
      <Notice look={seen === 'active' ? 'warning' : 'good'} title={words.seen[seen]} />
      <Notice look={ownWebhook === 'dead' ? 'good' : 'warning'} title={words.webhook[ownWebhook]} />
      {hidden === undefined ? <Notice look="warning" title={words.logUnread} /> : null}
      {hidden?.length === 0 ? <Notice look="good" title={words.noHidden} /> : null}
      {(hidden ?? []).map(({ id, events, lastAt }) => (
        <Notice key={id} look="warning" title={words.hidden(id, events, lastAt)} />
      ))}
    </>
  );
}

function Request({ result }: { readonly result: Of<'requested' | 'status'> }) {
  const { ui, views } = useTexts();
  const { state, day, untilMs, lookAgainAtMs } = result.standing;
  const words = views.profile;
  return (
    <div className="stack">
      <Notice look={state === 'done' ? 'good' : 'warning'} title={words.request[state](day, untilMs)}>
        {lookAgainAtMs === undefined ? null : <p>{words.lookAgain(lookAgainAtMs)}</p>}
      </Notice>
      {state === 'waiting' ? <progress className="bar" max={30} value={day} aria-label={ui.profile.day(day)} /> : null}
    </div>
  );
}

interface WaysProps {
  readonly results: Results<ProfileResult>;
  readonly isActive: boolean;
  readonly onRun: (what: ProfileResult['did']) => void;
}

/** The two ways in which a profile ends. */
function Ways({ results, isActive, onRun }: WaysProps) {
  const { ui, views } = useTexts();
  const { phone, deactivate } = results;
  const request = results.status ?? results.requested;
  return (
    <div className="cards">
      <section className="card" aria-labelledby="deactivate-title">
        <h2 id="deactivate-title">{ui.profile.deactivate}</h2>
        <p className="soft">{ui.profile.deactivateMore}</p>
        {deactivate === undefined ? null : <Deactivated result={deactivate} />}
        <div className="card-end">
          <Button look="danger" disabled={isActive} onClick={() => onRun('deactivate')}>
            {ui.profile.deactivateGo}
          </Button>
        </div>
      </section>
      <section className="card" aria-labelledby="phone-title">
        <h2 id="phone-title">{ui.profile.phone}</h2>
        <p className="soft">{ui.profile.phoneMore}</p>
        {phone === undefined ? null : (
          <>
            <ol className="numbers">
              {views.profile.phone.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            <p className="soft">{views.profile.phoneAfter}</p>
          </>
        )}
        {request === undefined ? null : <Request result={request} />}
        <div className="row card-end">
          <Button disabled={isActive} onClick={() => onRun('phone')}>
            {ui.profile.phoneGo}
          </Button>
          <Button disabled={isActive} onClick={() => onRun('requested')}>
            {ui.profile.requested}
          </Button>
          <Button look="quiet" disabled={isActive} onClick={() => onRun('status')}>
            {ui.profile.status}
          </Button>
        </div>
      </section>
    </div>
  );
}

function Leaving({ archive }: { readonly archive: ArchiveState }) {
  const { ui } = useTexts();
  const { who = '' } = useSearch({ from: '/profile' });
  const navigate = useNavigate();
  const command = useCommand('profileLeave');
  const [results] = useResults<ProfileResult>(command);
  const run = (what: ProfileResult['did']): void => command.start({ do: what, who, archive: archive.path });
  const own: Results<ProfileResult> = Object.fromEntries(
    Object.entries(results).filter(([, { leaver }]) => leaver.id === who),
  );
  return (
    <>
      <form
        className="card"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          run('check');
        }}
      >
        <PersonField
          id="who"
          label={ui.profile.who}
          value={who}
          onChange={(value) => void navigate({ to: '/profile', search: { who: value }, replace: true })}
        />
        <div>
          <Button
            type="submit"
            look={own.check === undefined ? 'go' : 'plain'}
            disabled={command.isActive || who === ''}
          >
            {own.check === undefined ? ui.profile.check : ui.profile.again}
          </Button>
        </div>
      </form>
      <RunPanel command={command} onAgain={() => run('check')} />
      {own.check === undefined ? null : <Checked result={own.check} />}
      {who === '' ? null : <Ways results={own} isActive={command.isActive} onRun={run} />}
    </>
  );
}

/** A profile led to its end: by an administrator, or by its owner on the phone. */
export function Profile() {
  const { ui } = useTexts();
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.profile.lead}>{ui.pages.profile}</PageTitle>
      <WithSealed>{(archive) => <Leaving archive={archive} />}</WithSealed>
    </div>
  );
}
