import { Link } from '@tanstack/react-router';

import { endedAsPlanned, seenDone } from '../../../src/commands/ends.ts';
import type { ProofReport } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';

const ends = [
  'planned',
  'gone',
  'inBin',
  'inactive',
  'handed',
  'scrubbed',
  'binOff',
  'alreadyGone',
  'acknowledged',
  'stillThere',
  'changed',
  'childAppeared',
  'refused',
  'unknown',
  'unreachable',
  'left',
] as const;

/** What ended otherwise than planned, record by record. */
export function ExceptionList({ exceptions }: { readonly exceptions: ProofReport['exceptions'] }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  return (
    <ul className="dots">
      {exceptions.map(({ step, kind, id, end, code }) => (
        <li key={step}>
          <Link to="/archive/$kind/$id" params={{ kind, id }}>
            {kinds.one(kind)} {id}
          </Link>
          : {ui.prove.ends[end]} {code === undefined ? null : <code className="small">{code}</code>}
        </li>
      ))}
    </ul>
  );
}

function Exceptions({ report }: { readonly report: ProofReport }) {
  const { ui, views } = useTexts();
  const { total, exceptionCount } = report;
  // What was not done and what nobody could look at is no exception, and did not end as planned either.
  const open = total.planned - endedAsPlanned(total) - exceptionCount;
  if (exceptionCount === 0) {
    const title = open === 0 ? ui.prove.noExceptions : ui.prove.open(open);
    return <Notice look={open === 0 ? 'good' : 'warning'} title={title} />;
  }
  const shown = report.exceptions.slice(0, 100);
  return (
    <section className="card" aria-labelledby="exceptions-title">
      <h2 id="exceptions-title">{ui.prove.exceptions}</h2>
      <ExceptionList exceptions={shown} />
      {report.exceptionCount > shown.length ? (
        <p className="soft">{views.verify.more(report.exceptionCount - shown.length)}</p>
      ) : null}
    </section>
  );
}

/** What can be said of a deletion, kind by kind, from its journal alone. */
export function Report({ report }: { readonly report: ProofReport }) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const { total } = report;
  const gone = seenDone(total);
  const columns = ends.filter((end) => end === 'planned' || total[end] > 0);
  return (
    <div className="stack">
      <p className="headline">
        {total.handed + total.scrubbed + total.binOff > 0
          ? ui.prove.titleEnded(gone, total.planned)
          : ui.prove.title(gone, total.planned)}
      </p>
      <p className="soft">{report.provedAtMs === undefined ? ui.prove.notYet : ui.prove.at(report.provedAtMs)}</p>
      <section className="card" aria-labelledby="report-title">
        <h2 id="report-title">{ui.inventory.kinds}</h2>
        <div className="scroll-x tall" tabIndex={0} role="group" aria-labelledby="report-title">
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
                    {kind.inBin === 0 ? null : (
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
