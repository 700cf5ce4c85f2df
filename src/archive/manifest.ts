import { createHash } from 'node:crypto';
import { join } from 'node:path';

import type { Disk } from '../base/disk.ts';
import type { Layout, SEAL_FILES } from './layout.ts';

/** Hex SHA-512 of a file's bytes, read piece by piece. */
export async function sha512Of(disk: Disk, path: string, onBytes?: (count: number) => void): Promise<string> {
  const hash = createHash('sha512');
  await disk.scan(path, (piece) => {
    hash.update(piece);
    onBytes?.(piece.length);
  });
  return hash.digest('hex');
}

/** Lines of a manifest as BagIt and sha512sum read them. Our names hold no `%`, CR or LF, so nothing needs escaping. */
export function manifestText(entries: Iterable<readonly [path: string, sha512: string]>): string {
  return [...entries]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sha512]) => `${sha512}  ${path}\n`)
    .join('');
}

/** What a manifest says, by path; undefined when it is no manifest. */
export function parseManifest(text: string): ReadonlyMap<string, string> | undefined {
  const entries = new Map<string, string>();
  if (text !== '' && !text.endsWith('\n')) return undefined;
  for (const line of text.split('\n').slice(0, -1)) {
    const { sha512, path } = /^(?<sha512>[0-9a-f]{128}) {2}(?<path>.+)$/u.exec(line)?.groups ?? {};
    if (sha512 === undefined || path === undefined || entries.has(path)) return undefined;
    entries.set(path, sha512);
  }
  return entries;
}

/** Every file of the payload, as manifests name them: `data/…` with `/` on every system. */
export async function payloadPaths(disk: Disk, layout: Layout): Promise<readonly string[]> {
  const paths: string[] = [];
  const walk = async (folder: string, name: string): Promise<void> => {
    for (const entry of await disk.list(folder)) {
      const [path, below] = [`${name}/${entry}`, join(folder, entry)];
      if (await isFolder(disk, below)) await walk(below, path);
      else paths.push(path);
    }
  };
  await walk(layout.data, 'data');
  return paths;
}

async function isFolder(disk: Disk, path: string): Promise<boolean> {
  try {
    await disk.list(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return false;
    throw error;
  }
}

/** The text of one of a seal's files; undefined when it is not there. */
export async function sealFile(
  disk: Disk,
  layout: Layout,
  name: (typeof SEAL_FILES)[number],
): Promise<string | undefined> {
  const path = join(layout.folder, name);
  if ((await disk.sizeBytes(path)) === undefined) return undefined;
  return Buffer.from(await disk.read(path)).toString('utf8');
}
