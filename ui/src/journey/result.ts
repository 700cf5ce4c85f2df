import { useQuery } from '@tanstack/react-query';

import { stateQuery } from '../api/queries.ts';
import type { CommandRun } from '../api/run.ts';
import type { CommandName, KeptResult } from '../api/types.ts';

export interface Shown<Result> {
  readonly ending: KeptResult['ending'];
  readonly result: Result;
  readonly atMs: number | undefined;
}

/** What a command brought: of its run in this program, or what was kept of an earlier one. */
export function useResult<Result>(name: CommandName, { view, run, isActive }: CommandRun): Shown<Result> | undefined {
  const { data: state } = useQuery(stateQuery);
  if (isActive) return undefined;
  if (view.end?.is === 'done') {
    return { ending: view.end.ending, result: view.end.result as unknown as Result, atMs: run?.finishedAtMs };
  }
  const kept = state?.results[name];
  return kept === undefined
    ? undefined
    : { ending: kept.ending, result: kept.result as unknown as Result, atMs: kept.atMs };
}
