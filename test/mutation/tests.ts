import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import fc from 'fast-check';

import { reference } from '../simulation/crash-points.ts';
import { loadJourney } from '../simulation/journey.ts';
import { planted } from '../simulation/planted.ts';
import { tryScenario } from '../simulation/run.ts';
import { type Scenario, scenarioOf } from '../simulation/scenario.ts';
import { gather, run } from './vitest.ts';

/** Anything that passes on honest code and may fail on changed code. */
export interface Trial {
  readonly name: string;
  readonly run: () => Promise<void>;
}

const FOLDERS = ['journey', 'archive'];

/** The tests of the folders that are mutated, each to be run by itself and again. */
async function unitTests(): Promise<readonly Trial[]> {
  // The same examples for each mutant.
  fc.configureGlobal({ seed: 1 });
  const trials: Trial[] = [];
  for (const folder of FOLDERS) {
    const path = join(import.meta.dirname, '..', folder);
    for (const file of readdirSync(path).filter((name) => name.endsWith('.test.ts'))) {
      const url = pathToFileURL(join(path, file)).href;
      const tests = await gather(`${folder}/${file}`, () => import(url));
      trials.push(...tests.map((test) => ({ name: test.name, run: () => run(test) })));
    }
  }
  return trials;
}

/** Exits in which much is going on: those made for the planted mistakes, and a few by chance. */
const scenarios: readonly Scenario[] = [
  ...planted
    .filter(({ wraps }) => wraps === undefined)
    .map(({ scenario }, index) => ({ ...scenarioOf(index + 1), ...scenario })),
  ...[3, 5, 8, 13].map(scenarioOf),
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
        const now = await keepsRules(reference);
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

export async function allTrials(): Promise<readonly Trial[]> {
  return [...(await unitTests()), ...(await simulatedExits())];
}
