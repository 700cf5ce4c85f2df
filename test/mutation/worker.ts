import { parentPort, workerData } from 'node:worker_threads';

import { reference } from '../simulation/crash-points.ts';
import { loadJourney } from '../simulation/journey.ts';
import { planted } from '../simulation/planted.ts';
import { tryScenario } from '../simulation/run.ts';
import { type Scenario, scenarioOf } from '../simulation/scenario.ts';

const { source } = workerData as { readonly source: string };

/** Exits in which much is going on: those made for the planted mistakes, and a few by chance. */
const scenarios: readonly Scenario[] = [
  reference,
  ...planted
    .filter(({ wraps }) => wraps === undefined)
    .map(({ scenario }, index) => ({ ...scenarioOf(index + 1), ...scenario })),
  ...[3, 5, 8, 13].map(scenarioOf),
];

async function isNoticed(): Promise<boolean> {
  const journey = await loadJourney(source);
  const honest = await loadJourney();
  for (const scenario of scenarios) {
    const mutated = await tryScenario(scenario, journey);
    if (mutated.violations.length > 0) return true;
    // An exit that is kept from what it could do is not the same exit, even if no rule is broken.
    if (scenario === reference && mutated.removed !== (await tryScenario(scenario, honest)).removed) return true;
  }
  return false;
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
parentPort?.postMessage(await isNoticed().catch(() => true));
