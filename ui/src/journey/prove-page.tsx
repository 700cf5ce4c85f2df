import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { reportQuery, stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { State } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { Papers } from './papers.tsx';
import { Report } from './proof-report.tsx';
import { RunPanel } from './run-panel.tsx';

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
  const { data: state } = useQuery(stateQuery);
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.prove.lead}>{ui.pages.prove}</PageTitle>
      {state === undefined ? (
        <Waiting />
      ) : state.archive === undefined ? (
        <NeedsArchive />
      ) : state.status?.journal === undefined ? (
        <NeedsStep title={ui.prove.blocked} more={ui.prove.blockedMore} step="apply" />
      ) : (
        <Proof state={state} />
      )}
    </div>
  );
}
