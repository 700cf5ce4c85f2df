import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { missingQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { ExportResult, InventoryResult, State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { Notice } from '../parts/notice.tsx';
import { LeaveOut, leftInput, useLeft } from './leave-out.tsx';
import { useResult } from './result.ts';
import { PortalStep, StepPage } from './step-page.tsx';

const missingShown = 100;

function MissingList() {
  const { ui, views } = useTexts();
  const kinds = useKinds();
  const { data = [] } = useQuery(missingQuery);
  if (data.length === 0) return null;
  return (
    <section className="card" aria-labelledby="missing-title">
      <h2 id="missing-title">{ui.export.missing}</h2>
      <ul className="dots">
        {data.slice(0, missingShown).map(({ kind, id, code, message, what }) => (
          <li key={`${kind} ${id ?? ''} ${code} ${what}`}>
            {kinds.many(kind)}
            {id === undefined ? '' : ` ${id}`}: <span className="soft">{message}</span>{' '}
            <code className="small">{code}</code>
          </li>
        ))}
      </ul>
      {data.length > missingShown ? <p className="soft">{views.verify.more(data.length - missingShown)}</p> : null}
    </section>
  );
}

function Brought({ result }: { readonly result: ExportResult }) {
  const { ui, views, format } = useTexts();
  const { language } = useSettings();
  const kinds = useKinds();
  const records = result.kinds.reduce((sum, { kept }) => sum + kept, 0);
  const missing = result.missing.reduce((sum, { count }) => sum + count, 0);
  const { files, startedAtMs, finishedAtMs } = result;
  return (
    <div className="stack">
      <Notice
        look={result.state === 'complete' ? 'good' : 'warning'}
        title={result.state === 'complete' ? ui.export.complete : ui.export.incomplete(missing)}
      >
        <p>{views.export.sum(records, files.count, files.bytes, finishedAtMs - startedAtMs)}</p>
        <p className="soft small breakable">
          {ui.export.folder}: <code>{result.archive}</code>
        </p>
      </Notice>
      <section className="card" aria-labelledby="counts-title">
        <h2 id="counts-title">{ui.inventory.kinds}</h2>
        <div className="scroll-x tall" tabIndex={0} role="group" aria-labelledby="counts-title">
          <table className="table" lang={language}>
            <thead>
              <tr>
                <th scope="col">{ui.wall.kind}</th>
                <th scope="col" className="number">
                  {ui.export.portal}
                </th>
                <th scope="col" className="number">
                  {ui.export.seen}
                </th>
                <th scope="col" className="number">
                  {ui.export.kept}
                </th>
                <th scope="col">{ui.export.whole}</th>
              </tr>
            </thead>
            <tbody>
              {result.kinds.map(({ kind, portal, seen, kept, state }) => (
                <tr key={kind}>
                  <th scope="row">{kinds.many(kind)}</th>
                  <td className="number">{portal === undefined ? ui.wall.notCounted : format.number(portal)}</td>
                  <td className="number">{format.number(seen)}</td>
                  <td className="number">{format.number(kept)}</td>
                  <td>
                    <span className="badge" data-look={state === 'complete' ? 'good' : 'warning'}>
                      {state === 'complete' ? `✓ ${ui.table.yes}` : `! ${ui.table.no}`}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <MissingList />
      <div>
        <Link to="/verify" className="button" data-look="go">
          {ui.export.next}
        </Link>
      </div>
    </div>
  );
}

function Steps({ state }: { readonly state: State }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  const command = useCommand('export');
  const shown = useResult<ExportResult>('export', command);
  const counted = useResult<InventoryResult>('inventory', useCommand('inventory'));
  const [left, setLeft] = useLeft(state.portal ?? '');
  return (
    <PortalStep
      state={state}
      command={command}
      go={ui.export.go}
      again={ui.export.again}
      input={leftInput(left, kinds)}
      choice={<LeaveOut inventory={counted?.result} left={left} onChange={setLeft} />}
    >
      {shown === undefined ? undefined : <Brought result={shown.result} />}
    </PortalStep>
  );
}

export function Export() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.export} lead={ui.export.lead}>
      {(state) => <Steps state={state} />}
    </StepPage>
  );
}
