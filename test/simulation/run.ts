import { check } from './checker/check.ts';
import { Exit } from './exit.ts';
import type { Journey } from './journey.ts';
import type { Wraps } from './outcome.ts';
import { type Scenario, scenarioOf } from './scenario.ts';

/** What became of one simulated exit. */
export interface Tried {
  readonly seed: number;
  /** Rules that were broken, by their names; none in an honest journey. */
  readonly violations: readonly string[];
  readonly requests: number;
  readonly processes: number;
  readonly deaths: number;
  /** Records that the journey took away. */
  readonly removed: number;
  /** Of those, in a version that was changed in the last half minute before: told apart. */
  readonly raced: number;
  /** Records that came home once more, to go in their new version. */
  readonly brought: number;
}

/** Leaves a portal as the scenario says, and holds the whole history against the rules. */
export async function tryScenario(scenario: Scenario, journey: Journey, wraps: Wraps = {}): Promise<Tried> {
  const outcome = await new Exit(scenario, journey, wraps).toEnd();
  try {
    const { violations, raced, removed } = check(outcome);
    const { requests, processes, deaths, brought } = outcome;
    return { seed: scenario.seed, violations, requests, processes, deaths, removed, raced, brought };
  } finally {
    outcome.close();
  }
}

/** The exit of one seed. The same seed and the same code give the same history. */
export function trySeed(seed: number, journey: Journey, wraps: Wraps = {}): Promise<Tried> {
  return tryScenario(scenarioOf(seed), journey, wraps);
}
