import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { otherFieldsQuery } from '../api/queries.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';

type Fields = readonly string[] | undefined;

function placeOf(kind: string): string {
  return `bye24.columns.${kind}`;
}

function stored(kind: string): Fields {
  try {
    const value = JSON.parse(localStorage.getItem(placeOf(kind)) ?? 'null') as unknown;
    return Array.isArray(value) ? value.filter((field) => typeof field === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** The columns that were chosen for a kind, kept in this browser; undefined: as the kind declares them. */
export function useColumns(kind: string): readonly [Fields, (fields: Fields) => void] {
  const [fields, setFields] = useState<Fields>(() => stored(kind));
  return [
    fields,
    (chosen) => {
      setFields(chosen);
      if (chosen === undefined) localStorage.removeItem(placeOf(kind));
      else localStorage.setItem(placeOf(kind), JSON.stringify(chosen));
    },
  ];
}

interface ColumnChoiceProps {
  readonly kind: string;
  readonly chosen: Fields;
  readonly onChange: (fields: Fields) => void;
}

function Choices({ kind, chosen, onChange }: ColumnChoiceProps) {
  const { ui } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  const declared = kinds.find(kind)?.columns ?? [];
  const { data: others = [] } = useQuery(otherFieldsQuery(kind));
  const all = [
    ...declared.map(({ field, title }) => ({ field, title: title[language] })),
    ...others.map((field) => ({ field, title: field })),
  ];
  const shown = chosen ?? declared.map(({ field }) => field);
  const toggle = (field: string): void => {
    const next = new Set(shown.includes(field) ? shown.filter((one) => one !== field) : [...shown, field]);
    // A table without any column would be no choice.
    if (next.size > 0) onChange(all.map((one) => one.field).filter((one) => next.has(one)));
  };
  return (
    <div className="stack-tight">
      <ul className="column-choice">
        {all.map(({ field, title }) => (
          <li key={field}>
            <label className="choice small">
              <input type="checkbox" checked={shown.includes(field)} onChange={() => toggle(field)} />
              <span className="breakable">{title}</span>
            </label>
          </li>
        ))}
      </ul>
      {chosen === undefined ? null : (
        <div>
          <Button look="quiet" className="button-small" onClick={() => onChange(undefined)}>
            {ui.table.usual}
          </Button>
        </div>
      )}
    </div>
  );
}

/** Which columns a table shows: those of its kind, and any other field that its records have. */
export function ColumnChoice(props: ColumnChoiceProps) {
  const { ui } = useTexts();
  const [opened, setOpened] = useState(false);
  return (
    <details className="columns" onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary className="small">{ui.table.columns}</summary>
      {opened ? <Choices {...props} /> : null}
    </details>
  );
}
