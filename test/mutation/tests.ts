import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';

import { reference } from '../simulation/crash-points.ts';
import { loadJourney } from '../simulation/journey.ts';
import { tryScenario } from '../simulation/run.ts';
import type { Scenario } from '../simulation/scenario.ts';
import { gather, leave, prepare, run } from './vitest.ts';

/** Anything that passes on honest code and may fail on changed code. */
export interface Trial {
  readonly name: string;
  /** What it needs once, made by honest code. */
  readonly prepare?: () => Promise<void>;
  readonly run: () => Promise<void>;
  readonly leave?: () => Promise<void>;
}

/** The tests of the code that is mutated, each to be run by itself and again. */
async function unitTests(files: readonly string[]): Promise<readonly Trial[]> {
  // The same examples for each mutant.
  fc.configureGlobal({ seed: 1 });
  const trials: Trial[] = [];
  for (const file of files) {
    const url = pathToFileURL(join(import.meta.dirname, '..', `${file}.test.ts`)).href;
    const tests = [...(await gather(file, () => import(url)))];
    const tidy = (): Promise<void> => leave(tests.splice(0));
    trials.push(
      ...tests.map((test) => ({ name: test.name, prepare: () => prepare(test), run: () => run(test), leave: tidy })),
    );
  }
  return trials;
}

const undisturbed: Scenario = { ...reference, rehearsed: false };

/** Exits in which much is going on: people work, lines are cut, processes die, files are lost, bins are emptied. */
const scenarios: readonly Scenario[] = [
  { ...undisturbed, meddledBetween: 4, faultRate: 0.15, faults: ['cutAfter', 'hangsAfter', 'htmlAfter'] },
  {
    ...undisturbed,
    dooms: { home: [], gone: [12, 16, 20].map((nth) => ({ at: { by: 'request', nth }, how: 'power' })) },
  },
  { ...undisturbed, lostFiles: true, restored: 3, secondAdministrator: false },
];

/** Simulated exits, whose histories are held against the rules. */
async function simulatedExits(): Promise<readonly Trial[]> {
  const journey = await loadJourney();
  let removed: number | undefined;
  const keepsRules = async (scenario: Scenario): Promise<number> => {
    const tried = await tryScenario(scenario, journey);
    if (tried.violations.length > 0) throw new Error(tried.violations.join('\n'));
    return tried.removed;
  };
  return [
    {
      name: 'simulated exit: nothing befalls it, and all goes that can',
      run: async () => {
        const now = await keepsRules(undisturbed);
        // The first run is one of honest code. An exit that is kept from what it could do breaks no rule.
        removed ??= now;
        if (now !== removed) throw new Error(`${now} records went instead of ${removed}`);
      },
    },
    ...scenarios.map((scenario, index) => ({
      name: `simulated exit ${index}, seed ${scenario.seed}`,
      run: async () => void (await keepsRules(scenario)),
    })),
  ];
}

/** The tests in these files, and, if asked for, simulated exits. */
export async function trialsOf(files: readonly string[], exits: boolean): Promise<readonly Trial[]> {
  return [...(await unitTests(files)), ...(exits ? await simulatedExits() : [])];
}
