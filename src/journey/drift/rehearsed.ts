import type { Disk } from '../../base/disk.ts';
import { SAID_DONE, StepStates } from '../journal/ledger.ts';
import { readJournal } from '../journal/read.ts';

/** Which steps a rehearsal brought to the end that the plan means, by its journal. */
export async function endsWell(disk: Disk, journalPath: string, steps: number): Promise<(step: number) => boolean> {
  const states = new StepStates(steps);
  for await (const { event } of readJournal(disk, journalPath)) states.see(event);
  return (step) => SAID_DONE.has(states.get(step));
}
