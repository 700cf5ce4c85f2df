import { constants } from 'node:fs';
import { chmod, copyFile, lchown, lutimes, mkdir, open, rm, rmdir, symlink, unlink } from 'node:fs/promises';

import { lookAt } from '../look.ts';
import { bytesOfName, type Entry } from './manifest.ts';

const slash = Buffer.from('/');

export function below(root: string, entry: Entry): Buffer {
  const name = bytesOfName(entry.at);
  return name.length === 0 ? Buffer.from(root) : Buffer.concat([Buffer.from(root), slash, name]);
}

async function syncFile(path: Buffer): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

async function makeSame(path: Buffer, { type, mode, uid, gid, mtimeMs }: Entry): Promise<void> {
  if (process.getuid?.() === 0) await lchown(path, uid, gid);
  if (type !== 'link') await chmod(path, mode);
  await lutimes(path, mtimeMs / 1000, mtimeMs / 1000);
}

/**
 * Copies a tree to another disk as it was described: contents, links as links, rights, owners (where we may), times.
 * Sockets and the like are of their moment and are not copied. Durable when it returns; what lay at `to` is gone first.
 */
export async function copyTree(entries: readonly Entry[], from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  for (const entry of entries) {
    const [source, target] = [below(from, entry), below(to, entry)];
    if (entry.type === 'folder') await mkdir(target, { mode: 0o700 });
    else if (entry.type === 'link' && entry.target !== undefined) await symlink(bytesOfName(entry.target), target);
    else if (entry.type === 'file') {
      await copyFile(source, target, constants.COPYFILE_EXCL);
      await syncFile(target);
    }
  }
  // From the inside out: putting something into a folder changes the folder's time.
  for (const entry of entries.toReversed()) if (entry.type !== 'other') await makeSame(below(to, entry), entry);
}

/**
 * Takes away what was described and copied, and nothing else: a folder into which something new was put stays.
 * false: something stayed.
 */
export async function removeTree(entries: readonly Entry[], from: string): Promise<boolean> {
  let whole = true;
  for (const entry of entries.toReversed()) {
    const path = below(from, entry);
    const stats = await lookAt(path);
    if (stats === undefined) continue;
    const same =
      entry.type === 'folder'
        ? stats.isDirectory()
        : entry.type === 'file'
          ? stats.isFile() && stats.size === entry.sizeBytes && stats.mtimeMs === entry.mtimeMs
          : !stats.isDirectory();
    if (!same) {
      whole = false;
      continue;
    }
    try {
      if (entry.type === 'folder') await rmdir(path);
      else await unlink(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
      whole = false;
    }
  }
  return whole;
}
