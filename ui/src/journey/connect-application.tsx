import { type FormEvent, useState } from 'react';

import type { Answers } from '../api/answers.ts';
import { type CommandRun, stopRun } from '../api/run.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { QuestionCard } from './question-card.tsx';

interface ApplicationFormProps {
  readonly onConnect: (portal: string, answers: Answers) => void;
}

const fields = ['portal', 'clientId', 'clientSecret'] as const;
const nothing = { portal: '', clientId: '', clientSecret: '' };

/** A local application of the portal in place of a webhook. Its codes leave this page once and are kept nowhere in it. */
export function ApplicationForm({ onConnect }: ApplicationFormProps) {
  const { ui } = useTexts();
  const words = ui.start.connect.application;
  const [typed, setTyped] = useState(nothing);
  return (
    <>
      <p className="soft">{words.more}</p>
      <details>
        <summary>{words.how}</summary>
        <ol className="numbers small breakable">
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </details>
      <form
        className="stack card-end"
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          const { portal, clientId, clientSecret } = typed;
          setTyped(nothing);
          onConnect(portal.trim(), { clientId: clientId.trim(), clientSecret: clientSecret.trim() });
        }}
      >
        {fields.map((field) => (
          <div key={field} className="field">
            <label htmlFor={`application-${field}`}>{words[field]}</label>
            <input
              id={`application-${field}`}
              type={field === 'clientSecret' ? 'password' : 'text'}
              required
              value={typed[field]}
              placeholder={field === 'portal' ? words.portalHint : undefined}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              onChange={({ target }) => setTyped({ ...typed, [field]: target.value })}
            />
          </div>
        ))}
        <Button type="submit" look="go">
          {words.go}
        </Button>
      </form>
    </>
  );
}

/** Where a person lets the application in, while the command waits for it. Nothing is shown before that. */
export function Consent({ command }: { readonly command: CommandRun }) {
  const { ui } = useTexts();
  const words = ui.start.connect.application;
  const { run, view } = command;
  const page = view.notices.find((notice) => notice.type === 'consent');
  if (run === undefined || page === undefined || page.type !== 'consent') return null;
  return (
    <>
      <Notice look="warning" title={words.consent}>
        <p>{words.consentMore}</p>
        <div className="row">
          <a className="button" data-look="go" href={page.url} target="_blank" rel="noopener noreferrer">
            {words.open}
          </a>
          <Button look="quiet" onClick={() => void stopRun(run.id)}>
            {words.stop}
          </Button>
        </div>
      </Notice>
      {view.question?.question.about === 'consentCode' ? (
        <details>
          <summary>{words.paste}</summary>
          <QuestionCard command={command} />
        </details>
      ) : null}
    </>
  );
}
