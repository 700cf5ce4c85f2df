import type { Dirent, Stats } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';

import { type Folder } from './folder.ts';
import { holdsMount } from './mounts.ts';
import type { Tally } from './tally.ts';

export interface Sweep {
  readonly tally: Tally;
  /** Only count: nothing is touched. */
  readonly dryRun: boolean;
  readonly mounts: ReadonlySet<string>;
  readonly signal?: AbortSignal;
}

/** Which files of a tree go. Gets the folder that the file lies in. */
export type Picks = (folder: Folder, name: Buffer) => boolean;

const breatheEvery = 500;
let deeds = 0;

/** Lets timers, Ctrl-C and progress have their turn in a long sweep. */
async function pause({ signal }: Sweep): Promise<void> {
  deeds += 1;
  if (deeds % breatheEvery === 0) await breathe();
  signal?.throwIfAborted();
}

function isMount(folder: Folder, name: Buffer, { mounts }: Sweep): boolean {
  return mounts.has(`${folder.realPath}/${name.toString('utf8')}`);
}

function count(tally: Tally, stat: Stats): void {
  tally.files += 1;
  if (stat.nlink <= 1) tally.bytes += stat.size;
}

/** Takes one file or link away, or counts it. A link goes itself, never what it points to. */
function sweepFile(folder: Folder, name: Buffer, { tally, dryRun }: Sweep): void {
  tally.attempt(folder.pathOf(name), () => {
    const stat = folder.lstat(name);
    if (!dryRun) folder.unlink(name);
    count(tally, stat);
  });
}

async function inside(
  folder: Folder,
  name: Buffer,
  sweep: Sweep,
  visit: (child: Folder) => Promise<void>,
): Promise<boolean> {
  let child: Folder | undefined;
  sweep.tally.attempt(folder.pathOf(name), () => {
    child = folder.child(name);
  });
  if (child === undefined) return false;
  try {
    await visit(child);
  } finally {
    child.close();
  }
  return true;
}

async function sweepEntry(folder: Folder, entry: Dirent<Buffer>, sweep: Sweep): Promise<void> {
  const { name } = entry;
  await pause(sweep);
  if (!entry.isDirectory()) {
    sweepFile(folder, name, sweep);
    return;
  }
  if (isMount(folder, name, sweep)) {
    sweep.tally.leave(folder.pathOf(name), 'mount');
    return;
  }
  const before = sweep.tally.leftCount;
  if (!(await inside(folder, name, sweep, (child) => sweepAll(child, sweep)))) return;
  // A folder with something left in it stays, and that something has been named.
  if (sweep.tally.leftCount > before) return;
  if (sweep.dryRun || sweep.tally.attempt(folder.pathOf(name), () => folder.removeFolder(name)))
    sweep.tally.folders += 1;
}

/** Takes everything in a folder away; mounts in it stay and are named. */
export async function sweepAll(folder: Folder, sweep: Sweep): Promise<void> {
  for (const entry of folder.entries()) await sweepEntry(folder, entry, sweep);
}

/** Takes away the files of a tree that `picks` picks; folders stay. */
export async function sweepFiles(folder: Folder, picks: Picks, sweep: Sweep): Promise<void> {
  for (const entry of folder.entries()) {
    const { name } = entry;
    await pause(sweep);
    if (entry.isDirectory()) {
      if (isMount(folder, name, sweep)) sweep.tally.leave(folder.pathOf(name), 'mount');
      else await inside(folder, name, sweep, (child) => sweepFiles(child, picks, sweep));
    } else {
      let picked = false;
      sweep.tally.attempt(folder.pathOf(name), () => {
        picked = picks(folder, name);
      });
      if (picked) sweepFile(folder, name, sweep);
    }
  }
}

const aside = /^\.bye24\.~\d+$/u;

/** Whether a name is that of a folder into which an earlier sweep moved things and was then interrupted. */
export function isAside(name: Buffer): boolean {
  return aside.test(name.toString('latin1'));
}

/** Folders in which things lie that were moved aside, ready to be taken away at leisure. */
export interface MovedAside {
  readonly parent: Folder;
  readonly name: Buffer;
}

function makeAside(folder: Folder): { readonly name: Buffer; readonly folder: Folder } {
  for (;;) {
    // The vendor's own clean-up knows such names (`x.~123`) and leaves them, or takes them away as outdated.
    const name = Buffer.from(`.bye24.~${Math.floor(Math.random() * 1_000_000)}`);
    try {
      return { name, folder: folder.makeFolder(name, 0o700) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/**
 * Moves what `goes` names out of the way in an instant: folders into a new folder of ours beside them, which nobody
 * else may enter; files are taken away at once. What can't be moved (something is mounted in it, the disk is read-only)
 * is taken away piece by piece. Leftovers of an interrupted sweep come along.
 */
export async function moveAside(
  folder: Folder,
  goes: (name: Buffer) => boolean,
  sweep: Sweep,
): Promise<readonly MovedAside[]> {
  const moved: MovedAside[] = [];
  let place: ReturnType<typeof makeAside> | undefined;
  const entries = folder.entries();
  for (const { name } of entries.filter((entry) => isAside(entry.name))) moved.push({ parent: folder, name });
  for (const entry of entries.filter((each) => !isAside(each.name) && goes(each.name))) {
    await pause(sweep);
    const { name } = entry;
    const whole = entry.isDirectory() && !holdsMount(`${folder.realPath}/${name.toString('utf8')}`, sweep.mounts);
    if (sweep.dryRun || !whole) {
      await sweepEntry(folder, entry, sweep);
      continue;
    }
    try {
      place ??= makeAside(folder);
      folder.moveInto(name, place.folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') await sweepEntry(folder, entry, sweep);
    }
  }
  if (place !== undefined) {
    place.folder.close();
    moved.push({ parent: folder, name: place.name });
  }
  return moved;
}

/** Takes away what was moved aside. */
export async function sweepAside(moved: readonly MovedAside[], sweep: Sweep): Promise<void> {
  for (const { parent, name } of moved) {
    const before = sweep.tally.leftCount;
    const opened = await inside(parent, name, sweep, (child) => sweepAll(child, sweep));
    if (opened && !sweep.dryRun && sweep.tally.leftCount === before) {
      sweep.tally.attempt(parent.pathOf(name), () => parent.removeFolder(name));
    }
  }
}
