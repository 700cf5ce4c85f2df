import type { Clock } from '../base/clock.ts';
import type { Disk } from '../base/disk.ts';
import { Bye24Error } from '../base/error.ts';
import type { Computer } from './computer.ts';
import type { RemovalPlan, Step } from './plan.ts';
import { Journal, readStanding, type Restored } from './quarantine/journal.ts';
import { putLineBack } from './quarantine/line.ts';
import { itemFiles, moveBack } from './quarantine/move.ts';
import { putIntoRegistry } from './quarantine/registry.ts';

export interface RestorePorts {
  readonly computer: Computer;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly after: (step: Step, number: number, restored: Restored) => void;
}

export interface Restoration {
  readonly run: string;
  readonly plan: RemovalPlan;
  readonly restored: readonly Restored[];
}

type Ending = Omit<Restored, 'type' | 'step'>;

/**
 * Undoes a run, last step first: all that can be undone, and it says what can't. Nothing that stands in the place of
 * something kept is written over. After a crash, or after such a place was freed, the same call goes on.
 * undefined: there is no such run. Raises DESKTOP_EMPTIED when what it kept was deleted.
 */
export async function restore(ports: RestorePorts, run: string): Promise<Restoration | undefined> {
  const { disk, clock, after } = ports;
  const standing = await readStanding(disk, run);
  if (standing === undefined) return undefined;
  if (standing.emptied) throw new Bye24Error('DESKTOP_EMPTIED', { path: run });
  const { plan } = standing;
  const restored = new Map(standing.restored);
  const journal = await Journal.open(disk, run);
  try {
    await journal.write({ type: 'restoreBegin', atMs: clock.now() });
    for (const [number, step] of [...plan.steps.entries()].toReversed()) {
      const outcome = standing.outcomes.get(number);
      const touched = standing.begun.has(number) || outcome?.end === 'done' || outcome?.reason === 'copiedNotTaken';
      const before = restored.get(number)?.end;
      if (!touched || (before !== undefined && before !== 'left' && before !== 'failed')) continue;
      const line: Restored = { type: 'restored', step: number, ...(await undo(ports, run, step, number)) };
      await journal.write(line);
      restored.set(number, line);
      after(step, number, line);
    }
    await journal.write({ type: 'restoreEnd', atMs: clock.now() });
  } finally {
    await journal.close();
  }
  return { run, plan, restored: [...restored.values()].toSorted((one, other) => one.step - other.step) };
}

async function undo({ computer, disk }: RestorePorts, run: string, step: Step, number: number): Promise<Ending> {
  const files = itemFiles(run, number);
  switch (step.do) {
    case 'stop':
      return { end: 'nothing' };
    case 'run':
      if (step.undo.by !== 'run') return { end: step.undo.by };
      return runBack(computer, step.undo.argv);
    case 'quarantine':
    case 'moveDrive':
      return backEnd(await moveBack(computer, disk, step.path, files));
    case 'takeLine':
      return backEnd(await putLineBack(computer, disk, step, files));
    case 'registry': {
      const end = await putIntoRegistry(computer, disk, files);
      return typeof end === 'string' ? backEnd(end) : codeEnd(end.code);
    }
    default:
      return step satisfies never;
  }
}

async function runBack(computer: Computer, argv: readonly string[]): Promise<Ending> {
  try {
    return codeEnd((await computer.run(argv)).code);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return codeEnd(undefined);
  }
}

function codeEnd(code: number | undefined): Ending {
  return code === 0 ? { end: 'back' } : { end: 'failed', reason: code === undefined ? 'noProgram' : 'exitCode' };
}

function backEnd(end: string): Ending {
  if (end === 'back' || end === 'backChanged' || end === 'there') return { end };
  return end === 'nothingKept' ? { end: 'nothing' } : { end: 'left', reason: end };
}
