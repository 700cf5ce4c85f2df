import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { Folder } from '../disk/folder.ts';
import { mountPoints } from '../disk/mounts.ts';
import { type Sweep, sweepAll } from '../disk/sweep.ts';
import { BoxError } from '../error.ts';
import { type Machine, pathOn } from '../machine.ts';

/** Tells the folders of one uninstall from those of any other. */
export interface AsideOf {
  readonly machine: Machine;
  readonly id: string;
}

const folderName = (id: string): string => `.bye24-removed-${id}`;

/**
 * Where a thing is put: beside itself, so that moving it is instant and undoing it, too. A disk of its own can't be moved:
 * what it holds is put into a folder on it.
 */
export function asidePath({ machine, id }: AsideOf, path: string): string {
  const real = pathOn(machine, path);
  const inside = join(real, folderName(id));
  return lstatSync(inside, { throwIfNoEntry: false }) === undefined
    ? join(dirname(real), folderName(id), basename(real))
    : inside;
}

function isMounted(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() === true && mountPoints().has(realpathSync(path));
}

/**
 * The folder for what was moved, inside `parent`. One that is a link, or somebody else's, is refused: the user of the web
 * server may own `parent`, and would lead us anywhere.
 */
function asideIn(parent: Folder, id: string, make: boolean): Folder | undefined {
  const name = Buffer.from(folderName(id));
  const refuse = (reason: string): never => {
    throw new BoxError('BOX_STEP_FAILED', { step: parent.pathOf(name), reason });
  };
  let folder: Folder | undefined;
  try {
    folder = make ? parent.makeFolder(name, 0o700) : parent.child(name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !make) return undefined;
    if (code === 'ENOTDIR' || code === 'ELOOP') return refuse('LINK');
    if (code !== 'EEXIST') throw error;
    return asideIn(parent, id, false);
  }
  const uid = process.getuid?.();
  if (uid === undefined || folder.stat().uid === uid) return folder;
  folder.close();
  return refuse('OWNER');
}

/** Opens a folder for as long as `use` takes; undefined when it is not there. */
function inFolder<Result>(folder: Folder | undefined, use: (folder: Folder) => Result): Result | undefined {
  if (folder === undefined) return undefined;
  try {
    return use(folder);
  } finally {
    folder.close();
  }
}

function has(folder: Folder, name: Buffer): boolean {
  try {
    folder.lstat(name);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Moves a thing from one folder into another; nothing is written over. */
function move(from: Folder, name: Buffer, to: Folder): void {
  if (!has(from, name)) return;
  if (has(to, name)) throw new BoxError('BOX_STEP_FAILED', { step: from.pathOf(name), reason: 'EEXIST' });
  from.moveInto(name, to);
}

const namesIn = (folder: Folder): readonly Buffer[] => folder.entries().map(({ name }) => name);

/** Puts a file, a folder or what a disk holds aside. What is not there is none of our business. */
export function setAside({ machine, id }: AsideOf, path: string): void {
  const real = pathOn(machine, path);
  if (isMounted(real)) {
    inFolder(Folder.open(real), (disk) =>
      inFolder(asideIn(disk, id, true), (aside) => {
        for (const name of namesIn(disk)) if (name.toString('latin1') !== folderName(id)) move(disk, name, aside);
      }),
    );
    return;
  }
  const name = Buffer.from(basename(real));
  inFolder(Folder.openIfThere(dirname(real)), (parent) => {
    if (has(parent, name)) inFolder(asideIn(parent, id, true), (aside) => move(parent, name, aside));
  });
}

function tidy(parent: Folder, id: string): void {
  try {
    parent.removeFolder(Buffer.from(folderName(id)));
  } catch {
    // Other things still lie in it.
  }
}

/** Puts it back where it was. */
export function bringBack({ machine, id }: AsideOf, path: string): void {
  const real = pathOn(machine, path);
  const name = Buffer.from(basename(real));
  inFolder(Folder.openIfThere(dirname(real)), (parent) => {
    inFolder(asideIn(parent, id, false), (aside) => move(aside, name, parent));
    tidy(parent, id);
  });
  if (!isMounted(real)) return;
  inFolder(Folder.open(real), (disk) => {
    inFolder(asideIn(disk, id, false), (aside) => {
      for (const each of namesIn(aside)) move(aside, each, disk);
    });
    tidy(disk, id);
  });
}

/** Whether something is still where it was. Of a disk of its own its folder stays, empty but for what was put aside. */
export function isStillThere({ machine, id }: AsideOf, path: string): boolean {
  const real = pathOn(machine, path);
  if (lstatSync(real, { throwIfNoEntry: false }) === undefined) return false;
  if (!isMounted(real)) return true;
  return (
    inFolder(Folder.open(real), (disk) => namesIn(disk).some((each) => each.toString('latin1') !== folderName(id))) ===
    true
  );
}

/** Takes away for good what was moved, and the folders for it. A mount stays, and is named. */
export async function sweepAside({ machine, id }: AsideOf, paths: readonly string[], sweep: Sweep): Promise<void> {
  const places = paths.map((path) => pathOn(machine, path)).flatMap((path) => [dirname(path), path]);
  for (const place of new Set(places)) {
    const parent = Folder.openIfThere(place);
    if (parent === undefined) continue;
    const aside = asideIn(parent, id, false);
    try {
      if (aside === undefined) continue;
      const before = sweep.tally.leftCount;
      await sweepAll(aside, sweep);
      if (sweep.tally.leftCount === before) tidy(parent, id);
    } finally {
      aside?.close();
      parent.close();
    }
  }
}
