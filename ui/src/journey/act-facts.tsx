import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { send } from '../api/client.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';

const names = [
  'operatorName',
  'operatorAddress',
  'processorName',
  'processorAddress',
  'whyNone',
  'personName',
  'personPosition',
  'reason',
  'holder',
  'basis',
  'destroyBy',
] as const;
type Name = (typeof names)[number];
type Fields = Readonly<Record<Name, string>>;

function at(value: unknown, ...path: readonly (string | number)[]): string {
  let here = value;
  for (const step of path) {
    here = typeof here === 'object' && here !== null ? (here as Record<string | number, unknown>)[step] : undefined;
  }
  return typeof here === 'string' ? here : '';
}

/** The file of facts as the fields of the form. */
function fieldsOf(facts: unknown): Fields {
  return {
    operatorName: at(facts, 'operator', 'name'),
    operatorAddress: at(facts, 'operator', 'address'),
    processorName: at(facts, 'processor', 'name'),
    processorAddress: at(facts, 'processor', 'address'),
    whyNone: at(facts, 'processor', 'notApplicable'),
    personName: at(facts, 'persons', 0, 'name'),
    personPosition: at(facts, 'persons', 0, 'position'),
    reason: at(facts, 'reason'),
    holder: at(facts, 'archive', 'holder'),
    basis: at(facts, 'archive', 'basis'),
    destroyBy: at(facts, 'archive', 'destroyBy'),
  };
}

function factsOf(fields: Fields, noProcessor: boolean): unknown {
  return {
    operator: { name: fields.operatorName, address: fields.operatorAddress },
    processor: noProcessor
      ? { notApplicable: fields.whyNone }
      : { name: fields.processorName, address: fields.processorAddress },
    persons: [{ name: fields.personName, position: fields.personPosition }],
    reason: fields.reason,
    archive: { holder: fields.holder, basis: fields.basis, destroyBy: fields.destroyBy },
  };
}

interface ActFactsProps {
  readonly facts: unknown;
  readonly work: string | undefined;
}

/** What an act needs and no journal knows: kept by the server, which alone says whether it is whole. */
export function ActFacts({ facts, work }: ActFactsProps) {
  const { ui } = useTexts();
  const words = ui.papers;
  const queries = useQueryClient();
  const [fields, setFields] = useState(() => fieldsOf(facts));
  const [noProcessor, setNoProcessor] = useState(() => at(facts, 'processor', 'notApplicable') !== '');
  const [kept, setKept] = useState(false);
  const [error, setError] = useState<unknown>();
  const field = (name: Name, hint?: string) => (
    <div className="field">
      <label htmlFor={`act-${name}`}>{words[name]}</label>
      <input
        id={`act-${name}`}
        required
        value={fields[name]}
        placeholder={hint}
        type={name === 'destroyBy' ? 'date' : 'text'}
        onChange={({ target }) => {
          setKept(false);
          setFields((before) => ({ ...before, [name]: target.value }));
        }}
      />
    </div>
  );
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setError(undefined);
        const body = { facts: factsOf(fields, noProcessor), ...(work === undefined ? {} : { work }) };
        send('/api/exit/act-facts', body)
          .then(() => {
            setKept(true);
            return queries.invalidateQueries({ queryKey: ['exit', 'papers'] });
          })
          .catch((reason: unknown) => setError(reason));
      }}
    >
      <h3>{words.facts}</h3>
      <div className="trio">
        {field('operatorName')}
        {field('operatorAddress')}
      </div>
      <label className="choice">
        <input type="checkbox" checked={noProcessor} onChange={({ target }) => setNoProcessor(target.checked)} />
        {words.processorName}: {words.noProcessor}
      </label>
      <div className="trio">
        {noProcessor ? (
          field('whyNone')
        ) : (
          <>
            {field('processorName')}
            {field('processorAddress')}
          </>
        )}
      </div>
      <div className="trio">
        {field('personName')}
        {field('personPosition')}
        {field('reason', words.reasonHint)}
      </div>
      <h3>{words.archive}</h3>
      <div className="trio">
        {field('holder')}
        {field('basis')}
        {field('destroyBy')}
      </div>
      {error === undefined ? null : <ErrorCard error={error} />}
      <div className="row">
        <Button type="submit">{words.keep}</Button>
        <span className="soft small" role="status">
          {kept ? `✓ ${words.kept}` : ''}
        </span>
      </div>
    </form>
  );
}
