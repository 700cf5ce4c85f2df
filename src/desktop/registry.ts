import type { Computer } from './computer.ts';
import { pathsIn } from './parse/command-line.ts';
import { parseRegistry, type RegistryKey } from './parse/registry.ts';
import { appFolderOf, type Known } from './proofs.ts';
import type { Evidence, Sureness, Trace, TraceSort } from './types.ts';

const current = String.raw`Software\Microsoft\Windows\CurrentVersion`;
const wide = String.raw`Software\WOW6432Node\Microsoft\Windows\CurrentVersion`;
const join = (...parts: readonly string[]): string => parts.join('\\');
const user = 'HKEY_CURRENT_USER';
const machine = 'HKEY_LOCAL_MACHINE';

/** The branches that are read. All of them: what is not here is never looked at. */
export const branches: readonly string[] = [
  join(user, current, 'Run'),
  join(machine, current, 'Run'),
  join(machine, wide, 'Run'),
  join(user, current, 'Explorer', 'StartupApproved', 'Run'),
  join(user, current, 'Uninstall'),
  join(machine, current, 'Uninstall'),
  join(machine, wide, 'Uninstall'),
  join(user, 'Software', 'Classes', 'bx'),
  join(machine, 'Software', 'Classes', 'bx'),
  join(user, 'Software', 'Classes', 'CLSID'),
  join(user, current, 'Explorer', 'Desktop', 'NameSpace'),
  join(machine, current, 'Explorer', 'ShellIconOverlayIdentifiers'),
  join(machine, current, 'Explorer', 'SyncRootManager'),
  join(user, 'Software', 'Classes', '*', 'shellex', 'ContextMenuHandlers'),
  join(machine, 'Software', 'Classes', '*', 'shellex', 'ContextMenuHandlers'),
  join(user, 'Software', 'Bitrix'),
  join(user, 'Software', 'Bitrix24'),
  join(machine, 'SYSTEM', 'CurrentControlSet', 'Services'),
];

/** What Windows would run to take the app off. */
export interface Uninstaller {
  readonly key: string;
  readonly quiet?: string;
  readonly plain?: string;
  readonly version?: string;
  readonly folder?: string;
}

export interface RegistryFindings {
  readonly traces: readonly Trace[];
  readonly uninstallers: readonly Uninstaller[];
  /** Folders that Explorer shows as ones kept in step. */
  readonly syncRoots: readonly string[];
}

const appNames = /^(?:Bitrix24|Битрикс24)(?: for Windows| для Windows)?(?: \d[\d.]*)?$/iu;

function valueOf({ values }: RegistryKey, name: string): string | undefined {
  return values.find((value) => value.name.toLowerCase() === name.toLowerCase())?.data;
}

function leadsIn(computer: Computer, known: Known, data: string | undefined): string | undefined {
  if (data === undefined) return undefined;
  return pathsIn(data).find((path) => appFolderOf(computer, path, known) !== undefined);
}

const under = (key: string, branch: string): boolean => key.toLowerCase().startsWith(`${branch.toLowerCase()}\\`);
const tail = (key: string, levels: number): string => key.split('\\').slice(0, levels).join('\\');
const levelsOf = (branch: string): number => branch.split('\\').length;

/** Reads the registry's branches and keeps what leads into a folder of the app's, or is named in the table of facts. */
export async function findInRegistry(computer: Computer, known: Known): Promise<RegistryFindings> {
  const keys: RegistryKey[] = [];
  for (const branch of branches) {
    const bytes = await computer.registry(branch);
    if (bytes !== undefined) keys.push(...parseRegistry(bytes));
  }
  return judge(computer, known, keys);
}

interface Finding {
  readonly sort: TraceSort;
  readonly key: string;
  readonly value?: string;
  readonly sure: Sureness;
  readonly why: Evidence;
}

/** What the keys mean. */
export function judge(computer: Computer, known: Known, keys: readonly RegistryKey[]): RegistryFindings {
  const uninstallers = keys.flatMap((key) => uninstallerIn(computer, known, key) ?? []);
  const more: Known = {
    ...known,
    programs: [...known.programs, ...uninstallers.flatMap(({ folder }) => folder ?? [])],
  };
  const classes = classesOf(computer, more, keys);
  const runs = runsIn(computer, more, keys);
  const findings = [
    ...runs,
    ...twinsOf(runs, keys),
    ...uninstallers.map(({ key }): Finding => ({
      sort: 'package',
      key,
      sure: 'certain',
      why: { because: 'displayName', detail: 'Bitrix24' },
    })),
    ...linksIn(computer, more, keys),
    ...classes,
    ...handlersOf(classes, keys),
    ...syncRootsIn(computer, more, keys),
    ...settingsIn(keys),
    ...servicesIn(computer, more, keys),
  ];
  return { traces: traces(computer, findings), uninstallers, syncRoots: syncFolders(computer, more, keys) };
}

function uninstallerIn(computer: Computer, known: Known, key: RegistryKey): Uninstaller | undefined {
  if (!branches.some((branch) => branch.endsWith('\\Uninstall') && under(key.key, branch))) return undefined;
  const name = valueOf(key, 'DisplayName') ?? '';
  if (!appNames.test(name)) return undefined;
  const quiet = valueOf(key, 'QuietUninstallString');
  const plain = valueOf(key, 'UninstallString');
  const version = valueOf(key, 'DisplayVersion');
  const folder = (valueOf(key, 'InstallLocation') ?? '').replace(/\\$/u, '');
  const trusted =
    leadsIn(computer, known, folder === '' ? undefined : `${folder}\\x`) !== undefined ||
    /(?:^|\\)bitrix24$/iu.test(folder) ||
    leadsIn(computer, known, plain) !== undefined ||
    /bitrix/iu.test(valueOf(key, 'Publisher') ?? '');
  if (!trusted) return undefined;
  return {
    key: key.key,
    ...(quiet === undefined ? {} : { quiet }),
    ...(plain === undefined ? {} : { plain }),
    ...(version === undefined ? {} : { version }),
    ...(/(?:^|\\)bitrix24$/iu.test(folder) ? { folder } : {}),
  };
}

function runsIn(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly Finding[] {
  return keys
    .filter(({ key }) => /\\CurrentVersion\\Run$/iu.test(key))
    .flatMap(({ key, values }) =>
      values.flatMap(({ name, data }): readonly Finding[] => {
        const detail = leadsIn(computer, known, data);
        if (detail === undefined) return [];
        return [{ sort: 'autostart', key, value: name, sure: 'certain', why: { because: 'leadsToApp', detail } }];
      }),
    );
}

/** Windows keeps whether a program may start by itself under the same name in another key. */
function twinsOf(runs: readonly Finding[], keys: readonly RegistryKey[]): readonly Finding[] {
  const names = new Set(runs.map(({ value }) => value));
  return keys
    .filter(({ key }) => /\\StartupApproved\\Run$/iu.test(key))
    .flatMap(({ key, values }) =>
      values
        .filter(({ name }) => names.has(name))
        .map(({ name }): Finding => ({
          sort: 'autostart',
          key,
          value: name,
          sure: 'likely',
          why: { because: 'sameName', detail: name },
        })),
    );
}

function linksIn(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly Finding[] {
  const roots = branches.filter((branch) => branch.endsWith('\\Classes\\bx'));
  return roots.flatMap((root): readonly Finding[] => {
    const command = keys.find(({ key }) => key.toLowerCase() === `${root}\\shell\\open\\command`.toLowerCase());
    const detail = command === undefined ? undefined : leadsIn(computer, known, valueOf(command, ''));
    if (detail === undefined) return [];
    return [{ sort: 'protocol', key: root, sure: 'certain', why: { because: 'leadsToApp', detail } }];
  });
}

/** Classes whose library or folder lies in the app's folder. */
function classesOf(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly Finding[] {
  const branch = branches.find((name) => name.endsWith('\\CLSID')) ?? '';
  return keys
    .filter(({ key }) => under(key, branch))
    .flatMap((key): readonly Finding[] => {
      const data = /\\InprocServer32$/iu.test(key.key) ? valueOf(key, '') : valueOf(key, 'TargetFolderPath');
      const detail = leadsIn(computer, known, data);
      if (detail === undefined) return [];
      const own = tail(key.key, levelsOf(branch) + 1);
      return [{ sort: 'extension', key: own, sure: 'certain', why: { because: 'leadsToApp', detail } }];
    });
}

const clsidOf = (key: string): string => key.split('\\').at(-1)?.toLowerCase() ?? '';

/** Where Explorer is told to use such a class. */
function handlersOf(classes: readonly Finding[], keys: readonly RegistryKey[]): readonly Finding[] {
  const ids = new Set(classes.map(({ key }) => clsidOf(key)));
  return keys
    .filter(({ key }) => /\\(?:NameSpace|ShellIconOverlayIdentifiers|ContextMenuHandlers)\\[^\\]+$/iu.test(key))
    .flatMap((key): readonly Finding[] => {
      const id = [clsidOf(key.key), valueOf(key, '')?.toLowerCase() ?? ''].find((one) => ids.has(one));
      if (id === undefined) return [];
      return [{ sort: 'extension', key: key.key, sure: 'certain', why: { because: 'leadsToApp', detail: id } }];
    });
}

function syncRootsIn(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly Finding[] {
  const branch = branches.find((name) => name.endsWith('\\SyncRootManager')) ?? '';
  const roots = new Map<string, Evidence>();
  for (const key of keys.filter(({ key }) => under(key, branch))) {
    const own = tail(key.key, levelsOf(branch) + 1);
    const detail = key.values.map(({ data }) => leadsIn(computer, known, data)).find((path) => path !== undefined);
    if (detail !== undefined) roots.set(own, { because: 'leadsToApp', detail });
    else if (/\\bitrix24!/iu.test(own) && !roots.has(own)) roots.set(own, { because: 'sameName', detail: 'Bitrix24!' });
  }
  return [...roots].map(([key, why]): Finding => ({
    sort: 'extension',
    key,
    sure: why.because === 'leadsToApp' ? 'certain' : 'likely',
    why,
  }));
}

/** Folders that belong to those roots: `…\SyncRootManager\Bitrix24!…\UserSyncRoots`. */
function syncFolders(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly string[] {
  const own = new Set(syncRootsIn(computer, known, keys).map(({ key }) => key));
  return keys
    .filter(({ key }) => /\\UserSyncRoots$/iu.test(key) && own.has(key.slice(0, key.lastIndexOf('\\'))))
    .flatMap(({ values }) => values.flatMap(({ data }) => data ?? []));
}

function settingsIn(keys: readonly RegistryKey[]): readonly Finding[] {
  const roots = [join(user, 'Software', 'Bitrix'), join(user, 'Software', 'Bitrix24')];
  return roots
    .filter((root) => keys.some(({ key }) => key.toLowerCase() === root.toLowerCase() || under(key, root)))
    .map((key): Finding => ({ sort: 'registry', key, sure: 'possible', why: { because: 'usualPlace' } }));
}

/** Services whose program lies in the app's folder. Windows forgets them when it is started anew. */
function servicesIn(computer: Computer, known: Known, keys: readonly RegistryKey[]): readonly Finding[] {
  return keys
    .filter(({ key }) => /\\Services\\[^\\]+$/iu.test(key))
    .flatMap((key): readonly Finding[] => {
      const detail = leadsIn(computer, known, valueOf(key, 'ImagePath'));
      if (detail === undefined) return [];
      return [{ sort: 'service', key: key.key, sure: 'certain', why: { because: 'leadsToApp', detail } }];
    });
}

function traces(computer: Computer, findings: readonly Finding[]): readonly Trace[] {
  return findings.map(({ sort, key, value, sure, why }): Trace => {
    const forAll = key.startsWith(machine) && !computer.administrator;
    const leftAlone = forAll ? 'needsAdministrator' : sure === 'possible' ? 'unsure' : undefined;
    return {
      id: `registry:${key}${value === undefined ? '' : `:${value}`}`,
      sort,
      place: { in: 'registry', key, ...(value === undefined ? {} : { value }) },
      sure,
      why: [why],
      rule: `registry:${sort}`,
      ...(leftAlone === undefined ? {} : { leftAlone }),
    };
  });
}
