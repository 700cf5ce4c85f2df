import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';

import { archiveQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';

/** What a person chooses; the command's own parameters are made of it. */
export interface Choice {
  readonly all: boolean;
  readonly kinds: readonly string[];
  /** A day, as the date field gives it; '' for any time. */
  readonly changedBefore: string;
  /** `deal:42`: taken out by hand. */
  readonly keep: readonly string[];
  /** Bins that can be switched off are, before anything goes. */
  readonly binsOff: boolean;
}

export const noChoice: Choice = { all: true, kinds: [], changedBefore: '', keep: [], binsOff: false };

export function planInput({ all, kinds, changedBefore, keep, binsOff }: Choice): Readonly<Record<string, unknown>> {
  return {
    kinds: all ? ['all'] : kinds,
    where: changedBefore === '' ? [] : [`changed<${changedBefore}`],
    keep,
    ...(binsOff ? { binsOff } : {}),
  };
}

interface PlanChoiceProps {
  readonly choice: Choice;
  readonly onChange: (choice: Choice) => void;
  readonly onMake: () => void;
  readonly made: boolean;
}

/** Kinds with their counts, a date, and what was taken out by hand. */
export function PlanChoice({ choice, onChange, onMake, made }: PlanChoiceProps) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const { data: archive } = useQuery(archiveQuery);
  const counts = new Map((archive?.kinds ?? []).map(({ kind, count }) => [kind, count]));
  const deletable = kinds.all.filter(
    ({ id, goes }) => (counts.get(id) ?? 0) > 0 && (goes === 'call' || goes === 'deactivate' || goes === 'withParent'),
  );
  const toggle = (id: string): void => {
    const next = choice.kinds.includes(id) ? choice.kinds.filter((kind) => kind !== id) : [...choice.kinds, id];
    onChange({ ...choice, kinds: next });
  };
  return (
    <form
      className="card"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onMake();
      }}
    >
      <fieldset className="plain-set">
        <legend>
          <h2>{ui.plan.choose}</h2>
        </legend>
        <div className="row">
          <label className="choice">
            <input type="radio" name="what" checked={choice.all} onChange={() => onChange({ ...choice, all: true })} />
            {ui.plan.all}
          </label>
          <label className="choice">
            <input
              type="radio"
              name="what"
              checked={!choice.all}
              onChange={() => onChange({ ...choice, all: false })}
            />
            {ui.plan.some}
          </label>
        </div>
        {choice.all ? null : (
          <ul className="tiles">
            {deletable.map(({ id }) => (
              <li key={id}>
                <label className="tile tile-choice">
                  <span className="row">
                    <input type="checkbox" checked={choice.kinds.includes(id)} onChange={() => toggle(id)} />
                    {kinds.many(id)}
                  </span>
                  <strong className="tile-number">{format.number(counts.get(id) ?? 0)}</strong>
                </label>
              </li>
            ))}
          </ul>
        )}
      </fieldset>
      <div className="field field-short">
        <label htmlFor="changed-before">{ui.plan.where}</label>
        <input
          id="changed-before"
          type="date"
          value={choice.changedBefore}
          aria-describedby="changed-before-more"
          onChange={(event) => onChange({ ...choice, changedBefore: event.target.value })}
        />
        <span id="changed-before-more" className="soft small">
          {ui.plan.whereMore}
        </span>
      </div>
      {(counts.get('smart-process-item') ?? 0) > 0 && (choice.all || choice.kinds.includes('smart-process-item')) ? (
        <label className="choice">
          <input
            type="checkbox"
            checked={choice.binsOff}
            onChange={(event) => onChange({ ...choice, binsOff: event.target.checked })}
          />
          {ui.plan.binsOff}
        </label>
      ) : null}
      {choice.keep.length === 0 ? null : (
        <div className="row">
          <span>{ui.plan.keep(choice.keep.length)}</span>
          <Button look="quiet" className="button-small" onClick={() => onChange({ ...choice, keep: [] })}>
            {ui.plan.clearKeep}
          </Button>
        </div>
      )}
      <div>
        <Button type="submit" look="go" disabled={!choice.all && choice.kinds.length === 0}>
          {made ? ui.plan.remake : ui.plan.go}
        </Button>
      </div>
    </form>
  );
}
