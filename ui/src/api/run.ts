import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useState } from 'react';

import { useSettings } from '../app/settings.tsx';
import { send } from './client.ts';
import { runsQuery } from './queries.ts';
import type { CommandName, Notice, Progress, RunEvent, RunSummary, Stage } from './types.ts';

export type KindProgress = Extract<Progress, { readonly type: 'kind' }>;
export type End = Extract<RunEvent, { readonly is: 'done' | 'failed' }>;

/** A run as a page shows it: the sum of its events. */
export interface RunView {
  readonly stage: Stage | undefined;
  readonly kinds: ReadonlyMap<string, KindProgress>;
  readonly eta: { readonly fromMs: number; readonly toMs: number } | undefined;
  readonly pause: Extract<Progress, { readonly type: 'pause' }> | undefined;
  readonly question: Extract<RunEvent, { readonly is: 'question' }> | undefined;
  /** What the command said beside its progress, the last of it. */
  readonly notices: readonly Notice[];
  readonly end: End | undefined;
}

const noticesKept = 200;

const nothing: RunView = {
  stage: undefined,
  kinds: new Map(),
  eta: undefined,
  pause: undefined,
  question: undefined,
  notices: [],
  end: undefined,
};

function withProgress(view: RunView, progress: Progress): RunView {
  switch (progress.type) {
    case 'stage':
      return progress.state === 'started' ? { ...view, stage: progress.stage, kinds: new Map(), eta: undefined } : view;
    case 'kind':
      return { ...view, pause: undefined, kinds: new Map([...view.kinds, [progress.kind, progress]]) };
    case 'eta':
      return { ...view, eta: { fromMs: progress.fromMs, toMs: progress.toMs } };
    case 'pause':
      return { ...view, pause: progress };
    case 'warning':
      return view;
    default:
      return progress satisfies never;
  }
}

function withEvents(view: RunView, events: readonly RunEvent[] | 'reset'): RunView {
  return events === 'reset' ? nothing : events.reduce(withEvent, view);
}

function withEvent(view: RunView, event: RunEvent): RunView {
  switch (event.is) {
    case 'progress':
      return withProgress(view, event.progress);
    case 'question':
      return { ...view, question: event };
    case 'answered':
      return { ...view, question: undefined };
    case 'done':
    case 'failed':
      return { ...view, question: undefined, eta: undefined, pause: undefined, end: event };
    case 'notice':
      return { ...view, notices: [...view.notices, event.notice].slice(-noticesKept) };
    default:
      return event satisfies never;
  }
}

/** Follows a run from its first event, also one that was started before this page was opened. */
export function useRunView(id: string | undefined): RunView {
  const [view, dispatch] = useReducer(withEvents, nothing);
  const queries = useQueryClient();
  useEffect(() => {
    dispatch('reset');
    if (id === undefined) return;
    const source = new EventSource(`/api/runs/${id}/events`);
    // A fast run says more than a screen can show: what comes between two frames is drawn together.
    let waiting: RunEvent[] = [];
    let frame: number | undefined;
    const draw = (): void => {
      frame = undefined;
      dispatch(waiting);
      waiting = [];
    };
    source.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as RunEvent;
      waiting.push(event);
      frame ??= requestAnimationFrame(draw);
      if (event.is !== 'done' && event.is !== 'failed') return;
      source.close();
      void queries.invalidateQueries();
    });
    return () => {
      source.close();
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  }, [id, queries]);
  return view;
}

export interface CommandRun {
  /** The last run of the command in this program, also one that another tab started. */
  readonly run: RunSummary | undefined;
  readonly view: RunView;
  readonly isActive: boolean;
  /** What the server refused, before anything was started. */
  readonly refusal: unknown;
  readonly start: (input?: Readonly<Record<string, unknown>>) => void;
}

const active: ReadonlySet<RunSummary['state']> = new Set(['running', 'asking', 'stopping']);

/** A command of the table: starting it, and following its last run. */
export function useCommand(command: CommandName): CommandRun {
  const { data: runs = [] } = useQuery(runsQuery);
  const { language } = useSettings();
  const [started, setStarted] = useState<RunSummary>();
  const [refusal, setRefusal] = useState<unknown>();
  const queries = useQueryClient();
  const known = runs.findLast((run) => run.command === command);
  const run = started !== undefined && (known?.startedAtMs ?? 0) < started.startedAtMs ? started : known;
  const view = useRunView(run?.id);
  const start = useCallback(
    (input: Readonly<Record<string, unknown>> = {}) => {
      setRefusal(undefined);
      send<RunSummary>('/api/runs', { command, input, language })
        .then((summary) => {
          setStarted(summary);
          return queries.invalidateQueries({ queryKey: ['runs'] });
        })
        .catch((reason: unknown) => setRefusal(reason));
    },
    [command, language, queries],
  );
  return { run, view, isActive: run !== undefined && active.has(run.state) && view.end === undefined, refusal, start };
}

/** What the last run of a command brought, as JSON; undefined while it goes on, and when it failed. */
export function resultOf({ view: { end }, isActive }: CommandRun): unknown {
  return end?.is === 'done' && !isActive ? end.result : undefined;
}

export function stopRun(id: string): Promise<RunSummary> {
  return send(`/api/runs/${id}/stop`, {});
}

export function answerRun(id: string, question: string, answer: string): Promise<RunSummary> {
  return send(`/api/runs/${id}/answer`, { question, answer });
}
