import { Link } from '@tanstack/react-router';

import { useCommand } from '../api/run.ts';
import type { RehearseResult, State } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { RehearsalResult } from './rehearsal-result.tsx';
import { useResult } from './result.ts';
import { offersAgain, RunPanel } from './run-panel.tsx';
import { StepPage } from './step-page.tsx';

function Rehearsing({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const command = useCommand('rehearse');
  const shown = useResult<RehearseResult>('rehearse', command);
  const start = (): void => command.start({ archive: state.archive?.path });
  return (
    <>
      {command.isActive || offersAgain(command) ? null : (
        <div>
          <Button look={shown === undefined ? 'go' : 'plain'} onClick={start}>
            {shown === undefined ? ui.rehearse.go : ui.run.again}
          </Button>
        </div>
      )}
      <RunPanel command={command} onAgain={start} />
      {shown === undefined || !state.rehearsed ? null : <RehearsalResult result={shown.result} />}
      {command.isActive || shown === undefined || shown.result.clean || state.status?.journal !== undefined ? null : (
        <div>
          <Button onClick={() => command.start({ archive: state.archive?.path, adjustPlan: true })}>
            {ui.rehearse.adjust}
          </Button>
        </div>
      )}
      {command.isActive || !state.rehearsed ? null : (
        <div>
          <Link to="/apply" className="button" data-look="go">
            {ui.rehearse.next}
          </Link>
        </div>
      )}
    </>
  );
}

export function Rehearse() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.rehearse} lead={ui.rehearse.lead}>
      {(state) => {
        const plan = state.status?.plan;
        if (state.archive === undefined) return <NeedsArchive />;
        if (plan === undefined || plan.stale) {
          return <NeedsStep title={ui.rehearse.blocked} more={ui.apply.blockedMore} step="plan" />;
        }
        return <Rehearsing state={state} />;
      }}
    </StepPage>
  );
}
