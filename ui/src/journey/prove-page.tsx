import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { reportQuery, stateQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { ProofReport, State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { RunPanel } from './run-panel.tsx';

const ends = [
  'planned',
  'gone',
  'inBin',
  'inactive',
  'handed',
  'scrubbed',
  'alreadyGone',
  'acknowledged',
  'stillThere',
  'changed',
  'childAppeared',
  'refused',
  'unknown',
  'left',
] as const;

function Exceptions({ report }: { readonly report: ProofReport }) {
  const { ui, views } = useTexts();
  const kinds = useKinds();
  if (report.exceptionCount === 0) return <Notice look="good" title={ui.prove.noExceptions} />;
  const shown = report.exceptions.slice(0, 100);
  return (
    <section className="card" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">{ui.prove.exceptions}</h2>
      <ul className="dots">
        {shown.map(({ step, kind, id, end, code }) => (
          <li key={step}>
            <Link to="/archive/$kind/$id" params={{ kind, id }}>
              {kinds.one(kind)} {id}
            </Link>
            : {ui.prove.ends[end]} {code === undefined ? null : <code className="small">{code}</code>}
          </li>
        ))}
      </ul>
      {report.exceptionCount > shown.length ? (
        <p className="soft">{views.verify.more(report.exceptionCount - shown.length)}</p>
      ) : null}
    </section>
  );
}

function Report({ report }: { readonly report: ProofReport }) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const { total } = report;
  const gone = total.gone + total.inactive + total.alreadyGone;
  const columns = ends.filter((end) => end === 'planned' || total[end] > 0);
  return (
    <div className="stack">
      <p className="headline">{ui.prove.title(gone, total.planned)}</p>
      <p className="soft">{report.provedAtMs === undefined ? ui.prove.notYet : ui.prove.at(report.provedAtMs)}</p>
      <section className="card" aria-labelledby="report-title">
        <h2 id="report-title">{ui.inventory.kinds}</h2>
        <div className="scroll-x" tabIndex={0} role="group" aria-labelledby="report-title">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{ui.wall.kind}</th>
                {columns.map((end) => (
                  <th key={end} scope="col" className="number">
                    {ui.prove.ends[end]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {report.kinds.map((kind) => (
                <tr key={kind.kind}>
                  <th scope="row">
                    {kinds.many(kind.kind)}
                    {kind.binUntilMs === undefined ? null : (
                      <span className="soft small block">{ui.prove.binUntil(kind.binUntilMs)}</span>
                    )}
                  </th>
                  {columns.map((end) => (
                    <td key={end} className="number">
                      {kind[end] === 0 ? <span className="soft">{ui.wall.notCounted}</span> : format.number(kind[end])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <Exceptions report={report} />
      <p className="soft small breakable">
        {ui.prove.journal(report.journal.lines)} · <code>{report.journal.head}</code>
      </p>
    </div>
  );
}

function Proof({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const command = useCommand('prove');
  const { data: report } = useQuery(reportQuery);
  const start = (): void => command.start({ archive: state.archive?.path, portal: state.archive?.portal });
  return (
    <>
      {command.isActive ? null : (
        <div className="row no-print">
          <Button look={report?.provedAtMs === undefined ? 'go' : 'plain'} onClick={start}>
            {ui.prove.go}
          </Button>
          <Button look="quiet" onClick={() => window.print()}>
            {ui.plan.print}
          </Button>
        </div>
      )}
      <RunPanel command={command} onAgain={start} />
      {report === undefined || report === null ? null : <Report report={report} />}
      {report?.provedAtMs === undefined ? null : (
        <div className="no-print">
          <Link to="/by-hand" className="button" data-look="go">
            {ui.prove.next}
          </Link>
        </div>
      )}
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
