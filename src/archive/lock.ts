import { link, readFile, rm, unlink } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

import { z } from 'zod';

import { nodeDisk } from '../base/disk.ts';
import { ArchiveError } from './error.ts';

const holderSchema = z.object({
  pid: z.number().int(),
  host: z.string(),
  /** Tells a process from a later one with the same number, where the system can say. */
  started: z.string(),
  at: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

/** When a process started, in the kernel's ticks; '' where there is no /proc. */
function startedOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

function lives(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started = startedOf(holder.pid);
  return started === '' || holder.started === '' || started === holder.started;
}

async function holderOf(path: string): Promise<Holder | undefined> {
  try {
    return holderSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

export interface Lock {
  /** What stood in a lock that a dead process left behind. */
  readonly takenFrom?: string;
  release(): Promise<void>;
}

/**
 * One writer per archive. A lock whose process is gone is taken over; one whose process lives, or that another
 * machine holds, is refused with ARCHIVE_LOCKED, which says who holds it and where the file is.
 */
export async function acquireLock(path: string, nowMs: number): Promise<Lock> {
  const mine = JSON.stringify({
    pid: process.pid,
    host: hostname(),
    started: startedOf(process.pid),
    at: new Date(nowMs).toISOString(),
  });
  // Written aside and linked into place: the lock is never seen half written, and only one of many gets it.
  const aside = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await nodeDisk.createNew(aside, mine);
  try {
    const takenFrom = await place(aside, path);
    return {
      ...(takenFrom === undefined ? {} : { takenFrom }),
      async release() {
        if ((await readFile(path, 'utf8').catch(() => '')) === mine) await rm(path, { force: true });
      },
    };
  } finally {
    await unlink(aside);
  }
}

async function place(aside: string, path: string): Promise<string | undefined> {
  let takenFrom: string | undefined;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await link(aside, path);
      return takenFrom;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = await holderOf(path);
    if (holder === undefined || lives(holder)) throw lockedBy(path, holder);
    takenFrom = `${holder.pid}@${holder.host} ${holder.at}`;
    await removeStale(aside, path, holder);
  }
  throw lockedBy(path, await holderOf(path));
}

/** Only one of several that saw the same dead holder may remove its lock: the one that gets the grave. */
async function removeStale(aside: string, path: string, holder: Holder): Promise<void> {
  const grave = `${path}.stale-${holder.pid}-${holder.started}`;
  try {
    await link(aside, grave);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return;
    throw error;
  }
  try {
    const now = await holderOf(path);
    if (now !== undefined && now.pid === holder.pid && now.started === holder.started) await rm(path, { force: true });
  } finally {
    await unlink(grave);
  }
}

function lockedBy(path: string, holder: Holder | undefined): ArchiveError {
  return new ArchiveError('ARCHIVE_LOCKED', {
    path,
    pid: holder?.pid ?? 0,
    host: holder?.host ?? '?',
    since: holder?.at ?? '?',
  });
}
