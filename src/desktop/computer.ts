import { posix, win32 } from 'node:path';

import type { RunningProcess, System } from './types.ts';

export interface Answer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/**
 * The computer that is looked at, as a port: this one, or an image of one in a folder with answers that a test gives.
 * Programs are started from lists of arguments, never through a shell.
 */
export interface Computer {
  readonly system: System;
  /** Folder that stands for the computer's root; undefined for this computer. */
  readonly image?: string;
  /** Home folder of the user whose traces are sought. No other user's home is ever looked into. */
  readonly home: string;
  /** What `%APPDATA%` and the like stand for on Windows; {} elsewhere. */
  readonly folders: Readonly<Record<string, string>>;
  /** Whose files may be touched; undefined where files have no numbers of owners (Windows). */
  readonly uid?: number;
  /** Whether files outside the home folder may be changed. */
  readonly administrator: boolean;
  /** Asks a program that changes nothing; undefined where there is no such program. */
  ask(argv: readonly string[]): Promise<Answer | undefined>;
  /** Starts a program that changes something. Rejects with code ENOENT where there is no such program. */
  run(argv: readonly string[]): Promise<Answer>;
  /** What `reg export` writes for a branch of the registry; undefined where there is none. */
  registry(branch: string): Promise<Buffer | undefined>;
  processes(): Promise<readonly RunningProcess[]>;
  /** Asks a process to end, or ends it; false when it is not there any more. */
  end(process: RunningProcess, how: 'ask' | 'force'): Promise<boolean>;
  sleep(ms: number): Promise<void>;
}

/** How a system writes paths. */
export interface Paths {
  readonly sep: string;
  readonly join: (...parts: readonly string[]) => string;
  readonly dirname: (path: string) => string;
  readonly basename: (path: string) => string;
  readonly resolve: (...parts: readonly string[]) => string;
  readonly relative: (from: string, to: string) => string;
  readonly normalize: (path: string) => string;
  readonly isAbsolute: (path: string) => boolean;
}

function writtenAs(style: typeof posix): Paths {
  return {
    sep: style.sep,
    join: (...parts) => style.join(...parts),
    dirname: (path) => style.dirname(path),
    basename: (path) => style.basename(path),
    resolve: (...parts) => style.resolve(...parts),
    relative: (from, to) => style.relative(from, to),
    normalize: (path) => style.normalize(path),
    isAbsolute: (path) => style.isAbsolute(path),
  };
}

const written: Readonly<Record<System, Paths>> = {
  linux: writtenAs(posix),
  macos: writtenAs(posix),
  windows: writtenAs(win32),
};

export function pathsOf(system: System): Paths {
  return written[system];
}

/** Where a path of the computer lies for this process. */
export function real(computer: Pick<Computer, 'system' | 'image'>, path: string): string {
  if (computer.image === undefined) return path;
  if (computer.system !== 'windows') return posix.join(computer.image, path);
  return posix.join(computer.image, path.replace(/^([a-z]):/iu, '$1').replaceAll('\\', '/'));
}

/** Whether `path` is `folder` or lies in it, as the system compares names. */
export function liesIn(system: System, path: string, folder: string): boolean {
  const { normalize, relative, isAbsolute } = pathsOf(system);
  const fold = (text: string): string => (system === 'linux' ? normalize(text) : normalize(text).toLowerCase());
  const way = relative(fold(folder), fold(path));
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
}
