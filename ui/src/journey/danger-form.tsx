import { type FormEvent, type ReactNode, useState } from 'react';

import type { Answers } from '../api/answers.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { WhosePortal } from './whose-portal.tsx';

interface DangerFormProps {
  readonly title: string;
  readonly portal: string;
  readonly count: number;
  readonly go: string;
  /** A sentence that must be ticked before the button works. */
  readonly check?: string;
  readonly children?: ReactNode;
  readonly onSubmit: (answers: Answers) => void;
}

/**
 * The form before anything changes on a portal: its address and the number of records are typed. What is typed goes to
 * the command as the answers to its own questions: the command decides whether they are right, this page decides nothing.
 */
export function DangerForm({ title, portal, count, go, check, children, onSubmit }: DangerFormProps) {
  const { ui } = useTexts();
  const [checked, setChecked] = useState(check === undefined);
  const [address, setAddress] = useState('');
  const [typed, setTyped] = useState('');
  return (
    <section className="card danger" aria-labelledby="danger-title">
      <h2 id="danger-title" className="breakable">
        {title}
      </h2>
      {children}
      <form
        className="stack danger-form"
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setAddress('');
          setTyped('');
          onSubmit({ address, count: typed });
        }}
      >
        {check === undefined ? null : (
          <label className="choice">
            <input type="checkbox" checked={checked} required onChange={({ target }) => setChecked(target.checked)} />
            {check}
          </label>
        )}
        <WhosePortal portal={portal} />
        <div className="field">
          <label htmlFor="typed-address" className="breakable">
            {ui.apply.address(portal)}
          </label>
          <input
            id="typed-address"
            required
            value={address}
            autoCapitalize="none"
            spellCheck={false}
            onChange={({ target }) => setAddress(target.value)}
          />
        </div>
        <div className="field field-short">
          <label htmlFor="typed-count">{ui.apply.count(count)}</label>
          <input
            id="typed-count"
            required
            inputMode="numeric"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </div>
        <div>
          <Button type="submit" look="danger" disabled={!checked}>
            {go}
          </Button>
        </div>
      </form>
    </section>
  );
}
