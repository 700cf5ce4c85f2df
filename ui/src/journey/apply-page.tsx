import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { ApplyResult, PlanResult, State } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { Danger } from './danger.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { useResult } from './result.ts';
import { RunPanel } from './run-panel.tsx';

const good: ReadonlySet<string> = new Set(['absent', 'inBin', 'inactive', 'handed', 'scrubbed', 'alreadyGone']);

function Applied({ result }: { readonly result: ApplyResult }) {
  const { ui, format } = useTexts();
  const states = Object.entries(result.states).filter(([, count]) => count > 0) as [
    keyof typeof ui.apply.states,
    number,
  ][];
  const open = states
    .filter(([state]) => !good.has(state) && state !== 'acknowledged')
    .reduce((sum, [, count]) => sum + count, 0);
  return (
    <section className="card" aria-labelledby="applied-title">
      <h2 id="applied-title">{result.ended === 'finished' ? ui.apply.finished : ui.run.stopped}</h2>
      <ul className="tiles">
        {states.map(([state, count]) => (
          <li key={state} className="tile">
            <span>
              <span aria-hidden="true">{good.has(state) ? '✓ ' : '! '}</span>
              {ui.apply.states[state]}
            </span>
            <strong className="tile-number">{format.number(count)}</strong>
          </li>
        ))}
      </ul>
      {open === 0 ? null : <Notice look="warning" title={ui.apply.open(open)} />}
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
  const planCommand = useCommand('plan');
  const shown = useResult<ApplyResult>('apply', command);
  const plan = useResult<PlanResult>('plan', planCommand);
  const journal = state.status?.journal;
  // What an earlier plan came to says nothing of this one.
  const applied = journal !== undefined && shown !== undefined ? shown.result : undefined;
  return (
    <>
      <RunPanel command={command} onAgain={() => document.querySelector<HTMLElement>('#typed-address')?.focus()} />
      {applied === undefined ? null : <Applied result={applied} />}
      {journal?.finished === true || plan === undefined ? null : (
        <Danger command={command} state={state} plan={plan.result} resumes={journal !== undefined} />
      )}
    </>
  );
}

/** The danger page: what, how many, how, until when it can be taken back; then typed twice. */
export function Apply() {
  const { ui } = useTexts();
  const { data: state } = useQuery(stateQuery);
  const plan = state?.status?.plan;
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.apply.lead}>{ui.pages.apply}</PageTitle>
      {state === undefined ? (
        <Waiting />
      ) : state.archive === undefined ? (
        <NeedsArchive />
      ) : plan === undefined || (plan.stale && state.status?.journal === undefined) ? (
        <NeedsStep title={ui.apply.blocked} more={ui.apply.blockedMore} step="plan" />
      ) : !state.rehearsed && state.status?.journal === undefined ? (
        <NeedsStep title={ui.apply.unrehearsed} more={ui.rehearse.lead} step="rehearse" />
      ) : (
        <Applying state={state} />
      )}
    </div>
  );
}
