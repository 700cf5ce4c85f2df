import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Answering } from '../api/answers.ts';
import type { CommandRun } from '../api/run.ts';
import type { PlanResult, State } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { DangerForm } from './danger-form.tsx';

interface DangerProps {
  readonly command: CommandRun;
  readonly answering: Answering;
  readonly state: State;
  readonly plan: PlanResult;
  readonly resumes: boolean;
  /** Every step had its turn, and so many stayed because they changed. */
  readonly changed: number;
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

/** What will go, how, and until when it can be taken back; then the form that deletes. */
export function Danger({ command, answering, state, plan, resumes, changed }: DangerProps) {
  const { ui } = useTexts();
  const facts = useFacts(plan);
  const [brings, setBrings] = useState(changed > 0);
  const { isActive, start } = command;
  if (isActive) return null;
  return (
    <DangerForm
      title={changed > 0 ? ui.apply.whatChanged(changed) : ui.apply.what(plan.steps, plan.portal)}
      portal={plan.portal}
      count={plan.steps}
      go={ui.apply.go(plan.steps, plan.portal)}
      check={ui.apply.checked}
      onSubmit={(answers) => {
        answering.give(answers);
        start({ archive: state.archive?.path, reExportChanged: brings });
      }}
    >
      {resumes ? <Notice look="warning" title={ui.apply.resume} /> : null}
      <ul className="dots">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p className="soft">
        {ui.apply.canary} {ui.apply.drift}
      </p>
      <label className="choice">
        <input type="checkbox" checked={brings} onChange={({ target }) => setBrings(target.checked)} />
        <span>
          {ui.apply.bring} <span className="soft">{ui.apply.bringMore}</span>
        </span>
      </label>
      <div>
        <Link to="/plan" className="button">
          {ui.apply.back}
        </Link>
      </div>
    </DangerForm>
  );
}
