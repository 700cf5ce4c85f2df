import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything in a folder: path, and what it is with rights, owner and content. Links are not followed. */
export function snapshot(root: string, below = ''): readonly (readonly [string, string])[] {
  return readdirSync(join(root, below))
    .sort()
    .flatMap((name): readonly (readonly [string, string])[] => {
      const path = `${below}/${name}`;
      const place = join(root, path);
      const stats = lstatSync(place);
      const rights = `${(stats.mode & 0o7777).toString(8)} ${stats.uid}:${stats.gid}`;
      if (stats.isSymbolicLink()) return [[path, `link ${readlinkSync(place)}`]];
      if (stats.isDirectory()) return [[path, `folder ${rights}`], ...snapshot(root, path)];
      if (!stats.isFile()) return [[path, `other ${rights}`]];
      return [[path, `file ${rights} ${Math.trunc(stats.mtimeMs)} ${readFileSync(place).toString('base64')}`]];
    });
}
