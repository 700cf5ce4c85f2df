import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { useAnswers } from '../api/answers.ts';
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
import { WebhookField } from './webhook-field.tsx';
import { WithSealed } from './with-sealed.tsx';

type Of<Did extends ProfileResult['did']> = Extract<ProfileResult, { readonly did: Did }>;

interface CheckedProps {
  readonly result: Of<'check'>;
  readonly isActive: boolean;
  readonly other: string;
  readonly onOther: (webhook: string) => void;
  readonly onLook: () => void;
}

function Checked({ result, isActive, other, onOther, onLook }: CheckedProps) {
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
          <form
            className="stack"
            autoComplete="off"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              onLook();
            }}
          >
            <WebhookField
              id="other-webhook"
              label={ui.profile.other}
              more={ui.profile.otherMore}
              value={other}
              onChange={onOther}
            />
            <div>
              <Button type="submit" disabled={isActive || other.trim() === ''}>
                {ui.profile.lookWith}
              </Button>
            </div>
          </form>
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
  /** `second`: a webhook beside the connection, where one was given. */
  readonly onRun: (what: ProfileResult['did'], second: string) => void;
  /** The webhook of another administrator, where one was given. */
  readonly other: string;
}

/** The two ways in which a profile ends. */
function Ways({ results, isActive, onRun, other }: WaysProps) {
  const { ui, views } = useTexts();
  const [own, setOwn] = useState('');
  const { phone, deactivate } = results;
  const request = results.status ?? results.requested;
  return (
    <div className="cards">
      <section className="card" aria-labelledby="deactivate-title">
        <h2 id="deactivate-title">{ui.profile.deactivate}</h2>
        <p className="soft">{ui.profile.deactivateMore}</p>
        {deactivate === undefined ? null : <Deactivated result={deactivate} />}
        <WebhookField id="own-webhook" label={ui.profile.own} more={ui.profile.ownMore} value={own} onChange={setOwn} />
        <div className="card-end">
          <Button look="danger" disabled={isActive} onClick={() => onRun('deactivate', own)}>
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
          <Button disabled={isActive} onClick={() => onRun('phone', other)}>
            {ui.profile.phoneGo}
          </Button>
          <Button disabled={isActive} onClick={() => onRun('requested', '')}>
            {ui.profile.requested}
          </Button>
          <Button look="quiet" disabled={isActive} onClick={() => onRun('status', '')}>
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
  const answering = useAnswers(command);
  const [other, setOther] = useState('');
  const run = (what: ProfileResult['did'], second = other): void => {
    const webhook = second.trim();
    answering.give(webhook === '' ? {} : { secondWebhook: webhook });
    command.start({ do: what, who, archive: archive.path, ...(webhook === '' ? {} : { secondWebhook: true }) });
  };
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
      <RunPanel command={command} isCovered={answering.isCovered} onAgain={() => run('check')} />
      {own.check === undefined ? null : (
        <Checked
          result={own.check}
          isActive={command.isActive}
          other={other}
          onOther={setOther}
          onLook={() => run('check')}
        />
      )}
      {who === '' ? null : <Ways key={who} results={own} isActive={command.isActive} onRun={run} other={other} />}
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
