import type { FormEvent, ReactNode } from 'react';

import { boxStep } from '../../../src/commands/box-words.ts';
import type { CommandRun } from '../api/run.ts';
import { useTexts } from '../app/settings.tsx';

/** The site that a piece of work is about: its folder on this computer, the same for all of them. */
export interface SiteProps {
  readonly root: string;
  readonly onRoot: (root: string) => void;
}

interface TextFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function TextField({ id, label, hint, optional = false, value, onChange }: TextFieldProps) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        required={!optional}
        value={value}
        placeholder={hint}
        spellCheck={false}
        autoCapitalize="none"
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

interface WorkCardProps {
  readonly id: string;
  readonly title: string;
  readonly more: string;
  readonly danger?: boolean;
  readonly onSubmit: () => void;
  /** What is filled in, shown and pressed. */
  readonly children: ReactNode;
  /** How it goes on. What a command asks is a form of its own, and a form within a form is none. */
  readonly progress: ReactNode;
}

/** A piece of work on a server. */
export function WorkCard({ id, title, more, danger = false, onSubmit, children, progress }: WorkCardProps) {
  return (
    <section className={danger ? 'card danger' : 'card'} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      <p className="soft">{more}</p>
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
      </form>
      {progress}
    </section>
  );
}

/** Steps of work on a server, as they are taken. */
export function Log({ command }: { readonly command: CommandRun }) {
  const texts = useTexts();
  const steps = command.view.notices.flatMap((notice) => (notice.type === 'boxStep' ? [notice.step] : []));
  if (steps.length === 0) return null;
  return (
    <details>
      <summary>{texts.ui.box.log}</summary>
      <ol className="numbers small breakable">
        {steps.map((step, index) => (
          <li key={index}>{boxStep(step, texts)}</li>
        ))}
      </ol>
    </details>
  );
}

/** The parameter of commands that look at another system than this computer’s own; '' is this one. */
export function onSystem(system: string): { readonly system?: string } {
  return system === '' ? {} : { system };
}
