import type { RunSummary, State } from '../api/types.ts';

export type StepName = 'inventory' | 'export' | 'verify' | 'plan' | 'rehearse' | 'apply' | 'prove';
export type StepState = 'notStarted' | 'running' | 'needsYou' | 'done' | 'blocked';

export const stepNames: readonly StepName[] = ['inventory', 'export', 'verify', 'plan', 'rehearse', 'apply', 'prove'];

const commandsOf: Readonly<Record<StepName, readonly string[]>> = {
  inventory: ['inventory'],
  export: ['export'],
  verify: ['verify', 'seal'],
  plan: ['plan'],
  rehearse: ['rehearse'],
  apply: ['apply'],
  prove: ['prove'],
};

/** Whether the last verification that was kept is later than the last export, and found the copy whole. */
export function isVerified({ archive, results }: State): boolean {
  const { verify } = results;
  return (
    verify !== undefined && verify.ending !== 'bad' && verify.atMs >= (archive?.takenAtMs ?? Number.POSITIVE_INFINITY)
  );
}

function restingState(step: StepName, state: State): StepState {
  const { portal, archive, results, status } = state;
  const plan = status?.plan;
  const journal = status?.journal;
  // While changed records come home the seal is a new one, and the plan is what it was.
  const isStale = plan?.stale === true && journal?.bringing !== true;
  switch (step) {
    case 'inventory':
      if (results.inventory !== undefined || archive !== undefined) return 'done';
      return portal === undefined ? 'blocked' : 'notStarted';
    case 'export':
      if (archive?.exported === 'complete') return 'done';
      if (archive?.exported === 'incomplete' || archive?.exported === 'running') return 'needsYou';
      return portal === undefined ? 'blocked' : 'notStarted';
    case 'verify':
      if (archive === undefined) return 'blocked';
      return archive.sealedAtMs === undefined ? 'notStarted' : 'done';
    case 'plan':
      if (archive?.sealedAtMs === undefined) return 'blocked';
      if (plan === undefined) return 'notStarted';
      return isStale ? 'needsYou' : 'done';
    case 'rehearse':
      if (plan === undefined || isStale) return 'blocked';
      return state.rehearsed || journal?.bringing === true ? 'done' : 'notStarted';
    case 'apply':
      if (journal?.finished === true) return 'done';
      if (journal !== undefined) return 'needsYou';
      return plan === undefined || isStale || !state.rehearsed ? 'blocked' : 'notStarted';
    case 'prove':
      if (journal === undefined) return 'blocked';
      return status?.proved === true ? 'done' : 'notStarted';
    default:
      return step satisfies never;
  }
}

/** How each step of the way stands: what runs goes before what the disk says. */
export function stepState(step: StepName, state: State, runs: readonly RunSummary[]): StepState {
  const last = runs.findLast(({ command }) => commandsOf[step].includes(command));
  if (last?.state === 'running' || last?.state === 'stopping') return 'running';
  if (last?.state === 'asking') return 'needsYou';
  return restingState(step, state);
}

/** The step to go on with. */
export function nextStep(state: State, runs: readonly RunSummary[]): StepName | undefined {
  return stepNames.find((step) => {
    const is = stepState(step, state, runs);
    return is !== 'done' && is !== 'blocked';
  });
}
