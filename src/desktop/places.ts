import { readdir } from 'node:fs/promises';

import { type Computer, pathsOf, real } from './computer.ts';
import { lookAt } from './look.ts';

/** A place that a template led to. `behindLink`: a folder on the way is a link, so the way is not taken further. */
export interface Expanded {
  readonly path: string;
  readonly behindLink: boolean;
}

/** `~` and `%NAME%` at the beginning of a template, replaced; undefined where the computer has no such folder. */
function rooted(computer: Computer, template: string): string | undefined {
  const { join } = pathsOf(computer.system);
  if (template.startsWith('~')) return join(computer.home, template.slice(1));
  const name = /^%([^%]+)%/u.exec(template)?.[1];
  if (name === undefined) return template;
  const folder = computer.folders[name];
  return folder === undefined ? undefined : join(folder, template.slice(name.length + 2));
}

function matcher(pattern: string, computer: Computer): RegExp {
  const source = pattern.replaceAll(/[.+?^${}()|[\]\\]/gu, String.raw`\$&`).replaceAll('*', '.*');
  return new RegExp(`^${source}$`, computer.system === 'linux' ? 'su' : 'siu');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

/**
 * The places that exist and fit a template: `~/.bxd`, `%APPDATA%\Bitrix24`, `/usr/share/applications/*itrix24*.desktop`.
 * `*` stands for any part of one name. No link is followed on the way.
 */
export async function expand(computer: Computer, template: string): Promise<readonly Expanded[]> {
  const start = rooted(computer, template);
  if (start === undefined) return [];
  const { sep, join } = pathsOf(computer.system);
  const isWindows = computer.system === 'windows';
  const [head = '', ...segments] = start.split(sep);
  let here: readonly Expanded[] = [{ path: isWindows ? head + sep : sep, behindLink: false }];
  for (const segment of segments.filter((name) => name !== '')) {
    const next: Expanded[] = [];
    for (const { path, behindLink } of here) {
      const stats = await lookAt(real(computer, path));
      const linked = behindLink || stats?.isSymbolicLink() === true;
      const pattern = matcher(segment, computer);
      const names = segment.includes('*')
        ? (await namesIn(real(computer, path))).filter((name) => pattern.test(name))
        : [segment];
      for (const name of names) {
        const inside = join(path, name);
        if ((await lookAt(real(computer, inside))) !== undefined) next.push({ path: inside, behindLink: linked });
      }
    }
    here = next;
  }
  return here;
}

/** Whether every folder on the way to a path is a folder and no link, right now. */
export async function wayIsPlain(computer: Computer, path: string): Promise<boolean> {
  const { dirname } = pathsOf(computer.system);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const stats = await lookAt(real(computer, folder));
    if (stats === undefined || !stats.isDirectory()) return false;
    if (folder === dirname(folder)) return true;
  }
}
