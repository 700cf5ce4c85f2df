import { realpathSync, type Stats } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';

import { Folder } from '../disk/folder.ts';

/** One thing to be packed. Names are bytes; `path` starts from the folder that is packed. */
export interface Listed {
  readonly path: Buffer;
  readonly type: 'folder' | 'file' | 'link';
  readonly stat: Stats;
}

export interface Listing {
  readonly items: readonly Listed[];
  /** Sockets, pipes and devices: no backup holds them. */
  readonly skipped: readonly string[];
  /** Links to folders that are not inside what is packed. */
  readonly outside: readonly { readonly path: string; readonly target: string }[];
}

const slash = Buffer.from('/');

/** Everything in a folder, but for what `leftOut` says; at its top `only` these names. Mounts are entered, links are not. */
export async function listFolder(
  root: string,
  leftOut: (folder: string) => boolean,
  only?: ReadonlySet<string>,
): Promise<Listing> {
  const items: Listed[] = [];
  const skipped: string[] = [];
  const outside: { path: string; target: string }[] = [];
  const realRoot = realpathSync(root);

  const look = (folder: Folder, name: Buffer, path: Buffer): Folder | undefined => {
    const stat = folder.lstat(name);
    if (stat.isDirectory()) {
      items.push({ path, type: 'folder', stat });
      return leftOut(path.toString('utf8')) ? undefined : folder.child(name);
    }
    if (stat.isFile()) items.push({ path, type: 'file', stat });
    else if (stat.isSymbolicLink()) {
      items.push({ path, type: 'link', stat });
      const target = targetOf(folder, name);
      if (target !== undefined && target !== realRoot && !target.startsWith(`${realRoot}/`)) {
        outside.push({ path: path.toString('utf8'), target });
      }
    } else skipped.push(path.toString('utf8'));
    return undefined;
  };

  const walk = async (folder: Folder, at: Buffer | undefined): Promise<void> => {
    await breathe();
    for (const { name } of folder.entries()) {
      if (at === undefined && only?.has(name.toString('latin1')) === false) continue;
      const path = at === undefined ? name : Buffer.concat([at, slash, name]);
      let child: Folder | undefined;
      try {
        child = look(folder, name, path);
      } catch (error) {
        // Gone since the folder was read.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
      if (child === undefined) continue;
      try {
        await walk(child, path);
      } finally {
        child.close();
      }
    }
  };

  const top = Folder.open(root);
  try {
    await walk(top, undefined);
  } finally {
    top.close();
  }
  return { items, skipped, outside };
}

/** The folder that a link leads to; undefined when it leads to none. */
function targetOf(folder: Folder, name: Buffer): string | undefined {
  try {
    const target = realpathSync(`${folder.realPath}/${name.toString('utf8')}`);
    const opened = Folder.openIfThere(target);
    opened?.close();
    return opened === undefined ? undefined : target;
  } catch {
    return undefined;
  }
}
