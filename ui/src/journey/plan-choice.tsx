import { useQuery } from '@tanstack/react-query';
import type { FormEvent } from 'react';

import { archiveQuery, sizesQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { KindGroups } from '../parts/kind-groups.tsx';

/** What a person chooses; the command's own parameters are made of it. */
export interface Choice {
  readonly all: boolean;
  readonly kinds: readonly string[];
  /** Days, as the date field gives them; '' for any time. */
  readonly changedBefore: string;
  readonly createdBefore: string;
  /** `deal:42`: taken out by hand. */
  readonly keep: readonly string[];
  /** Bins that can be switched off are, before anything goes. */
  readonly binsOff: boolean;
}

export const noChoice: Choice = {
  all: true,
  kinds: [],
  changedBefore: '',
  createdBefore: '',
  keep: [],
  binsOff: false,
};

export function planInput(choice: Choice): Readonly<Record<string, unknown>> {
  const { all, kinds, changedBefore, createdBefore, keep, binsOff } = choice;
  return {
    kinds: all ? ['all'] : kinds,
    where: [
      ...(changedBefore === '' ? [] : [`changed<${changedBefore}`]),
      ...(createdBefore === '' ? [] : [`created<${createdBefore}`]),
    ],
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

interface DayFieldProps {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

function DayField({ id, label, value, onChange }: DayFieldProps) {
  return (
    <div className="field field-short">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="date"
        value={value}
        aria-describedby="days-more"
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

/** Kinds with their counts as the conditions leave them, two dates, and what was taken out by hand. */
export function PlanChoice({ choice, onChange, onMake, made }: PlanChoiceProps) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const { data: archive } = useQuery(archiveQuery);
  const { data: sizes } = useQuery(sizesQuery(choice.changedBefore, choice.createdBefore));
  const everything = new Map((archive?.kinds ?? []).map(({ kind, count }) => [kind, count]));
  const counts = new Map((sizes ?? []).map(({ kind, count }) => [kind, count]));
  const deletable = kinds.all.filter(
    ({ id, goes }) =>
      (everything.get(id) ?? 0) > 0 && (goes === 'call' || goes === 'deactivate' || goes === 'withParent'),
  );
  // What only goes along with something else is chosen with that.
  const own = deletable.filter(({ goes }) => goes !== 'withParent');
  const chosen = deletable
    .filter(({ id }) => choice.all || choice.kinds.includes(id))
    .reduce((sum, { id }) => sum + (counts.get(id) ?? 0), 0);
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
          <KindGroups id="choice" list={own.map(({ id: kind }) => ({ kind }))}>
            {({ kind }) => (
              <label className="tile tile-choice">
                <span className="row">
                  <input type="checkbox" checked={choice.kinds.includes(kind)} onChange={() => toggle(kind)} />
                  {kinds.many(kind)}
                </span>
                <strong className="tile-number" data-none={(counts.get(kind) ?? 0) === 0}>
                  {format.number(counts.get(kind) ?? 0)}
                </strong>
              </label>
            )}
          </KindGroups>
        )}
      </fieldset>
      <div className="stack-tight">
        <div className="row">
          <DayField
            id="changed-before"
            label={ui.plan.where}
            value={choice.changedBefore}
            onChange={(changedBefore) => onChange({ ...choice, changedBefore })}
          />
          <DayField
            id="created-before"
            label={ui.plan.whereMade}
            value={choice.createdBefore}
            onChange={(createdBefore) => onChange({ ...choice, createdBefore })}
          />
        </div>
        <span id="days-more" className="soft small">
          {ui.plan.whereMore}
        </span>
      </div>
      {(everything.get('smart-process-item') ?? 0) > 0 &&
      (choice.all || choice.kinds.includes('smart-process-item')) ? (
        <label className="choice">
          <input
            type="checkbox"
            checked={choice.binsOff}
            onChange={(event) => onChange({ ...choice, binsOff: event.target.checked })}
          />
          {ui.plan.binsOff}
        </label>
      ) : null}
      {sizes === undefined ? null : (
        <p role="status">
          {ui.plan.chosen(chosen)} <span className="soft">{ui.plan.chosenMore}</span>
        </p>
      )}
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
