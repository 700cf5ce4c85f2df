import { fingerprint } from '../base/hash.ts';
import type { Json } from '../base/json.ts';
import { liesIn, pathsOf } from './computer.ts';
import { managers } from './packages.ts';
import type { FullScan } from './scan.ts';
import { uninstallRuns } from './uninstall-runs.ts';
import type { DriveFolder, LeftAlone, RunningProcess, System, Trace, TraceSort } from './types.ts';

/** What a program that is run is for. Each has its words in texts. */
export type Purpose =
  'switchOffExtension' | 'stopAutostart' | 'forgetApp' | 'uninstall' | 'forgetPackage' | 'deleteCredential';

/** How a run is taken back: by another run, by installing again, or not at all. */
export type Undo = { readonly by: 'run'; readonly argv: readonly string[] } | { readonly by: 'reinstall' | 'nothing' };

/** What tells that there is nothing left for a run to do. */
export type Probe =
  { readonly by: 'asking'; readonly argv: readonly string[] } | { readonly by: 'registry'; readonly key: string };

export interface RunStep {
  readonly do: 'run';
  readonly purpose: Purpose;
  readonly argv: readonly string[];
  readonly undo: Undo;
  readonly probe?: Probe;
  /** Codes that mean success, beside 0: Windows' installer asks for a restart with 3010 and 1641. */
  readonly okCodes?: readonly number[];
}

/** One thing that will be done. A step names everything it touches; carrying it out decides nothing (I2). */
export type Step =
  /** Whatever runs from these folders, and these programs. Done before any file is moved, and again whenever the plan is gone on with. */
  | { readonly do: 'stop'; readonly processes: readonly RunningProcess[]; readonly folders: readonly string[] }
  | RunStep
  | { readonly do: 'quarantine'; readonly path: string; readonly sort: TraceSort }
  | { readonly do: 'takeLine'; readonly path: string; readonly line: string }
  | { readonly do: 'registry'; readonly key: string; readonly value?: string }
  | { readonly do: 'moveDrive'; readonly path: string; readonly placeholders: number };

/** What only a person can do, by its code; the words are in texts. */
export type HandNote =
  | 'disconnectFirst'
  | 'applicationPasswords'
  | 'loginItems'
  | 'permissions'
  | 'sidebar'
  | 'secretService'
  | 'credentialManager'
  | 'firewall'
  | 'scheduledTasks'
  | 'needsAdministrator';

export interface RemovalPlan {
  readonly system: System;
  readonly steps: readonly Step[];
  /** Found, and not touched. */
  readonly leftAlone: readonly (Trace & { readonly leftAlone: LeftAlone })[];
  readonly drive: readonly DriveFolder[];
  readonly byHand: readonly HandNote[];
  /** Of what will be done; process numbers take no part in it. */
  readonly sha256: string;
}

/** What the user decided beyond the ordinary. */
export interface Choice {
  /** Ids of traces that are taken though little speaks for them, or though they can't be brought back. */
  readonly also: readonly string[];
  /** Folders of the drive that are moved away too, as typed in full. */
  readonly moveDrive: readonly string[];
}

const mayBeChosen: readonly LeftAlone[] = ['unsure', 'noWayBack'];

/** What removing comes to: pure, so that what is shown is what will be done. */
export function planRemoval(scan: FullScan, choice: Choice): RemovalPlan {
  const { system, drive } = scan;
  const judged = scan.traces.map((trace) => settled(scan, trace, choice));
  const taken = judged.filter(({ leftAlone }) => leftAlone === undefined);
  const left = judged.flatMap((trace) =>
    trace.leftAlone === undefined ? [] : [{ ...trace, leftAlone: trace.leftAlone }],
  );
  const files = outermost(system, taken);
  const steps: readonly Step[] = [
    ...autostartRuns(system, files),
    ...stops(taken),
    ...extensionRuns(taken),
    ...uninstallRuns(system, taken, scan.uninstallers),
    ...forgetRuns(system, files),
    ...files.map(({ place, sort }): Step => ({ do: 'quarantine', path: place.path, sort })),
    ...taken.flatMap(({ place }): readonly Step[] =>
      place.in === 'line' ? [{ do: 'takeLine', path: place.path, line: place.line }] : [],
    ),
    ...registrySteps(taken),
    ...lastRuns(taken),
    ...drive
      .filter(({ path, leftAlone }) => leftAlone === undefined && choice.moveDrive.includes(path))
      .map(({ path, placeholders }): Step => ({ do: 'moveDrive', path, placeholders })),
  ];
  return {
    system,
    steps,
    leftAlone: left,
    drive,
    byHand: handNotes(system, drive, left),
    sha256: fingerprintOf(system, steps),
  };
}

/** The hash of what will be done, by which a plan that was read is told from another. */
function fingerprintOf(system: System, steps: readonly Step[]): string {
  const told = steps.map((step) =>
    step.do === 'stop'
      ? {
          do: step.do,
          folders: step.folders,
          programs: [...new Set(step.processes.map(({ executable }) => executable))].sort(),
        }
      : step,
  );
  return fingerprint({ system, steps: told } as unknown as Json);
}

/**
 * No folder that holds the drive is ever moved as a leftover, and no trace inside the drive is one. What a package that
 * stays has put somewhere, stays too.
 */
function settled({ system, drive, traces }: FullScan, trace: Trace, { also }: Choice): Trace {
  const { place, leftAlone } = trace;
  const packages = traces.filter(({ sort, leftAlone: why }) => sort === 'package' && why !== undefined);
  if (place.in === 'files') {
    const meets = drive.some(({ path }) => liesIn(system, path, place.path) || liesIn(system, place.path, path));
    if (meets) return { ...trace, leftAlone: 'holdsDrive' };
  }
  if (place.in === 'files' && heldByPackage(trace, place.path, packages)) return { ...trace, leftAlone: 'mixed' };
  if (leftAlone === undefined || !mayBeChosen.includes(leftAlone) || !also.includes(trace.id)) return trace;
  const { leftAlone: _, ...chosen } = trace;
  return chosen;
}

const ofAllUsers = /^\/(?:opt|usr|etc)\//u;

function heldByPackage({ leftAlone }: Trace, path: string, packages: readonly Trace[]): boolean {
  return leftAlone === undefined && packages.some(({ place }) => place.in === 'package') && ofAllUsers.test(path);
}

type FileTrace = Trace & { readonly place: { readonly in: 'files'; readonly path: string } };

/** Traces that are files, without those that lie inside another: they go along with it. */
function outermost(system: System, traces: readonly Trace[]): readonly FileTrace[] {
  const files = traces.filter((trace): trace is FileTrace => trace.place.in === 'files');
  return files.filter(
    ({ place: { path } }) => !files.some(({ place: other }) => other.path !== path && liesIn(system, path, other.path)),
  );
}

function stops(traces: readonly Trace[]): readonly Step[] {
  const processes = traces.flatMap(({ place }) => {
    if (place.in !== 'process') return [];
    const { in: _, ...process } = place;
    return [process];
  });
  const folders = traces.flatMap(({ place, sort, sure }) =>
    sort === 'program' && place.in === 'files' && sure === 'certain' ? [place.path] : [],
  );
  return processes.length + folders.length === 0 ? [] : [{ do: 'stop', processes, folders }];
}

function extensionRuns(traces: readonly Trace[]): readonly Step[] {
  return traces.flatMap(({ place }): readonly Step[] => {
    if (place.in !== 'extensions') return [];
    const told = (use: string): readonly string[] => ['pluginkit', '-e', use, '-i', place.name];
    return [{ do: 'run', purpose: 'switchOffExtension', argv: told('ignore'), undo: { by: 'run', argv: told('use') } }];
  });
}

/** What the system would start again while the app is taken off: told to it before the app is asked to end. */
function autostartRuns(system: System, traces: readonly FileTrace[]): readonly Step[] {
  return traces.flatMap(({ sort, place: { path } }): readonly Step[] => {
    if (system === 'macos' && sort === 'autostart') {
      const told = (verb: string): readonly string[] => ['launchctl', verb, path];
      return [{ do: 'run', purpose: 'stopAutostart', argv: told('unload'), undo: { by: 'run', argv: told('load') } }];
    }
    if (system !== 'linux' || sort !== 'service') return [];
    const scope = path.includes('/systemd/user/') ? ['--user'] : [];
    const told = (verb: string): readonly string[] => ['systemctl', ...scope, verb, '--now', nameOf(system, path)];
    return [{ do: 'run', purpose: 'stopAutostart', argv: told('disable'), undo: { by: 'run', argv: told('enable') } }];
  });
}

const launchServices =
  '/System/Library/Frameworks/CoreServices.framework/Frameworks/LaunchServices.framework/Support/lsregister';

/** macOS keeps in mind which app opens bx:// even after the app is gone. */
function forgetRuns(system: System, traces: readonly FileTrace[]): readonly Step[] {
  if (system !== 'macos') return [];
  return traces
    .filter(({ sort }) => sort === 'program')
    .map(({ place: { path } }): Step => ({
      do: 'run',
      purpose: 'forgetApp',
      argv: [launchServices, '-u', path],
      undo: { by: 'run', argv: [launchServices, '-f', path] },
    }));
}

/** Keys and values of the registry, without those whose key goes anyhow. */
function registrySteps(traces: readonly Trace[]): readonly Step[] {
  const places = traces.flatMap(({ place }) => (place.in === 'registry' ? [place] : []));
  const whole = places.flatMap(({ key, value }) => (value === undefined ? [key] : []));
  const covered = (key: string, value?: string): boolean =>
    whole.some((other) => {
      const [low, of] = [key.toLowerCase(), other.toLowerCase()];
      return (low === of && value !== undefined) || low.startsWith(`${of}\\`);
    });
  return places
    .filter(({ key, value }) => !covered(key, value))
    .map(({ key, value }): Step => ({ do: 'registry', key, ...(value === undefined ? {} : { value }) }));
}

/** What a package manager still remembers, and what can't be brought back, come last. */
function lastRuns(traces: readonly Trace[]): readonly Step[] {
  return traces.flatMap(({ place }): readonly Step[] => {
    if (place.in === 'package') {
      const { forget, version } = managers[place.manager];
      if (forget === undefined) return [];
      const probe: Probe = { by: 'asking', argv: version(place.name) };
      return [{ do: 'run', purpose: 'forgetPackage', argv: forget(place.name), undo: { by: 'reinstall' }, probe }];
    }
    if (place.in !== 'keychain') return [];
    const argv = ['security', 'delete-generic-password', '-s', place.service];
    return [{ do: 'run', purpose: 'deleteCredential', argv, undo: { by: 'nothing' } }];
  });
}

const notes: Readonly<Record<System, readonly HandNote[]>> = {
  linux: ['secretService'],
  macos: ['loginItems', 'permissions', 'sidebar'],
  windows: ['credentialManager', 'firewall', 'scheduledTasks'],
};

function handNotes(
  system: System,
  drive: readonly DriveFolder[],
  left: readonly { readonly leftAlone: LeftAlone }[],
): readonly HandNote[] {
  return [
    ...(drive.length > 0 ? (['disconnectFirst'] as const) : []),
    ...(left.some(({ leftAlone }) => leftAlone === 'needsAdministrator') ? (['needsAdministrator'] as const) : []),
    ...notes[system],
    'applicationPasswords',
  ];
}

/** A step as one line that a person can check: a command, or what is done to which path. */
export function commandOf(step: Step): readonly string[] | undefined {
  if (step.do === 'run') return step.argv;
  if (step.do !== 'registry') return undefined;
  const { key, value } = step;
  return ['reg.exe', 'delete', key, ...(value === undefined ? [] : value === '' ? ['/ve'] : ['/v', value]), '/f'];
}

/** The name of a path alone. */
export function nameOf(system: System, path: string): string {
  return pathsOf(system).basename(path);
}
