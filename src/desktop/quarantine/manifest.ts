import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readlink } from 'node:fs/promises';

import { z } from 'zod';

import type { Disk } from '../../base/disk.ts';
import { Bye24Error } from '../../base/error.ts';
import { lookAt, walk } from '../look.ts';

/** A name as text where it is text, else its bytes. */
const name = z.union([z.string(), z.strictObject({ base64: z.string() })]);

const entry = z.strictObject({
  /** Path below the item; '' is the item itself. */
  at: name,
  type: z.enum(['file', 'folder', 'link', 'other']),
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  mtimeMs: z.number(),
  sizeBytes: z.number().optional(),
  /** Absent for a file that could not be read. */
  sha256: z.string().optional(),
  /** Where a link leads. */
  target: name.optional(),
  /** More than one: the file has another name somewhere. */
  names: z.number().optional(),
});

const header = z.strictObject({
  type: z.literal('item'),
  /** Where it lay. */
  path: z.string(),
  /** rename: on the same disk, at once. copy: to another disk, compared, then taken away. */
  how: z.enum(['rename', 'copy']),
  device: z.number(),
  inode: z.number(),
});

export type Entry = z.infer<typeof entry>;
export type Header = z.infer<typeof header>;
export type Name = z.infer<typeof name>;

export interface Manifest {
  readonly header: Header;
  readonly entries: readonly Entry[];
}

/** Bytes of a name as the manifest keeps them. */
export function nameOfBytes(bytes: Buffer): Name {
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : { base64: bytes.toString('base64') };
}

export function bytesOfName(kept: Name): Buffer {
  return typeof kept === 'string' ? Buffer.from(kept, 'utf8') : Buffer.from(kept.base64, 'base64');
}

async function hashOf(path: Buffer): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EPERM') return undefined;
    throw error;
  }
  return hash.digest('hex');
}

/** Everything at and below a path: kind, rights, owner, time, and the hash of each file's bytes. Links are not followed. */
export async function describe(path: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { path: place, below, stats } of walk(path)) {
    const { mode, uid, gid, mtimeMs, size, nlink } = stats;
    const common = { at: nameOfBytes(below), mode: mode & 0o7777, uid, gid, mtimeMs };
    if (stats.isDirectory()) entries.push({ ...common, type: 'folder' });
    else if (stats.isSymbolicLink()) {
      entries.push({ ...common, type: 'link', target: nameOfBytes(await readlink(place, { encoding: 'buffer' })) });
    } else if (stats.isFile()) {
      const sha256 = await hashOf(place);
      const names = nlink > 1 ? { names: nlink } : {};
      entries.push({ ...common, type: 'file', sizeBytes: size, ...(sha256 === undefined ? {} : { sha256 }), ...names });
    } else entries.push({ ...common, type: 'other' });
  }
  return entries;
}

/** Describes what lies at `path` and keeps that at `file`, durably. `onto` is where it will be moved to. */
export async function takeManifest(
  disk: Disk,
  item: { readonly path: string; readonly real: string; readonly onto: string },
  file: string,
): Promise<Manifest> {
  const stats = await lookAt(item.real);
  const there = await lookAt(item.onto);
  if (stats === undefined || there === undefined) throw new Bye24Error('DESKTOP_ITEM_ABSENT', { path: item.path });
  const head: Header = {
    type: 'item',
    path: item.path,
    how: stats.dev === there.dev ? 'rename' : 'copy',
    device: stats.dev,
    inode: stats.ino,
  };
  const entries = await describe(item.real);
  await disk.replace(file, [head, ...entries].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return { header: head, entries };
}

/** Reads a manifest; undefined when there is none. Raises DESKTOP_QUARANTINE_DAMAGED when it can't be understood. */
export async function readManifest(disk: Disk, file: string): Promise<Manifest | undefined> {
  if ((await disk.sizeBytes(file)) === undefined) return undefined;
  try {
    const lines = Buffer.from(await disk.read(file))
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '');
    const [first = '', ...rest] = lines;
    return {
      header: header.parse(JSON.parse(first)),
      entries: rest.map((line) => entry.parse(JSON.parse(line))),
    };
  } catch (error) {
    throw new Bye24Error('DESKTOP_QUARANTINE_DAMAGED', { path: file }, { cause: error });
  }
}

const keyOf = (at: Name): string => bytesOfName(at).toString('base64');

/** What makes two entries the same thing; a folder's time changes when something in it is counted, so it does not. */
function essence({ type, sizeBytes, sha256, target }: Entry): string {
  return JSON.stringify([type, sizeBytes, sha256, target]);
}

export interface Difference {
  readonly missing: readonly Name[];
  readonly added: readonly Name[];
  readonly changed: readonly Name[];
}

/** How what lies somewhere now differs from what was described. Sockets and the like are not compared. */
export function compare(then: readonly Entry[], now: readonly Entry[]): Difference {
  const before = new Map(then.filter(({ type }) => type !== 'other').map((one) => [keyOf(one.at), one]));
  const after = new Map(now.filter(({ type }) => type !== 'other').map((one) => [keyOf(one.at), one]));
  const missing = [...before].filter(([key]) => !after.has(key)).map(([, { at }]) => at);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, { at }]) => at);
  const changed = [...before].filter(([key, one]) => {
    const other = after.get(key);
    return other !== undefined && essence(one) !== essence(other);
  });
  return { missing, added, changed: changed.map(([, { at }]) => at) };
}

export function isSame({ missing, added, changed }: Difference): boolean {
  return missing.length + added.length + changed.length === 0;
}
