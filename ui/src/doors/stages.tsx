import type { ReactNode } from 'react';

import { useTexts } from '../app/settings.tsx';

type StageState = 'todo' | 'open' | 'done';

const signs: Readonly<Record<StageState, string | undefined>> = { todo: undefined, open: undefined, done: '✓' };

interface StageProps {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly state: StageState;
  readonly more?: string;
  readonly children?: ReactNode;
}

/** A step of a smaller piece of work: its number, how it stands, and what can be done. */
export function Stage({ id, number, title, state, more, children }: StageProps) {
  const { ui } = useTexts();
  return (
    <section className="card stage" data-state={state} aria-labelledby={`${id}-title`}>
      <div className="stage-head">
        <span className="stage-sign" aria-hidden="true">
          {signs[state] ?? number}
        </span>
        <h2 id={`${id}-title`}>{title}</h2>
        <span className="badge" data-look={state === 'done' ? 'good' : undefined}>
          {ui.doors.stage[state]}
        </span>
      </div>
      {more === undefined ? null : <p className="soft">{more}</p>}
      {children}
    </section>
  );
}
