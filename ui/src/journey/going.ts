import { useQuery } from '@tanstack/react-query';

import { leftQuery, plannedQuery, stateQuery, worksQuery } from '../api/queries.ts';
import type { CommandRun } from '../api/run.ts';
import type { LeftToGo, PlanResult } from '../api/types.ts';

/** A plan and what another run of it may still carry out. */
export interface Going {
  readonly plan: PlanResult;
  readonly left: LeftToGo;
}

/** Read on coming here and after every run, never shown from before: a number that is typed must be that of now. */
const readAnew = { refetchOnMount: 'always', refetchOnWindowFocus: false } as const;

/**
 * The plan of the exit, or of a smaller piece of work, and what a run before has left of it; undefined until both, and how
 * far the work has come, are as they are now.
 */
export function useGoing({ run, isActive }: CommandRun, work?: string): Going | undefined {
  const state = useQuery({ ...stateQuery, enabled: work === undefined });
  const works = useQuery({ ...worksQuery, enabled: work !== undefined });
  const plan = useQuery({ ...plannedQuery(work), ...readAnew });
  const left = useQuery({ ...leftQuery(work), ...readAnew, enabled: plan.data != null });
  const endedAtMs = run === undefined || isActive ? 0 : (run.finishedAtMs ?? Number.POSITIVE_INFINITY);
  const standing = work === undefined ? state : works;
  const isNow = [standing, plan, left].every(({ dataUpdatedAt }) => dataUpdatedAt >= endedAtMs);
  if (!isNow || !plan.isFetchedAfterMount || !left.isFetchedAfterMount) return undefined;
  return plan.data == null || left.data === undefined ? undefined : { plan: plan.data, left: left.data };
}
