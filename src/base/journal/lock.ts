import { z } from 'zod';

import { Bye24Error } from '../error.ts';
import type { Disk } from '../disk.ts';

/** Who holds a lock, as its file says. */
const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  startedAtMs: z.int(),
  released: z.boolean(),
});
export type LockOwner = z.infer<typeof ownerSchema>;

/** This process, as the lock needs to know it. */
export interface Self {
  readonly pid: number;
  readonly host: string;
  /** When this process began: tells it from an earlier one with the same pid. */
  readonly startedAtMs: number;
  /** Whether a process of this computer runs. */
  isAlive(pid: number): boolean;
}

export interface Lock {
  /** The dead owner whose lock this one took over. */
  readonly tookOver?: LockOwner;
  release(): Promise<void>;
}

const NAME = /^(\d+)\.lock$/u;

/** Undefined for a file that its maker has not finished, or never will, or that a later owner took away. */
async function readOwner(disk: Disk, path: string): Promise<LockOwner | undefined> {
  let text: string;
  try {
    text = Buffer.from(await disk.read(path)).toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function describe(self: Self, released: boolean): string {
  return JSON.stringify({ pid: self.pid, host: self.host, startedAtMs: self.startedAtMs, released });
}

function isDead(owner: LockOwner | undefined, self: Self): boolean {
  // Of another computer nothing can be known. A file that nobody finished may be of one that is just starting.
  if (owner === undefined || owner.host !== self.host) return false;
  // Our own number with another start is a process that ended and whose number came round again.
  return owner.pid === self.pid ? owner.startedAtMs !== self.startedAtMs : !self.isAlive(owner.pid);
}

/**
 * Takes the lock in `folder`, so that two processes never apply at once (I8).
 *
 * Locks are numbered files, the highest one counts, and making the next number is the one atomic step: of any number of
 * processes that see the same last lock, one makes the next. The last one is never removed, only marked as released, so
 * a late comer can't mistake a new lock for the old one.
 *
 * A lock of a process of this computer that no longer runs is taken over (and the journal says so). One of another
 * computer, or one that can't be read, stands until a person has looked and deleted its file.
 * @throws Bye24Error LOCKED with pid, host and start of the owner, and the path of the lock
 */
export async function takeLock(disk: Disk, folder: string, self: Self): Promise<Lock> {
  await disk.makeFolder(folder);
  const numbers = await numbersIn(disk, folder);
  const last = numbers.reduce((most, number) => Math.max(most, number), 0);
  const before = `${folder}/${last}.lock`;
  const owner = last === 0 ? undefined : await readOwner(disk, before);
  const free = last === 0 || owner?.released === true;
  if (!free && !isDead(owner, self)) throw locked(before, owner, self);

  const path = `${folder}/${last + 1}.lock`;
  if (!(await disk.createNew(path, describe(self, false)))) throw locked(path, undefined, self);
  // Whoever looked long ago may find the number free because two later owners have come and tidied up.
  const newest = Math.max(...(await numbersIn(disk, folder)));
  if (newest > last + 1) {
    await disk.remove(path);
    const winner = `${folder}/${newest}.lock`;
    throw locked(winner, await readOwner(disk, winner), self);
  }
  for (const number of numbers) if (number < last) await disk.remove(`${folder}/${number}.lock`);
  return {
    ...(!free && owner !== undefined ? { tookOver: owner } : {}),
    release: () => release(disk, path, self),
  };
}

/** Marks a lock as released. A full disk has no room for a new file: then the old one is made shorter where it stands. */
async function release(disk: Disk, path: string, self: Self): Promise<void> {
  try {
    await disk.replace(path, describe(self, true));
  } catch {
    const file = await disk.append(path, { from: describe(self, false).length - 'false}'.length });
    try {
      await file.write('true}');
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

async function numbersIn(disk: Disk, folder: string): Promise<readonly number[]> {
  return (await disk.list(folder)).flatMap((name) => {
    const number = NAME.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function locked(path: string, owner: LockOwner | undefined, self: Self): Bye24Error {
  if (owner === undefined) return new Bye24Error('LOCKED', { pid: '?', host: self.host, since: '?', path });
  return new Bye24Error('LOCKED', {
    pid: owner.pid,
    host: owner.host,
    since: new Date(owner.startedAtMs).toISOString(),
    path,
  });
}
