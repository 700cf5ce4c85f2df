import { lstatSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Whether the links on the way from `root` down to `path` may be followed: only those of the administrator, and those
 * whose owner owns what they lead to. Otherwise the user of the web server could lead us, who may be root, anywhere.
 */
export function mayFollow(root: string, path: string): boolean {
  let here = root;
  for (const part of relative(root, path).split(sep)) {
    here = join(here, part);
    const link = lstatSync(here, { throwIfNoEntry: false });
    if (link === undefined || !link.isSymbolicLink() || link.uid === 0) continue;
    const target = statSync(here, { throwIfNoEntry: false });
    if (target !== undefined && target.uid !== link.uid) return false;
  }
  return true;
}
