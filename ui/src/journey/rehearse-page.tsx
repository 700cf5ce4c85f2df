import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { RehearseResult, State } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { RehearsalResult } from './rehearsal-result.tsx';
import { useResult } from './result.ts';
import { RunPanel } from './run-panel.tsx';

function Rehearsing({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const command = useCommand('rehearse');
  const shown = useResult<RehearseResult>('rehearse', command);
  const start = (): void => command.start({ archive: state.archive?.path });
  return (
    <>
      {command.isActive ? null : (
        <div>
          <Button look={shown === undefined ? 'go' : 'plain'} onClick={start}>
            {shown === undefined ? ui.rehearse.go : ui.run.again}
          </Button>
        </div>
      )}
      <RunPanel command={command} onAgain={start} />
      {shown === undefined || !state.rehearsed ? null : <RehearsalResult result={shown.result} />}
    </>
  );
}

export function Rehearse() {
  const { ui } = useTexts();
  const { data: state } = useQuery(stateQuery);
  const plan = state?.status?.plan;
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.rehearse.lead}>{ui.pages.rehearse}</PageTitle>
      {state === undefined ? (
        <Waiting />
      ) : state.archive === undefined ? (
        <NeedsArchive />
      ) : plan === undefined || plan.stale ? (
        <NeedsStep title={ui.rehearse.blocked} more={ui.apply.blockedMore} step="plan" />
      ) : (
        <>
          <Rehearsing state={state} />
          {state.rehearsed ? (
            <div>
              <Link to="/apply" className="button" data-look="go">
                {ui.rehearse.next}
              </Link>
            </div>
          ) : null}
        </>
      )}
    </div>
  );
}
