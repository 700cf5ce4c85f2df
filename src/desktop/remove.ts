import type { Clock } from '../base/clock.ts';
import type { Disk } from '../base/disk.ts';
import { Bye24Error } from '../base/error.ts';
import { type Computer, liesIn } from './computer.ts';
import type { Probe, RemovalPlan, RunStep, Step } from './plan.ts';
import { Journal, type Outcome, readStanding } from './quarantine/journal.ts';
import { takeLine } from './quarantine/line.ts';
import { itemFiles, moveAway } from './quarantine/move.ts';
import { takeFromRegistry } from './quarantine/registry.ts';
import type { RunningProcess } from './types.ts';

export interface RemovalPorts {
  readonly computer: Computer;
  readonly disk: Disk;
  readonly clock: Clock;
  /** Hears of each step right before it is done. */
  readonly before: (step: Step, number: number) => void;
  readonly after: (step: Step, number: number, outcome: Outcome) => void;
  readonly signal: AbortSignal;
}

export interface Removal {
  /** Folder of this run in the quarantine. */
  readonly run: string;
  readonly plan: RemovalPlan;
  readonly outcomes: readonly Outcome[];
  /** false: it was interrupted; the same call goes on. */
  readonly ended: boolean;
}

type Ending = Omit<Outcome, 'type' | 'step'>;

const stopWaitsMs = [200, 500, 1000, 2000, 3000, 3000] as const;
const uninstallWaits = 60;

/**
 * Carries out a plan, and decides nothing: each step is in the journal before it is done, and its end before the next
 * begins (I3). After a crash the same call goes on: it looks where things are. Raises DESKTOP_STILL_RUNS when a program of
 * the app's does not end, before any file is touched: files moved under a running Bitrix24.Drive would be deleted on
 * the portal.
 */
export async function remove(ports: RemovalPorts, run: string, plan: RemovalPlan): Promise<Removal> {
  const { disk, clock, signal } = ports;
  await disk.makeFolder(run);
  const standing = await readStanding(disk, run);
  const outcomes = new Map(standing?.outcomes);
  const journal = await Journal.open(disk, run);
  try {
    if (standing === undefined) await journal.write({ type: 'begin', version: 1, atMs: clock.now(), plan });
    for (const [number, step] of (standing?.plan ?? plan).steps.entries()) {
      if (signal.aborted) return { run, plan, outcomes: [...outcomes.values()], ended: false };
      const ended = outcomes.get(number);
      // Programs may have been started again since: this step is done every time.
      if (ended !== undefined && step.do !== 'stop') continue;
      ports.before(step, number);
      await journal.write({ type: 'intent', step: number });
      const outcome: Outcome = { type: 'outcome', step: number, ...(await carryOut(ports, run, step, number)) };
      await journal.write(outcome);
      outcomes.set(number, outcome);
      ports.after(step, number, outcome);
    }
    await journal.write({ type: 'end', atMs: clock.now() });
  } finally {
    await journal.close();
  }
  return { run, plan, outcomes: [...outcomes.values()], ended: true };
}

async function carryOut({ computer, disk }: RemovalPorts, run: string, step: Step, number: number): Promise<Ending> {
  const files = itemFiles(run, number);
  switch (step.do) {
    case 'stop':
      return stop(computer, step);
    case 'run':
      return runProgram(computer, step);
    case 'quarantine':
    case 'moveDrive':
      return endOf(await moveAway(computer, disk, step.path, files));
    case 'takeLine':
      return endOf(await takeLine(computer, disk, step, files));
    case 'registry': {
      const end = await takeFromRegistry(computer, disk, step, files);
      return typeof end === 'string' ? endOf(end) : { end: 'failed', reason: 'exitCode', code: end.code };
    }
    default:
      return step satisfies never;
  }
}

function endOf(end: string): Ending {
  if (end === 'moved') return { end: 'done' };
  if (end === 'absent') return { end: 'absent' };
  return end === 'copiedNotTaken' || end === 'copyDiffers'
    ? { end: 'failed', reason: end }
    : { end: 'left', reason: end };
}

function isSame(one: RunningProcess, other: RunningProcess): boolean {
  return one.pid === other.pid && one.executable === other.executable && one.startedAt === other.startedAt;
}

/** Asks programs to end, waits, then ends them. Raises DESKTOP_STILL_RUNS when one of them, or its successor, is there. */
async function stop(computer: Computer, { processes, folders }: Extract<Step, { do: 'stop' }>): Promise<Ending> {
  const programs = new Set(processes.map(({ executable }) => executable));
  const running = async (): Promise<readonly RunningProcess[]> =>
    (await computer.processes()).filter(
      ({ executable }) =>
        programs.has(executable) || folders.some((folder) => liesIn(computer.system, executable, folder)),
    );
  let left = await running();
  if (left.length === 0) return { end: 'absent' };
  const asked: RunningProcess[] = [];
  for (const waitMs of stopWaitsMs) {
    for (const one of left) {
      // A program that starts another in its place is asked again, under its new number.
      await computer.end(one, asked.some((before) => isSame(before, one)) && waitMs >= 2000 ? 'force' : 'ask');
      asked.push(one);
    }
    await computer.sleep(waitMs);
    left = await running();
    if (left.length === 0) return { end: 'done' };
  }
  const [first] = left;
  throw new Bye24Error(
    'DESKTOP_STILL_RUNS',
    { program: first?.executable ?? '', pid: first?.pid ?? 0 },
    { retryable: true },
  );
}

/** Whether there is still something for a run to do. */
async function isThere(computer: Computer, probe: Probe): Promise<boolean> {
  if (probe.by === 'registry') return (await computer.registry(probe.key)) !== undefined;
  return (await computer.ask(probe.argv))?.code === 0;
}

async function runProgram(computer: Computer, { argv, probe, okCodes = [] }: RunStep): Promise<Ending> {
  if (probe !== undefined && !(await isThere(computer, probe))) return { end: 'absent' };
  let code: number;
  try {
    ({ code } = await computer.run(argv));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { end: 'failed', reason: 'noProgram' };
  }
  if (code !== 0 && !okCodes.includes(code)) return { end: 'failed', reason: 'exitCode', code };
  if (probe === undefined) return { end: 'done', code };
  // Uninstallers of Windows go on in the background after the program that was started has ended.
  const waits = probe.by === 'registry' ? uninstallWaits : 0;
  for (let wait = 0; await isThere(computer, probe); wait++) {
    if (wait >= waits) return { end: 'failed', reason: 'stillThere', code };
    await computer.sleep(1000);
  }
  return { end: 'done', code };
}
