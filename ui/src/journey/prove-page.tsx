import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { reportQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { State } from '../api/types.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { Papers } from './papers.tsx';
import { Report } from './proof-report.tsx';
import { RunPanel } from './run-panel.tsx';
import { StepPage } from './step-page.tsx';

function Proof({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const command = useCommand('prove');
  const { data: report } = useQuery(reportQuery());
  const [profile, setProfile] = useState<string>('none');
  const start = (wanted = profile): void => {
    setProfile(wanted);
    const { path, portal } = state.archive ?? {};
    command.start({ archive: path, portal, ...(wanted === 'none' ? {} : { profile: wanted }) });
  };
  return (
    <>
      {report === undefined || report === null ? null : <Report report={report} />}
      {report?.provedAtMs === undefined ? null : (
        <div className="row no-print">
          <Link to="/by-hand" className="button" data-look="go">
            {ui.prove.next}
          </Link>
          <Button look="quiet" onClick={() => window.print()}>
            {ui.plan.print}
          </Button>
        </div>
      )}
      <RunPanel command={command} onAgain={() => start()} />
      <Papers disabled={command.isActive} onMake={start} />
    </>
  );
}

export function Prove() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.prove} lead={ui.prove.lead}>
      {(state) => {
        if (state.archive === undefined) return <NeedsArchive />;
        if (state.status?.journal === undefined) {
          return <NeedsStep title={ui.prove.blocked} more={ui.prove.blockedMore} step="apply" />;
        }
        return <Proof state={state} />;
      }}
    </StepPage>
  );
}
