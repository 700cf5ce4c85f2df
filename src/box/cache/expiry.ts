import type { Folder } from '../disk/folder.ts';

const always = 1;
const delayedDelete = /\.~\d+\//u;

/**
 * When a cache file expires, in seconds since 1970, as the vendor's cleaner reads it; undefined: it has no date, and
 * only emptying the whole folder takes it away.
 */
export function expiryOf(folder: Folder, name: Buffer, place: 'cache' | 'html_pages'): number | undefined {
  const text = name.toString('latin1');
  // A folder that waits to be deleted (`x.~123`): everything in it is old.
  if (delayedDelete.test(`${folder.path}/`)) return always;
  if (place === 'html_pages' && text.endsWith('.html')) return always;
  if (!text.endsWith('.php') && !text.endsWith('.html')) return undefined;
  if (!folder.lstat(name).isFile()) return undefined;
  const head = folder.head(name, 150).toString('latin1');
  if (text.endsWith('.php')) {
    const date = /dateexpire\s*=\s*'(\d+)'/iu.exec(head)?.[1];
    return date === undefined ? undefined : Number(date);
  }
  const date = head.startsWith('BX') ? /^\d+/u.exec(head.slice(14, 26))?.[0] : undefined;
  return date === undefined ? undefined : Number(date);
}
