import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';

/** Anything that has a place in a folder, not followed if it is a link. */
export interface Seen {
  /** Bytes of the whole path: names need not be text. */
  readonly path: Buffer;
  /** Path below where the walk began; empty for itself. */
  readonly below: Buffer;
  readonly stats: Stats;
}

const slash = Buffer.from('/');

function errorCode(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

/** What lies at a path, without following it; undefined when nothing does. */
export async function lookAt(path: string | Buffer): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Everything at and below a path, each folder before what lies in it, names in order of their bytes. Links are seen, not
 * followed; another disk mounted inside is seen and not entered. `refused` hears of folders that can't be read.
 */
export async function* walk(
  start: string,
  refused: (path: Buffer, code: string) => void = () => {},
): AsyncGenerator<Seen, void, void> {
  const first = await lookAt(start);
  if (first === undefined) return;
  const open: Seen[] = [{ path: Buffer.from(start), below: Buffer.alloc(0), stats: first }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    yield here;
    if (!here.stats.isDirectory() || here.stats.dev !== first.dev) continue;
    let names: Buffer[];
    try {
      names = await readdir(here.path, { encoding: 'buffer' });
    } catch (error) {
      refused(here.path, errorCode(error));
      continue;
    }
    for (const name of names.sort((one, other) => other.compare(one))) {
      const path = Buffer.concat([here.path, slash, name]);
      const stats = await lookAt(path);
      if (stats === undefined) continue;
      const below = here.below.length === 0 ? name : Buffer.concat([here.below, slash, name]);
      open.push({ path, below, stats });
    }
  }
}

export interface Measure {
  readonly files: number;
  readonly sizeBytes: number;
  /** Another disk lies inside. */
  readonly mountInside: boolean;
  /** Something inside belongs to somebody else than `uid`. */
  readonly othersInside: boolean;
  readonly unread: number;
}

/** How much lies at a path, and what speaks against moving it. */
export async function measure(path: string, uid?: number): Promise<Measure> {
  let files = 0;
  let sizeBytes = 0;
  let mountInside = false;
  let othersInside = false;
  let unread = 0;
  let device: number | undefined;
  for await (const { stats } of walk(path, () => unread++)) {
    device ??= stats.dev;
    if (stats.dev !== device) mountInside = true;
    if (uid !== undefined && stats.uid !== uid) othersInside = true;
    if (stats.isDirectory()) continue;
    files++;
    if (stats.isFile()) sizeBytes += stats.size;
  }
  return { files, sizeBytes, mountInside, othersInside, unread };
}
