import { useState } from 'react';

import { resultOf, useCommand } from '../api/run.ts';
import type { DesktopEmptyResult, DesktopRemoveResult, DesktopRestoreResult, DesktopScanResult } from '../api/types.ts';
import { PageTitle } from '../app/page-title.tsx';
import { useTexts } from '../app/settings.tsx';
import { RunPanel } from '../journey/run-panel.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Notice } from '../parts/notice.tsx';
import { RemovalSteps, TraceLine, useStepText } from './removal.tsx';

interface ChoiceProps {
  readonly result: DesktopScanResult;
  readonly also: readonly string[];
  readonly moveDrive: readonly string[];
  readonly onAlso: (ids: readonly string[]) => void;
  readonly onMoveDrive: (paths: readonly string[]) => void;
}

function toggled(list: readonly string[], one: string): readonly string[] {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one];
}

/** What was found: what would go, and what is left alone and may be taken along by a person's word. */
function Found({ result, also, moveDrive, onAlso, onMoveDrive }: ChoiceProps) {
  const { ui, desktop } = useTexts();
  const { traces, plan, unseen } = result;
  const left = new Set(plan.leftAlone.map(({ id }) => id));
  const mayGo = plan.leftAlone.filter(({ leftAlone }) => leftAlone === 'unsure' || leftAlone === 'noWayBack');
  const chosen = traces.filter(({ id }) => also.includes(id) && !left.has(id));
  return (
    <>
      <section className="card" aria-labelledby="traces-title">
        <h2 id="traces-title">{desktop.found(traces.length)}</h2>
        <ul className="rows">
          {traces
            .filter(({ id }) => !left.has(id))
            .map((trace) => (
              <TraceLine key={trace.id} trace={trace} />
            ))}
        </ul>
        {unseen.map(({ what, why }) => (
          <Notice key={what} look="warning" title={desktop.unseen(what, why)} />
        ))}
      </section>
      {plan.leftAlone.length === 0 ? null : (
        <section className="card" aria-labelledby="left-title">
          <h2 id="left-title">{desktop.left}</h2>
          <ul className="rows">
            {plan.leftAlone.map((trace) => (
              <TraceLine key={trace.id} trace={trace} />
            ))}
          </ul>
          {[...mayGo, ...chosen].map(({ id }) => (
            <label key={id} className="choice">
              <input type="checkbox" checked={also.includes(id)} onChange={() => onAlso(toggled(also, id))} />
              <span className="breakable">
                {ui.desktop.takeAlso}: <code>{id}</code>
              </span>
            </label>
          ))}
        </section>
      )}
      {plan.drive
        .filter(({ leftAlone }) => leftAlone === undefined)
        .map(({ path }) => (
          <label key={path} className="choice">
            <input
              type="checkbox"
              checked={moveDrive.includes(path)}
              onChange={() => onMoveDrive(toggled(moveDrive, path))}
            />
            <span className="breakable">
              {ui.desktop.moveDrive}: <code>{path}</code>
            </span>
          </label>
        ))}
    </>
  );
}

function Outcomes({ result }: { readonly result: DesktopRemoveResult }) {
  const { ui, desktop } = useTexts();
  const stepText = useStepText();
  const { plan, outcomes, quarantine, ended } = result;
  const reasons: Readonly<Record<string, string>> = desktop.reasons;
  const whole = outcomes.every(({ end }) => end === 'done' || end === 'absent');
  return (
    <section className="card" aria-labelledby="outcomes-title">
      <h2 id="outcomes-title">{ui.desktop.outcomes}</h2>
      <Notice
        look={ended && whole ? 'good' : 'warning'}
        title={ended ? (whole ? desktop.removed : desktop.removedPartly) : desktop.interrupted}
      >
        {quarantine === undefined ? null : <p className="breakable">{desktop.quarantine(quarantine)}</p>}
      </Notice>
      <ol className="numbers">
        {outcomes.map(({ step, end, reason }) => {
          const done = plan.steps[step];
          return (
            <li key={step} className="breakable">
              {done === undefined ? step : stepText(done)} — {desktop.ends[end]}
              {reason === undefined ? '' : `: ${reasons[reason] ?? reason}`}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Restored({ result }: { readonly result: DesktopRestoreResult }) {
  const { desktop } = useTexts();
  const stepText = useStepText();
  const open = result.restored.some(({ end }) => end === 'left' || end === 'failed');
  return (
    <section className="card" aria-labelledby="restored-title">
      <h2 id="restored-title">{open ? desktop.restoredPartly : desktop.restoredWhole}</h2>
      <ol className="numbers">
        {result.restored.map(({ step, end }) => {
          const undone = result.plan.steps[step];
          return undone === undefined || undone.do === 'stop' ? null : (
            <li key={step} className="breakable">
              {stepText(undone)} — {desktop.restored[end]}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function Emptied({ result: { removal, emptied } }: { readonly result: DesktopEmptyResult }) {
  const { desktop } = useTexts();
  const { files, bytes, left } = emptied;
  return (
    <Notice look={left.length === 0 ? 'good' : 'warning'} title={desktop.empty.gone(removal, files, bytes)}>
      {left.map((path) => (
        <p key={path} className="breakable">
          {desktop.empty.left(path)}
        </p>
      ))}
    </Notice>
  );
}

/** The Bitrix24 app on this computer: found, taken off into quarantine, brought back. */
export function Desktop() {
  const { ui, desktop } = useTexts();
  const scan = useCommand('desktopScan');
  const remove = useCommand('desktopRemove');
  const restore = useCommand('desktopRestore');
  const empty = useCommand('desktopEmpty');
  const [also, setAlso] = useState<readonly string[]>([]);
  const [moveDrive, setMoveDrive] = useState<readonly string[]>([]);
  const look = (wishes = { also, moveDrive }): void => scan.start(wishes);
  const found = resultOf(scan) as DesktopScanResult | undefined;
  const removed = resultOf(remove) as DesktopRemoveResult | undefined;
  const restored = resultOf(restore) as DesktopRestoreResult | undefined;
  const emptied = resultOf(empty) as DesktopEmptyResult | undefined;
  const active = [scan, remove, restore, empty].some(({ isActive }) => isActive);
  const nothing = found !== undefined && found.traces.length === 0 && found.plan.drive.length === 0;
  return (
    <div className="stack-loose">
      <PageTitle lead={ui.desktop.lead}>{ui.pages.desktop}</PageTitle>
      <div className="row">
        <Button look={found === undefined ? 'go' : 'plain'} disabled={active} onClick={() => look()}>
          {found === undefined ? ui.desktop.scan : ui.desktop.again}
        </Button>
        <Button look="quiet" disabled={active} onClick={() => restore.start({})}>
          {ui.desktop.restore}
        </Button>
        <span className="soft small">{ui.desktop.restoreMore}</span>
      </div>
      <RunPanel command={scan} onAgain={() => look()} />
      <RunPanel command={restore} onAgain={() => restore.start({})} />
      {restored === undefined ? null : <Restored result={restored} />}
      {found === undefined || scan.isActive ? null : nothing ? (
        <Empty title={ui.desktop.clean} more={ui.desktop.cleanMore} />
      ) : (
        <>
          {found.unfinished === undefined ? null : (
            <Notice look="warning" title={desktop.unfinished(found.unfinished)} />
          )}
          <Found
            result={found}
            also={also}
            moveDrive={moveDrive}
            onAlso={(ids) => {
              setAlso(ids);
              look({ also: ids, moveDrive });
            }}
            onMoveDrive={(paths) => {
              setMoveDrive(paths);
              look({ also, moveDrive: paths });
            }}
          />
          <RemovalSteps plan={found.plan} />
          {found.plan.steps.length === 0 && found.unfinished === undefined ? null : (
            <section className="card danger" aria-labelledby="remove-title">
              <h2 id="remove-title">{ui.desktop.remove}</h2>
              <p className="soft">{ui.desktop.removeMore}</p>
              <div>
                <Button look="danger" disabled={active} onClick={() => remove.start({ also, moveDrive })}>
                  {ui.desktop.remove}
                </Button>
              </div>
            </section>
          )}
        </>
      )}
      <RunPanel command={remove} onAgain={() => remove.start({ also, moveDrive })} />
      {removed === undefined || remove.isActive ? null : <Outcomes result={removed} />}
      <details className="card">
        <summary>{ui.desktop.empty}</summary>
        <div className="stack">
          <p className="soft">{ui.desktop.emptyMore}</p>
          {emptied === undefined ? null : <Emptied result={emptied} />}
          <div>
            <Button disabled={active} onClick={() => empty.start({})}>
              {ui.desktop.emptyGo}
            </Button>
          </div>
        </div>
      </details>
      <RunPanel command={empty} onAgain={() => empty.start({})} />
    </div>
  );
}
