import { parentPort, workerData } from 'node:worker_threads';

import { crashPoints, removedByReference, tryPoint } from './crash-points.ts';
import { loadJourney } from './journey.ts';
import { trySeed } from './run.ts';

/** One thread's part of the work: every `step`-th seed, or crash point, from `first` on. */
export interface Part {
  readonly mode: 'seeds' | 'crashPoints';
  readonly first: number;
  readonly step: number;
  readonly last: number;
}

const { mode, first, step, last } = workerData as Part;
const journey = await loadJourney();

function tell(message: unknown): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
  parentPort?.postMessage(message);
}

if (mode === 'seeds') {
  for (let seed = first; seed <= last; seed += step) tell(await trySeed(seed, journey));
} else {
  const points = await crashPoints(journey);
  const removed = await removedByReference(journey);
  for (const point of points) {
    if (point.seed < first || point.seed > last || (point.seed - first) % step !== 0) continue;
    tell(await tryPoint(point, journey, removed));
  }
}
