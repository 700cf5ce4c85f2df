import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { type Machine, nameOn, pathOn } from '../machine.ts';

/** A site as the web server's settings have it. */
export interface Site {
  /** File of the settings, as the machine names it. */
  readonly file: string;
  readonly docroot: string;
}

const settingsFolders = ['/etc/nginx', '/etc/httpd', '/etc/apache2'];
const patterns = [
  /^\s*root\s+["']?([^"';$\s]+)["']?\s*;/gmu,
  /^\s*set\s+\$docroot\s+["']?([^"';$\s]+)["']?\s*;/gmu,
  /^\s*DocumentRoot\s+["']?([^"'\s]+)/gmu,
];

/** Regular files under a folder, links among them when they lead to files; names only of what can be read. */
export function filesIn(folder: string): readonly string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? [path] : [];
  });
}

export function textOfFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Every docroot that nginx or Apache serve, by the file that says so. */
export function sitesOf(machine: Machine): readonly Site[] {
  return settingsFolders.flatMap((folder) =>
    filesIn(pathOn(machine, folder)).flatMap((path) => {
      const text = textOfFile(path);
      const docroots = patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, root]) => root ?? ''));
      const file = nameOn(machine, path);
      return [...new Set(docroots)].map((docroot) => ({ file, docroot: docroot.replace(/(?<=.)\/+$/u, '') }));
    }),
  );
}
