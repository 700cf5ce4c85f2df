import { Link } from '@tanstack/react-router';

import { useAnswers } from '../api/answers.ts';
import { useCommand } from '../api/run.ts';
import type { ApplyResult, State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { Danger } from './danger.tsx';
import { useGoing } from './going.ts';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { useResult } from './result.ts';
import { RunPanel } from './run-panel.tsx';
import { StepStates } from './step-states.tsx';
import { StepPage } from './step-page.tsx';

/** What had changed: what came home in its new version, and what stayed. */
function Brought({ result: { broughtHome } }: { readonly result: ApplyResult }) {
  const { ui } = useTexts();
  if (broughtHome === undefined) return null;
  const { count, records, staysCount, stays } = broughtHome;
  return (
    <>
      {count > 0 ? <Named title={ui.apply.brought(count)} records={records} /> : null}
      {staysCount > 0 ? <Named title={ui.apply.broughtStays(staysCount)} records={stays} /> : null}
    </>
  );
}

function Named({ title, records }: { readonly title: string; readonly records: readonly NamedRecord[] }) {
  const kinds = useKinds();
  return (
    <details>
      <summary>{title}</summary>
      <ul className="dots">
        {records.map(({ kind, id, name }) => (
          <li key={`${kind}:${id}`} className="breakable">
            {kinds.one(kind)} {id}: {name}
          </li>
        ))}
      </ul>
    </details>
  );
}

interface NamedRecord {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

interface AppliedProps {
  readonly isFinished: boolean;
  readonly states: ApplyResult['states'];
  /** What the web app kept of the run; nothing where the terminal walked it. */
  readonly result: ApplyResult | undefined;
}

function Applied({ isFinished, states, result }: AppliedProps) {
  const { ui, views } = useTexts();
  return (
    <section className="card" aria-labelledby="applied-title">
      <h2 id="applied-title">{isFinished ? ui.apply.finished : ui.run.stopped}</h2>
      <StepStates states={states} />
      {result === undefined ? null : <Brought result={result} />}
      {result?.unreached?.map(({ connection, code }) => (
        <Notice
          key={connection}
          look="warning"
          title={views.apply.unreached(connection.replace(/^user-/u, ''), code)}
        />
      ))}
      <div>
        <Link to="/prove" className="button" data-look="go">
          {ui.apply.next}
        </Link>
      </div>
    </section>
  );
}

function Applying({ state }: { readonly state: State }) {
  const command = useCommand('apply');
  const shown = useResult<ApplyResult>('apply', command);
  const going = useGoing(command);
  const answering = useAnswers(command);
  const journal = state.status?.journal;
  const isOver = journal?.finished === true;
  // What an earlier plan came to says nothing of this one.
  const applied = journal !== undefined && shown !== undefined ? shown.result : undefined;
  const states = applied?.states ?? (isOver && !command.isActive ? journal.states : undefined);
  return (
    <>
      <RunPanel
        command={command}
        isCovered={answering.isCovered}
        onAgain={() => document.querySelector<HTMLElement>('#typed-address')?.focus()}
      />
      {states === undefined ? null : (
        <Applied
          isFinished={applied === undefined ? isOver : applied.ended === 'finished'}
          states={states}
          result={applied}
        />
      )}
      {going === undefined || (isOver && going.left.changed.steps === 0) ? null : (
        <Danger
          command={command}
          answering={answering}
          state={state}
          {...going}
          standing={journal === undefined ? 'new' : isOver ? 'over' : journal.bringing === true ? 'bringing' : 'begun'}
        />
      )}
    </>
  );
}

/** The danger page: what, how many, how, until when it can be taken back; then typed twice. */
export function Apply() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.apply} lead={ui.apply.lead}>
      {(state) => {
        const { plan, journal } = state.status ?? {};
        if (state.archive === undefined) return <NeedsArchive />;
        if (plan === undefined || (plan.stale && journal === undefined)) {
          return <NeedsStep title={ui.apply.blocked} more={ui.apply.blockedMore} step="plan" />;
        }
        if (!state.rehearsed && journal === undefined) {
          return <NeedsStep title={ui.apply.unrehearsed} more={ui.rehearse.lead} step="rehearse" />;
        }
        return <Applying state={state} />;
      }}
    </StepPage>
  );
}
