import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import type { Answering } from '../api/answers.ts';
import type { CommandRun } from '../api/run.ts';
import type { Left, LeftToGo, PlanResult, State } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { DangerForm } from './danger-form.tsx';

interface DangerProps {
  readonly command: CommandRun;
  readonly answering: Answering;
  readonly state: State;
  readonly plan: PlanResult;
  /** What a run before has left of it; all of it where nothing was begun. */
  readonly left: LeftToGo;
  /** `bringing`: it ended while it took changed records home. `over`: every step had its turn, and changed records stayed. */
  readonly standing: 'new' | 'begun' | 'bringing' | 'over';
}

function useFacts(): (goes: readonly Left['kinds'][number][]) => readonly string[] {
  const { ui, views } = useTexts();
  return (kinds) => {
    const sum = (way: 'gone' | 'cascade' | 'deactivate'): number => kinds.reduce((total, kind) => total + kind[way], 0);
    const byDays = Map.groupBy(
      kinds.filter(({ bin }) => bin > 0),
      ({ binDays }) => binDays,
    );
    const bins = [...byDays].map(([days, some]) =>
      ui.apply.bin(
        some.reduce((total, { bin }) => total + bin, 0),
        days,
      ),
    );
    const [gone, cascade, deactivate] = [sum('gone'), sum('cascade'), sum('deactivate')];
    const through = new Map<string, number>();
    for (const { name, count } of kinds.flatMap((kind) => kind.through)) {
      through.set(name, (through.get(name) ?? 0) + count);
    }
    const people = [...through].map(([name, count]) => ({ name, count }));
    return [
      ...(gone > 0 ? [ui.apply.gone(gone)] : []),
      ...bins,
      ...(cascade > 0 ? [ui.apply.cascade(cascade)] : []),
      ...(deactivate > 0 ? [ui.apply.deactivate(deactivate)] : []),
      ...(people.length > 0 ? [views.plan.goesThrough(people)] : []),
    ];
  };
}

/** What this run may take. */
function goesOf({ asPlanned, changed }: LeftToGo, brings: boolean): Left {
  if (!brings) return asPlanned;
  return { steps: asPlanned.steps + changed.steps, kinds: [...asPlanned.kinds, ...changed.kinds] };
}

/** What will go, how, and until when it can be taken back; then the form that deletes. */
export function Danger({ command, answering, state, plan, left, standing }: DangerProps) {
  const { ui } = useTexts();
  const factsOf = useFacts();
  const [wished, setBrings] = useState(false);
  const { isActive, start } = command;
  if (isActive) return null;
  const isOver = standing === 'over';
  // Where only what changed is left, or was half brought home, there is no other way to go on.
  const mustBring = isOver || standing === 'bringing';
  const brings = mustBring || wished;
  const goes = goesOf(left, brings);
  const facts = [
    ...factsOf(goes.kinds),
    ...(isOver || plan.kept === 0 ? [] : [ui.apply.stays(plan.kept)]),
    ...(isOver || plan.byHand === 0 ? [] : [ui.apply.hands(plan.byHand)]),
  ];
  return (
    <DangerForm
      title={isOver ? ui.apply.whatChanged(goes.steps, plan.portal) : ui.apply.what(goes.steps, plan.portal)}
      portal={plan.portal}
      count={goes.steps}
      go={ui.apply.go(goes.steps, plan.portal)}
      check={ui.apply.checked}
      onSubmit={(answers) => {
        answering.give(answers);
        start({ archive: state.archive?.path, reExportChanged: brings });
      }}
    >
      {standing === 'begun' || standing === 'bringing' ? <Notice look="warning" title={ui.apply.resume} /> : null}
      <ul className="dots">
        {facts.map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      <p className="soft">
        {isOver ? null : ui.apply.canary} {ui.apply.drift}
      </p>
      {mustBring ? (
        <p className="soft">{ui.apply.bringMore}</p>
      ) : (
        <label className="choice">
          <input type="checkbox" checked={brings} onChange={({ target }) => setBrings(target.checked)} />
          <span>
            {ui.apply.bring} <span className="soft">{ui.apply.bringMore}</span>
          </span>
        </label>
      )}
      <div>
        <Link to="/plan" className="button">
          {ui.apply.back}
        </Link>
      </div>
    </DangerForm>
  );
}
