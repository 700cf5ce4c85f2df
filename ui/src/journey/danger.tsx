import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';

import { answerRun, type CommandRun } from '../api/run.ts';
import type { PlanResult, State } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';

interface DangerProps {
  readonly command: CommandRun;
  readonly state: State;
  readonly plan: PlanResult;
  readonly resumes: boolean;
}

function useFacts(plan: PlanResult): readonly string[] {
  const { ui } = useTexts();
  const sum = (way: 'gone' | 'bin' | 'cascade' | 'deactivate'): number =>
    plan.kinds.reduce((total, kind) => total + kind[way], 0);
  const days = Math.max(0, ...plan.kinds.map(({ binDays = 0 }) => binDays));
  const [gone, bin, cascade, deactivate] = [sum('gone'), sum('bin'), sum('cascade'), sum('deactivate')];
  return [
    ...(gone > 0 ? [ui.apply.gone(gone)] : []),
    ...(bin > 0 ? [ui.apply.bin(bin, days)] : []),
    ...(cascade > 0 ? [ui.apply.cascade(cascade)] : []),
    ...(deactivate > 0 ? [ui.apply.deactivate(deactivate)] : []),
    ...(plan.kept > 0 ? [ui.apply.stays(plan.kept)] : []),
    ...(plan.byHand > 0 ? [ui.apply.hands(plan.byHand)] : []),
  ];
}

/**
 * The form that deletes. What is typed goes to the command as the answers to its own questions: the command decides
 * whether they are right, this page decides nothing.
 */
export function Danger({ command, state, plan, resumes }: DangerProps) {
  const { ui } = useTexts();
  const facts = useFacts(plan);
  const [checked, setChecked] = useState(false);
  const [address, setAddress] = useState('');
  const [count, setCount] = useState('');
  const typed = useRef<{ readonly address: string; readonly count: string }>(undefined);
  const answered = useRef<string>(undefined);
  const { run, view, isActive, start } = command;
  const { question } = view;

  // The list of runs is read again at any moment, and each time `run` is another object: a question is answered once.
  useEffect(() => {
    const about = question?.question.about;
    if (run === undefined || question === undefined || typed.current === undefined) return;
    if (question.id === answered.current || (about !== 'address' && about !== 'count')) return;
    answered.current = question.id;
    void answerRun(run.id, question.id, typed.current[about]);
  }, [run, question]);

  if (isActive) return null;
  return (
    <section className="card danger" aria-labelledby="danger-title">
      <h2 id="danger-title">{ui.apply.what(plan.steps, plan.portal)}</h2>
      {resumes ? <Notice look="warning" title={ui.apply.resume} /> : null}
      <ul className="dots">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p className="soft">
        {ui.apply.canary} {ui.apply.drift}
      </p>
      <div>
        <Link to="/plan" className="button">
          {ui.apply.back}
        </Link>
      </div>
      <form
        className="stack danger-form"
        autoComplete="off"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          typed.current = { address, count };
          setAddress('');
          setCount('');
          start({ archive: state.archive?.path });
        }}
      >
        <label className="choice">
          <input type="checkbox" checked={checked} required onChange={(event) => setChecked(event.target.checked)} />
          {ui.apply.checked}
        </label>
        <div className="field">
          <label htmlFor="typed-address" className="breakable">
            {ui.apply.address(plan.portal)}
          </label>
          <input
            id="typed-address"
            required
            value={address}
            autoCapitalize="none"
            spellCheck={false}
            onChange={(event) => setAddress(event.target.value)}
          />
        </div>
        <div className="field field-short">
          <label htmlFor="typed-count">{ui.apply.count(plan.steps)}</label>
          <input
            id="typed-count"
            required
            inputMode="numeric"
            value={count}
            onChange={(event) => setCount(event.target.value)}
          />
        </div>
        <div>
          <Button type="submit" look="danger" disabled={!checked}>
            {ui.apply.go(plan.steps, plan.portal)}
          </Button>
        </div>
      </form>
    </section>
  );
}
