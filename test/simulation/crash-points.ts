import { Exit } from './exit.ts';
import type { Journey } from './journey.ts';
import type { Doom } from './machine.ts';
import { type Tried, tryScenario } from './run.ts';
import { type Scenario, scenarioOf, undisturbed } from './scenario.ts';

/** An exit that nothing befalls: all crash points are points of it. */
export const reference: Scenario = {
  ...scenarioOf(1),
  ...undisturbed,
  area: 'filled',
  company: 1,
  secondAdministrator: true,
  rehearsed: true,
};

/** Stages in which records go, or are seen to be gone. */
const GONE: ReadonlySet<string> = new Set(['rehearse', 'apply', 'prove']);

/** Every point of the reference exit at which a process can end: each call of the disk, each request. */
export async function crashPoints(journey: Journey): Promise<readonly Scenario[]> {
  const outcome = await new Exit(reference, journey).toEnd();
  outcome.close();
  const points: Scenario[] = [];
  for (const part of ['home', 'gone'] as const) {
    // The same doom waits in each stage of a part; a stage with fewer calls passes it by.
    const sizes = outcome.sizes.filter(({ stage }) => GONE.has(stage) === (part === 'gone'));
    const most = {
      request: Math.max(...sizes.map(({ requests }) => requests)),
      disk: Math.max(...sizes.map(({ diskCalls }) => diskCalls)),
    };
    for (const by of ['request', 'disk'] as const) {
      for (let nth = 1; nth <= most[by]; nth++) {
        for (const how of ['process', 'power', ...(by === 'disk' ? (['ENOSPC', 'EIO'] as const) : [])] as const) {
          const doom: Doom = { at: { by, nth }, how };
          const dooms = { home: [], gone: [], [part]: [doom] };
          points.push({ ...reference, seed: points.length + 1, dooms });
        }
      }
    }
  }
  return points;
}

/** What an uninterrupted exit takes away; after a crash anywhere it must be the same. */
export async function removedByReference(journey: Journey): Promise<number> {
  return (await tryScenario(reference, journey)).removed;
}

/** One crash point: the exit goes on from there and ends as if nothing had been. */
export async function tryPoint(point: Scenario, journey: Journey, removed: number): Promise<Tried> {
  const tried = await tryScenario(point, journey);
  if (tried.removed === removed) return tried;
  const violation = `I3 an interrupted exit took ${tried.removed} records away, an uninterrupted one ${removed}`;
  return { ...tried, violations: [...tried.violations, violation] };
}
