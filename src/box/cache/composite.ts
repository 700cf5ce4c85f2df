import { readFileSync, renameSync, rmSync, statSync, chownSync, chmodSync, writeFileSync, lstatSync } from 'node:fs';
import { join } from 'node:path';

import { readPhp } from '../php/read.ts';
import { isArray } from '../php/value.ts';

/** How the composite site ("HTML cache") is set up. */
export interface Composite {
  /** `off` also where it keeps nothing in files. */
  readonly storage: 'files' | 'memcached' | 'off';
  readonly statistics: boolean;
}

/** What the vendor never deletes at the root of html_pages. */
export const compositeKept: ReadonlySet<string> = new Set(['.enabled', '.config.php', '.htaccess', '.size', '404.php']);

/** Settings of the composite site, from html_pages itself. Raises BOX_CONFIG_UNREADABLE. */
export function readComposite(pages: string, documentRoot: string): Composite {
  try {
    statSync(join(pages, '.enabled'));
  } catch {
    return { storage: 'off', statistics: false };
  }
  const path = join(pages, '.config.php');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return { storage: 'files', statistics: true };
  }
  const { returned, variables } = readPhp(text, path, documentRoot);
  const options = returned ?? variables.get('arHTMLPagesOptions');
  const option = (name: string): unknown => (isArray(options) ? options.get(name) : undefined);
  const storage = option('STORAGE');
  return {
    storage: typeof storage === 'string' && storage.startsWith('memcached') ? 'memcached' : 'files',
    statistics: option('WRITE_STATISTIC') !== 'N',
  };
}

/**
 * Writes the size of all pages down, as the vendor does: nothing when all of them went, less otherwise. The file is put
 * in place anew, so that another name of it elsewhere keeps its content.
 */
export function writeSize(pages: string, size: (before: number) => number): void {
  const path = join(pages, '.size');
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || !stat.isFile()) return;
  const before = Number.parseInt(readFileSync(path, 'latin1'), 10);
  const fresh = join(pages, `.size.bye24-${process.pid}`);
  try {
    writeFileSync(fresh, String(size(Number.isNaN(before) ? 0 : before)), { flag: 'wx', mode: stat.mode & 0o777 });
    chmodSync(fresh, stat.mode & 0o777);
    if (process.getuid?.() === 0) chownSync(fresh, stat.uid, stat.gid);
    renameSync(fresh, path);
  } catch (error) {
    rmSync(fresh, { force: true });
    throw error;
  }
}
