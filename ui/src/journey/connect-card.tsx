import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';

import { choosePortal } from '../api/actions.ts';
import { type Answers, useAnswers } from '../api/answers.ts';
import { useCommand } from '../api/run.ts';
import type { ConnectResult, DoctorResult } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { ApplicationForm, Consent } from './connect-application.tsx';
import { RunPanel } from './run-panel.tsx';

/** What the connection may read, and what each permission that is missing would cost. */
function Connected({
  connected,
  doctor,
}: {
  readonly connected: ConnectResult;
  readonly doctor: DoctorResult | undefined;
}) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const words = ui.start.connect;
  const missing = doctor?.missingScopes ?? [];
  return (
    <div className="stack">
      <Notice look="good" title={words.connected(connected.portal)}>
        <p>{words.as(connected.user.name, connected.admin)}</p>
      </Notice>
      {connected.admin ? null : <Notice look="warning" title={words.notAdmin} />}
      {missing.length === 0 ? (
        <p className="soft small">{words.allScopes}</p>
      ) : (
        <Notice look="warning" title={words.missing(missing.length)}>
          <ul className="dots">
            {missing.map(({ scope, kinds: lost }) => (
              <li key={scope}>
                <code>{scope}</code>: {lost.map(kinds.many).join(', ')}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Link to="/inventory" className="button" data-look="go">
        {words.next}
      </Link>
    </div>
  );
}

interface WebhookFormProps {
  readonly isFirst: boolean;
  readonly onConnect: (answers: Answers) => void;
}

/** What is typed leaves this page once and is kept nowhere in it. */
function WebhookForm({ isFirst, onConnect }: WebhookFormProps) {
  const { ui } = useTexts();
  const words = ui.start.connect;
  const [typed, setTyped] = useState('');
  return (
    <>
      <p className="soft">{words.more}</p>
      <details>
        <summary>{words.how}</summary>
        <ol className="numbers small">
          {words.howSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
      <form
        className="stack card-end"
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onConnect({ webhook: typed.trim() });
        }}
      >
        <div className="field">
          <label htmlFor="webhook">{words.label}</label>
          <input
            id="webhook"
            type="password"
            required
            value={typed}
            placeholder={words.hint}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit" look={isFirst ? 'go' : 'plain'}>
          {words.go}
        </Button>
      </form>
    </>
  );
}

const ways = ['webhook', 'application'] as const;

/** Takes a webhook or an application, tries it at once, tells what it opens. */
export function ConnectCard() {
  const { ui } = useTexts();
  const words = ui.start.connect;
  const connect = useCommand('connect');
  const doctor = useCommand('doctor');
  const queries = useQueryClient();
  const answers = useAnswers(connect);
  const [way, setWay] = useState<(typeof ways)[number]>('webhook');
  const [triedHere, setTriedHere] = useState(false);
  const { start, view } = connect;
  const { end } = view;
  const startDoctor = doctor.start;

  const connected = triedHere && end?.is === 'done' ? (end.result as unknown as ConnectResult) : undefined;
  const portal = connected?.portal;
  useEffect(() => {
    if (portal === undefined) return;
    void choosePortal(portal).then(() => queries.invalidateQueries({ queryKey: ['state'] }));
    startDoctor({ portal });
  }, [portal, queries, startDoctor]);

  const begin = (codes: Answers, input: Readonly<Record<string, unknown>> = {}): void => {
    answers.give(codes);
    setTriedHere(true);
    start(input);
  };
  const looked = doctor.view.end?.is === 'done' ? (doctor.view.end.result as unknown as DoctorResult) : undefined;
  return (
    <section className="card card-first" aria-labelledby="connect-title" data-way={way}>
      <h2 id="connect-title">{words.title}</h2>
      <fieldset className="segments">
        <legend className="visually-hidden">{words.way}</legend>
        {ways.map((one) => (
          <label key={one} className="segment" data-on={way === one}>
            <input
              type="radio"
              name="way"
              className="visually-hidden"
              checked={way === one}
              onChange={() => setWay(one)}
            />
            {words.ways[one]}
          </label>
        ))}
      </fieldset>
      {connected === undefined ? null : <Connected connected={connected} doctor={looked} />}
      {connect.isActive ? (
        <>
          <p role="status">{words.trying}</p>
          <Consent command={connect} />
        </>
      ) : way === 'webhook' ? (
        <WebhookForm isFirst={connected === undefined} onConnect={(codes) => begin(codes)} />
      ) : (
        <ApplicationForm onConnect={(address, codes) => begin(codes, { portal: address, oauth: true })} />
      )}
      {connect.isActive || !triedHere ? null : (
        <RunPanel command={connect} onAgain={() => document.querySelector<HTMLElement>('#webhook')?.focus()} />
      )}
    </section>
  );
}
