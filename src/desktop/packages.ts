import { type Computer, liesIn, pathsOf, real } from './computer.ts';
import { lookAt } from './look.ts';
import { programNames } from './rules/rule.ts';
import type { PackageManager, Trace } from './types.ts';

/** How a package manager is asked and told. */
interface Manager {
  readonly owner: (path: string) => readonly string[];
  readonly readOwner: (stdout: string) => string | undefined;
  readonly version: (name: string) => readonly string[];
  readonly files: (name: string) => readonly string[];
  readonly readFiles: (stdout: string) => readonly string[];
  /** Takes exactly this package off, and nothing else: it refuses when others need it. */
  readonly remove: (name: string) => readonly string[];
  /** Forgets what is left of it: settings, the last words of its list. */
  readonly forget?: (name: string) => readonly string[];
}

const lines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

export const managers: Readonly<Record<PackageManager, Manager>> = {
  dpkg: {
    owner: (path) => ['dpkg', '--search', path],
    readOwner: (stdout) => /^([a-z0-9][a-z0-9+.:-]*): /mu.exec(stdout)?.[1],
    version: (name) => ['dpkg-query', '--showformat=${Version}', '--show', name],
    files: (name) => ['dpkg-query', '--listfiles', name],
    readFiles: lines,
    remove: (name) => ['dpkg', '--remove', name],
    forget: (name) => ['dpkg', '--purge', name],
  },
  rpm: {
    owner: (path) => ['rpm', '-qf', '--queryformat', String.raw`%{NAME}\n`, path],
    readOwner: (stdout) => /^([A-Za-z0-9][\w+.-]*)$/mu.exec(stdout)?.[1],
    version: (name) => ['rpm', '-q', '--queryformat', '%{VERSION}-%{RELEASE}', name],
    files: (name) => ['rpm', '-ql', name],
    readFiles: lines,
    remove: (name) => ['rpm', '--erase', name],
  },
  pacman: {
    owner: (path) => ['pacman', '-Qoq', path],
    readOwner: (stdout) => /^([a-z0-9@_+][\w@.+-]*)$/mu.exec(stdout)?.[1],
    version: (name) => ['pacman', '-Q', name],
    files: (name) => ['pacman', '-Qlq', name],
    readFiles: (stdout) => lines(stdout).map((line) => line.replace(/\/$/u, '')),
    remove: (name) => ['pacman', '-R', '--noconfirm', name],
  },
};

/** Where a package of the app may put files beside its own folder. Anything else in it is somebody else's. */
const usualFolders = [
  '/usr/share',
  '/usr/bin',
  '/etc/apt',
  '/etc/yum.repos.d',
  '/etc/xdg/autostart',
  '/etc/opt',
  '/etc/cron.daily',
];

async function foreignFilesIn(computer: Computer, files: readonly string[], folder: string): Promise<number> {
  let foreign = 0;
  for (const file of files) {
    if ([folder, ...usualFolders].some((usual) => liesIn('linux', file, usual))) continue;
    const stats = await lookAt(real(computer, file));
    if (stats !== undefined && !stats.isDirectory()) foreign++;
  }
  return foreign;
}

/** The packages that the app's programs in `folder` came with. A package that holds more than the app is left alone. */
export async function findPackages(computer: Computer, folder: string): Promise<readonly Trace[]> {
  const { join } = pathsOf(computer.system);
  const found = new Map<string, Trace>();
  for (const manager of Object.keys(managers) as PackageManager[]) {
    const how = managers[manager];
    for (const name of programNames) {
      const path = join(folder, name);
      if ((await lookAt(real(computer, path))) === undefined) continue;
      const owner = await computer.ask(how.owner(path));
      if (owner === undefined) break;
      const own = owner.code === 0 ? how.readOwner(owner.stdout.toString('utf8')) : undefined;
      if (own === undefined || found.has(`${manager}:${own}`)) continue;
      const version = (await computer.ask(how.version(own)))?.stdout.toString('utf8').trim() ?? '';
      const files = how.readFiles((await computer.ask(how.files(own)))?.stdout.toString('utf8') ?? '');
      const foreign = await foreignFilesIn(computer, files, folder);
      const leftAlone = foreign > 0 ? 'mixed' : computer.administrator ? undefined : 'needsAdministrator';
      found.set(`${manager}:${own}`, {
        id: `package:${own}`,
        sort: 'package',
        place: { in: 'package', manager, name: own, version, path },
        sure: 'certain',
        why: [{ because: 'packageOwns', detail: path }],
        files: files.length,
        rule: `package:${manager}`,
        ...(leftAlone === undefined ? {} : { leftAlone }),
      });
    }
  }
  return [...found.values()];
}
