import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { Clock } from '../base/clock.ts';
import type { Disk } from '../base/disk.ts';
import { Bye24Error } from '../base/error.ts';
import { removeTree } from './quarantine/copy.ts';
import { Journal, readStanding } from './quarantine/journal.ts';
import { describe, type Entry } from './quarantine/manifest.ts';

/** What a quarantine keeps of one removal. */
export interface Kept {
  readonly files: number;
  readonly bytes: number;
}

export interface Emptied extends Kept {
  /** Items of which something stayed: something new was put there meanwhile. */
  readonly left: readonly string[];
}

interface Item {
  readonly path: string;
  readonly entries: readonly Entry[];
}

async function itemsOf(disk: Disk, run: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (const name of await disk.list(join(run, 'items'))) {
    const path = join(run, 'items', name);
    items.push({ path, entries: await describe(path) });
  }
  return items;
}

function sumOf(items: readonly Item[]): Kept {
  const files = items.flatMap(({ entries }) => entries.filter(({ type }) => type === 'file'));
  return { files: files.length, bytes: files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0) };
}

/**
 * How much a removal keeps. Raises DESKTOP_REMOVAL_OPEN for one that was interrupted: what it keeps may be half of
 * something, and only going on with it or undoing it makes it whole.
 */
export async function keptBy(disk: Disk, run: string): Promise<Kept | undefined> {
  const standing = await readStanding(disk, run);
  if (standing === undefined) return undefined;
  if (!standing.ended && !standing.restoreEnded) throw new Bye24Error('DESKTOP_REMOVAL_OPEN', { path: run });
  return sumOf(await itemsOf(disk, run));
}

/**
 * Deletes what a removal keeps, for good. That it is given up is in the journal first: from then on nothing of it is put
 * back. After a crash the same call goes on. Links go themselves, nothing behind them does.
 */
export async function emptyQuarantine(
  { disk, clock }: { readonly disk: Disk; readonly clock: Clock },
  run: string,
): Promise<Emptied | undefined> {
  const kept = await keptBy(disk, run);
  if (kept === undefined) return undefined;
  const journal = await Journal.open(disk, run);
  try {
    await journal.write({ type: 'emptied', atMs: clock.now() });
  } finally {
    await journal.close();
  }
  const left: string[] = [];
  for (const { path, entries } of await itemsOf(disk, run)) {
    if (!(await removeTree(entries, path))) left.push(path);
  }
  if (left.length === 0) await rmdir(join(run, 'items')).catch(() => undefined);
  return { ...kept, left };
}
