import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';

import { ApiError } from '../api/client.ts';
import { type CommandRun, type KindProgress, type RunView, stopRun } from '../api/run.ts';
import { useKinds } from '../app/kinds.ts';
import { useTexts } from '../app/settings.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorCard } from '../parts/error-card.tsx';
import { Notice } from '../parts/notice.tsx';
import { QuestionCard } from './question-card.tsx';

const announceEveryMs = 10_000;

/** Says the progress to a screen reader, at most every ten seconds. */
function Announcer({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const latest = useRef(text);
  latest.current = text;
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), announceEveryMs);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}

function KindLine({ progress, title }: { readonly progress: KindProgress; readonly title: string }) {
  const { ui, views } = useTexts();
  const { done, total, bytes, state } = progress;
  const finished = state !== 'running';
  const label =
    total !== undefined && total > 0 && !finished
      ? ui.run.of(done, total)
      : bytes !== undefined && done === 0
        ? ui.run.bytes(bytes)
        : ui.number(done);
  return (
    <li className="progress-line" data-state={state}>
      <span className="progress-name">
        <span className="progress-sign" aria-hidden="true">
          {state === 'finished' ? '✓' : state === 'incomplete' ? '!' : ''}
        </span>
        {title}
        {state === 'incomplete' ? (
          <span className="badge" data-look="warning">
            {views.progress.incomplete}
          </span>
        ) : null}
      </span>
      <progress
        className="bar"
        aria-label={title}
        max={Math.max(total ?? 0, done, 1)}
        value={finished ? Math.max(total ?? 0, done, 1) : total === undefined ? undefined : done}
      />
      <span className="number">{label}</span>
    </li>
  );
}

function PauseLine({ view }: { readonly view: RunView }) {
  const { views } = useTexts();
  const { pause } = view;
  if (pause === undefined) return null;
  const { progress } = views;
  const text =
    pause.reason === 'limit'
      ? progress.pausedByLimit(pause.untilMs)
      : pause.reason === 'budget'
        ? progress.pausedByBudget(pause.method ?? '', pause.untilMs)
        : progress.pausedByUser;
  return <p className="soft small">{text}</p>;
}

function Live({ command }: { readonly command: CommandRun }) {
  const { ui, views } = useTexts();
  const kinds = useKinds();
  const { run, view } = command;
  const queries = useQueryClient();
  const lines = [...view.kinds.values()];
  const finished = lines.filter(({ state }) => state !== 'running').length;
  const sum = lines.reduce((total, { done }) => total + done, 0);
  const stage = view.stage === undefined ? '' : views.stages[view.stage];
  return (
    <section className="card" aria-labelledby="progress-title">
      <div className="row spread">
        <h2 id="progress-title">{stage === '' ? ui.run.progress : stage}</h2>
        <span className="soft">
          {view.eta === undefined ? ui.run.leftUnknown : ui.run.left(view.eta.fromMs, view.eta.toMs)}
        </span>
      </div>
      {/* Above all that comes and grows: a button that moved while it was pressed would not stop anything. */}
      <div className="row">
        <Button
          disabled={run === undefined || run.state === 'stopping'}
          onClick={() => {
            if (run === undefined) return;
            void stopRun(run.id).then(() => queries.invalidateQueries({ queryKey: ['runs'] }));
          }}
        >
          {ui.run.pause}
        </Button>
        <span className="soft small">{ui.run.closeTab}</span>
      </div>
      {run?.state === 'stopping' ? <Notice look="warning" title={ui.run.pausing} /> : null}
      <PauseLine view={view} />
      <Announcer text={ui.run.said(stage, sum)} />
      {lines.length === 0 ? null : (
        <ul className="progress-list" tabIndex={0} aria-label={ui.run.progress}>
          {lines.map((progress) => (
            <KindLine
              key={progress.kind}
              progress={progress}
              title={progress.kind === 'archive' ? ui.run.archiveItself : kinds.many(progress.kind)}
            />
          ))}
        </ul>
      )}
      {lines.length > 1 ? <p className="soft small">{ui.run.kindsDone(finished, lines.length)}</p> : null}
    </section>
  );
}

/** It ended with an error or a pause, and its panel has a button for going on: no other one is needed. */
export function offersAgain({ run, view, isActive, refusal }: CommandRun): boolean {
  return refusal !== undefined || (!isActive && (run?.state === 'stopped' || view.end?.is === 'failed'));
}

interface RunPanelProps {
  readonly command: CommandRun;
  /** Starts the same again: for going on after a pause, and for trying again. */
  readonly onAgain: () => void;
  /** What the command asks now was typed on the page already. */
  readonly isCovered?: boolean;
}

/** A command while it runs, and when it ended with an error or a pause. A good end is the page's own to show. */
export function RunPanel({ command, onAgain, isCovered = false }: RunPanelProps) {
  const { ui } = useTexts();
  const { run, view, isActive, refusal } = command;
  if (refusal !== undefined) return <ErrorCard error={refusal} onRetry={onAgain} />;
  if (isActive) {
    return (
      <>
        {view.question === undefined || isCovered ? null : <QuestionCard key={view.question.id} command={command} />}
        <Live command={command} />
      </>
    );
  }
  if (run?.state === 'stopped' || (view.end?.is === 'failed' && view.end.code === 'CANCELLED')) {
    return (
      <Notice look="warning" title={ui.run.stopped}>
        <Button look="go" onClick={onAgain}>
          {ui.run.resume}
        </Button>
      </Notice>
    );
  }
  if (view.end?.is !== 'failed') return null;
  const { code, detail, reason } = view.end;
  return <ErrorCard error={new ApiError(code, reason === '' ? detail : { reason, ...detail })} onRetry={onAgain} />;
}
