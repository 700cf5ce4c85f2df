import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { stepsOf } from '../../../src/commands/planned-ways.ts';
import { download } from '../api/download.ts';
import { plannedQuery } from '../api/queries.ts';
import { useCommand } from '../api/run.ts';
import type { PlanResult, RecordKey, State } from '../api/types.ts';
import { useKinds } from '../app/kinds.ts';
import { useSettings, useTexts } from '../app/settings.tsx';
import { RecordDialog } from '../archive/record-dialog.tsx';
import { Button } from '../parts/button.tsx';
import { Empty } from '../parts/empty.tsx';
import { Notice } from '../parts/notice.tsx';
import { NeedsArchive, NeedsStep } from './needs.tsx';
import { type Choice, noChoice, PlanChoice, planInput } from './plan-choice.tsx';
import { StepsOfKind } from './plan-entries.tsx';
import { StayingList, useWays } from './planned-kinds.tsx';
import { RunPanel } from './run-panel.tsx';
import { StepPage } from './step-page.tsx';

interface PlannedProps {
  readonly result: PlanResult;
  readonly keep: readonly string[];
  readonly onKeep: (key: string) => void;
}

function Goes({ result, keep, onKeep }: PlannedProps) {
  const { ui, format } = useTexts();
  const kinds = useKinds();
  const ways = useWays();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [record, setRecord] = useState<RecordKey>();
  if (result.kinds.length === 0) return <Empty title={ui.plan.nothing} more={ui.plan.nothingMore} />;
  return (
    <section className="card" aria-labelledby="goes-title">
      <h2 id="goes-title">{ui.plan.goes}</h2>
      {result.kinds.map((kind) => (
        <details
          key={kind.kind}
          className="fold"
          onToggle={({ currentTarget }) => {
            if (currentTarget.open) setOpened((before) => new Set([...before, kind.kind]));
          }}
        >
          <summary>
            <span className="fold-title">{kinds.many(kind.kind)}</span>
            <span className="soft small fold-more">{ways(kind)}</span>
            <strong className="number">{format.number(stepsOf(kind))}</strong>
          </summary>
          {opened.has(kind.kind) ? (
            <StepsOfKind
              kind={kind.kind}
              keep={keep}
              onKeep={onKeep}
              onOpen={(id) => setRecord({ kind: kind.kind, id })}
            />
          ) : null}
        </details>
      ))}
      <RecordDialog record={record} onClose={() => setRecord(undefined)} />
    </section>
  );
}

function Stays({ result }: { readonly result: PlanResult }) {
  const { ui } = useTexts();
  if (result.stays.length === 0) return null;
  return (
    <section className="card" aria-labelledby="stays-title">
      <h2 id="stays-title">{ui.plan.stays}</h2>
      <StayingList stays={result.stays} />
    </section>
  );
}

/** What was not taken home, and may lie below what goes. */
function Below({ result }: { readonly result: PlanResult }) {
  const { ui } = useTexts();
  const kinds = useKinds();
  if (result.below.length === 0) return null;
  return (
    <Notice look="warning" title={ui.plan.below}>
      {result.below.map(({ kinds: of, notTaken }) => (
        <p key={of.join()}>{ui.plan.belowOf(of.map(kinds.many), notTaken.map(kinds.many))}</p>
      ))}
    </Notice>
  );
}

function Planned({ result, keep, onKeep, stale }: PlannedProps & { readonly stale: boolean }) {
  const { ui } = useTexts();
  const { language } = useSettings();
  return (
    <div className="stack">
      {stale ? <Notice look="warning" title={ui.plan.stale} /> : null}
      <p className="headline">
        {ui.plan.title(result.steps)}{' '}
        <span className="soft">
          · {ui.plan.kept(result.kept)} · {ui.plan.hands(result.byHand)}
        </span>
      </p>
      <div className="row no-print">
        <Link to="/rehearse" className="button" data-look="go">
          {ui.plan.next}
        </Link>
        {result.stays.length === 0 ? null : (
          <a href="#stays-title" className="button">
            {ui.plan.stays}
          </a>
        )}
        <Link to="/by-hand" className="button">
          {ui.plan.byHand}
        </Link>
        <Button onClick={() => void download(`/api/exit/plan-xlsx?language=${language}`)}>{ui.plan.xlsx}</Button>
        <Button look="quiet" onClick={() => window.print()}>
          {ui.plan.print}
        </Button>
      </div>
      <Goes result={result} keep={keep} onKeep={onKeep} />
      <Stays result={result} />
      <Below result={result} />
      <p className="soft small breakable">
        {ui.plan.hash} <code>{result.sha256.slice(0, 12)}</code> · {ui.plan.table} <code>{result.tablePath}</code>
      </p>
      <div className="row no-print">
        <Link to="/rehearse" className="button">
          {ui.plan.next}
        </Link>
      </div>
    </div>
  );
}

const keepPlace = 'bye24.plan';

function storedChoice(): Choice {
  try {
    return { ...noChoice, ...(JSON.parse(sessionStorage.getItem(keepPlace) ?? '{}') as Partial<Choice>) };
  } catch {
    return noChoice;
  }
}

function Planning({ state }: { readonly state: State }) {
  const command = useCommand('plan');
  const { data: planned } = useQuery(plannedQuery());
  const [choice, setChoice] = useState<Choice>(storedChoice);
  useEffect(() => sessionStorage.setItem(keepPlace, JSON.stringify(choice)), [choice]);
  const start = (): void => command.start({ archive: state.archive?.path, ...planInput(choice) });
  const plan = state.status?.plan;
  const { end } = command.view;
  // The file of the plan tells; until it is read again, what the command said.
  const made = end?.is === 'done' ? (end.result as unknown as PlanResult) : undefined;
  const shown = command.isActive ? undefined : (made ?? planned ?? undefined);
  return (
    <>
      {command.isActive ? null : (
        <PlanChoice choice={choice} onChange={setChoice} onMake={start} made={plan !== undefined} />
      )}
      <RunPanel command={command} onAgain={start} />
      {shown === undefined || plan === undefined ? null : (
        <Planned
          key={shown.sha256}
          result={shown}
          stale={plan.stale}
          keep={choice.keep}
          onKeep={(key) => setChoice((before) => ({ ...before, keep: [...new Set([...before.keep, key])] }))}
        />
      )}
    </>
  );
}

export function Plan() {
  const { ui } = useTexts();
  return (
    <StepPage title={ui.pages.plan} lead={ui.plan.lead}>
      {(state) => {
        if (state.archive === undefined) return <NeedsArchive />;
        if (state.archive.sealedAtMs === undefined) {
          return <NeedsStep title={ui.plan.blocked} more={ui.plan.blockedMore} step="verify" />;
        }
        return <Planning state={state} />;
      }}
    </StepPage>
  );
}
