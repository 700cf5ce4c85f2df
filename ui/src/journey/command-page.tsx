import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { commandsQuery, type CommandFacts, stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { Parameter } from '../api/types.ts';
import { NotFound } from '../app/not-found.tsx';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Coded } from '../parts/coded.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Tree } from '../parts/tree.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { RunPanel } from './run-panel.tsx';

interface FieldProps {
  readonly name: string;
  readonly parameter: Parameter;
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ name, parameter, title, value, onChange }: FieldProps) {
  const { ui } = useTexts();
  const id = `parameter-${name}`;
  if (parameter.type === 'flag') {
    return (
      <label className="choice">
        <input
          type="checkbox"
          checked={value === 'yes'}
          onChange={({ target }) => onChange(target.checked ? 'yes' : '')}
        />
        <span>
          <Coded>{title}</Coded>
        </span>
      </label>
    );
  }
  const required = 'required' in parameter && parameter.required;
  return (
    <div className="field">
      <label htmlFor={id}>
        <Coded>{title}</Coded> <code className="soft small">{name}</code>
      </label>
      {parameter.type === 'choice' ? (
        <select id={id} value={value} required={required} onChange={({ target }) => onChange(target.value)}>
          <option value="" />
          {parameter.of.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={value}
          required={required}
          inputMode={parameter.type === 'count' ? 'numeric' : 'text'}
          aria-describedby={parameter.type === 'list' ? `${id}-more` : undefined}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {parameter.type === 'list' ? (
        <span id={`${id}-more`} className="soft small">
          {ui.more.listHint}
        </span>
      ) : null}
    </div>
  );
}

/** What was typed, as the JSON that the command's own schema checks. */
function inputOf(facts: CommandFacts, values: Readonly<Record<string, string>>): Readonly<Record<string, unknown>> {
  const entries = Object.entries(facts.parameters).flatMap(([name, parameter]): [string, unknown][] => {
    const value = values[name]?.trim() ?? '';
    if (value === '') return [];
    if (parameter.type === 'flag') return [[name, true]];
    if (parameter.type !== 'list') return [[name, value]];
    const whole = 'whole' in parameter && parameter.whole;
    return [[name, whole ? [value] : value.split(',').map((part) => part.trim())]];
  });
  return Object.fromEntries(entries);
}

function Form({ facts }: { readonly facts: CommandFacts }) {
  const { ui, commands: words } = useTexts();
  const { data: state } = useQuery(stateQuery);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const command = useCommand(facts.name);
  const titles: Readonly<Record<string, string>> = words[facts.name].parameters;
  const start = (): void => {
    const known = 'archive' in facts.parameters && state?.archive !== undefined ? { archive: state.archive.path } : {};
    command.start({ ...known, ...inputOf(facts, values) });
  };
  const end = command.view.end;
  return (
    <div className="stack-loose">
      <PageTitle lead={words[facts.name].description}>{words[facts.name].summary}</PageTitle>
      <form
        className="card"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          start();
        }}
      >
        <h2>{ui.more.form}</h2>
        {Object.entries(facts.parameters).map(([name, parameter]) => (
          <Field
            key={name}
            name={name}
            parameter={parameter}
            title={titles[name] ?? name}
            value={values[name] ?? ''}
            onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <div>
          <Button type="submit" look="go" disabled={command.isActive}>
            {ui.more.run}
          </Button>
        </div>
      </form>
      <RunPanel command={command} onAgain={start} />
      {end?.is === 'done' ? (
        <section className="card" aria-labelledby="result-title">
          <h2 id="result-title">{ui.more.result}</h2>
          <Tree value={end.result} />
        </section>
      ) : null}
    </div>
  );
}

/** A page for any command, made from its declaration. */
export function OneCommand() {
  const { command } = useParams({ from: '/more/$command' });
  const { ui } = useTexts();
  const { data, error, refetch } = useQuery(commandsQuery);
  if (data === undefined) {
    return (
      <div className="stack">
        <PageTitle>{ui.pages.more}</PageTitle>
        {error === null ? <Waiting /> : <ErrorCard error={error} onRetry={() => void refetch()} />}
      </div>
    );
  }
  const facts = data.find(({ name }) => name === command);
  return facts === undefined ? <NotFound /> : <Form key={command} facts={facts} />;
}
