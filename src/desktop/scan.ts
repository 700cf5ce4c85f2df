import { access, constants } from 'node:fs/promises';

import { type Computer, liesIn, pathsOf, real } from './computer.ts';
import { findDrive } from './drive.ts';
import { lookAt, measure } from './look.ts';
import { findPackages } from './packages.ts';
import { expand } from './places.ts';
import { keysNamedIn, type Known, type Proof, proofs, readPart } from './proofs.ts';
import { findInRegistry, type Uninstaller } from './registry.ts';
import { linuxRules } from './rules/linux.ts';
import { macosRules } from './rules/macos.ts';
import { bundleIds, type FileRule, programNames, vendorHosts } from './rules/rule.ts';
import { windowsRules } from './rules/windows.ts';
import type { Evidence, LeftAlone, Scan, Trace, Unseen } from './types.ts';

export const rulesOf: Readonly<Record<Computer['system'], readonly FileRule[]>> = {
  linux: linuxRules,
  macos: macosRules,
  windows: windowsRules,
};

/** A scan, and what only the plan needs of it. */
export interface FullScan extends Scan {
  readonly uninstallers: readonly Uninstaller[];
}

export interface ScanOptions {
  /** Folders that the user says Bitrix24.Drive keeps in step. */
  readonly drive?: readonly string[];
}

/**
 * Looks for everything that the Bitrix24 app left on a computer. Changes nothing, follows no links, looks into no other
 * user's home, opens no file of the drive. What could not be looked at is named.
 */
export async function scan(computer: Computer, options: ScanOptions = {}): Promise<FullScan> {
  const unseen: Unseen[] = [];
  const look = async (rules: readonly FileRule[], known: Known): Promise<readonly Trace[]> => {
    const found: Trace[] = [];
    for (const rule of rules) {
      for (const { path, behindLink } of await expand(computer, rule.path)) {
        try {
          const trace = await judge(computer, rule, path, behindLink, known);
          if (trace !== undefined) found.push(trace);
        } catch (error) {
          unseen.push({ what: path, why: (error as NodeJS.ErrnoException).code ?? String(error) });
        }
      }
    }
    return found;
  };
  const rules = rulesOf[computer.system];
  const apps = await look(
    rules.filter(({ sort }) => sort === 'program'),
    { programs: [], keys: [] },
  );
  const registry =
    computer.system === 'windows'
      ? await findInRegistry(computer, { programs: foldersOf(apps), keys: [] })
      : { traces: [], uninstallers: [], syncRoots: [] };
  const programs = [...foldersOf(apps), ...registry.uninstallers.flatMap(({ folder }) => folder ?? [])];
  const known: Known = { programs, keys: await keysOfSources(computer) };
  const rest = await look(
    rules.filter(({ sort }) => sort !== 'program'),
    known,
  );
  const packages =
    computer.system === 'linux'
      ? (await Promise.all(programs.map((folder) => findPackages(computer, folder)))).flat()
      : [];
  const traces = [
    ...(await processes(computer, programs)),
    ...packages,
    ...apps,
    ...(await extensions(computer)),
    ...(await linkHandlers(computer)),
    ...(await keychain(computer)),
    ...registry.traces,
    ...rest,
  ];
  const drive = await findDrive(computer, [...(options.drive ?? []), ...registry.syncRoots]);
  return {
    system: computer.system,
    traces: withoutRepeats(traces),
    drive,
    unseen,
    uninstallers: registry.uninstallers,
  };
}

function foldersOf(apps: readonly Trace[]): readonly string[] {
  return apps.flatMap(({ place, sure }) => (place.in === 'files' && sure === 'certain' ? [place.path] : []));
}

/** The same place may be found by two rules: the surer one stays. */
function withoutRepeats(traces: readonly Trace[]): readonly Trace[] {
  const rank = { certain: 0, likely: 1, possible: 2 } as const;
  const best = new Map<string, Trace>();
  for (const trace of traces) {
    const other = best.get(trace.id);
    if (other === undefined || rank[trace.sure] < rank[other.sure]) best.set(trace.id, trace);
  }
  return [...best.values()];
}

async function judge(
  computer: Computer,
  rule: FileRule,
  path: string,
  behindLink: boolean,
  known: Known,
): Promise<Trace | undefined> {
  const proof = rule.proof === undefined ? undefined : await proofs[rule.proof](computer, path, known);
  const sure = proof === undefined ? rule.alone : (rule.proven ?? rule.alone);
  if (sure === undefined) return undefined;
  const why: Evidence[] = [{ because: rule.basis === 'known' ? 'knownPlace' : 'usualPlace' }];
  if (proof !== undefined) why.unshift(proof.evidence);
  const { uid } = computer;
  const { files, sizeBytes, mountInside, othersInside } = await measure(
    real(computer, path),
    rule.scope === 'user' ? uid : undefined,
  );
  const leftAlone = await reasonToLeave(computer, rule, path, { behindLink, mountInside, othersInside, proof, sure });
  return {
    id: path,
    sort: rule.sort,
    place: { in: 'files', path },
    sure,
    why,
    files,
    sizeBytes,
    rule: rule.id,
    ...(leftAlone === undefined ? {} : { leftAlone }),
  };
}

interface Circumstances {
  readonly behindLink: boolean;
  readonly mountInside: boolean;
  readonly othersInside: boolean;
  readonly proof: Proof | undefined;
  readonly sure: Trace['sure'];
}

async function reasonToLeave(
  computer: Computer,
  rule: FileRule,
  path: string,
  { behindLink, mountInside, othersInside, proof, sure }: Circumstances,
): Promise<LeftAlone | undefined> {
  if (rule.sort === 'stranger') return 'stranger';
  if (behindLink) return 'behindLink';
  if (mountInside) return 'mountInside';
  if (othersInside) return 'notYours';
  if (proof?.mixed === true) return 'mixed';
  if (rule.scope === 'system' && !(await mayChange(computer, path))) return 'needsAdministrator';
  return sure === 'possible' ? 'unsure' : undefined;
}

async function mayChange(computer: Computer, path: string): Promise<boolean> {
  if (computer.administrator) return true;
  try {
    await access(real(computer, pathsOf(computer.system).dirname(path)), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Keys that a source with the vendor's address names, and no other source does. */
async function keysOfSources(computer: Computer): Promise<readonly string[]> {
  if (computer.system !== 'linux') return [];
  const ours = new Set<string>();
  const others = new Set<string>();
  for (const template of ['/etc/apt/sources.list', '/etc/apt/sources.list.d/*', '/etc/yum.repos.d/*.repo']) {
    for (const { path } of await expand(computer, template)) {
      const text = (await readPart(real(computer, path))).toString('utf8');
      const isOurs = vendorHosts.some((host) => text.includes(host));
      for (const key of keysNamedIn(text)) (isOurs ? ours : others).add(key);
    }
  }
  return [...ours.difference(others)];
}

/** Running programs of the app: by where they run from, and by name where they run from somewhere else. */
async function processes(computer: Computer, programs: readonly string[]): Promise<readonly Trace[]> {
  const { system, uid } = computer;
  const { basename } = pathsOf(system);
  return (await computer.processes()).flatMap((process): readonly Trace[] => {
    const inApp = programs.find((folder) => liesIn(system, process.executable, folder));
    const sameName = programNames.includes(basename(process.executable).replace(/\.exe$/iu, ''));
    if (inApp === undefined && !sameName) return [];
    const others = uid !== undefined && uid !== 0 && process.uid !== undefined && process.uid !== uid;
    const leftAlone = others ? 'notYours' : inApp === undefined ? 'unsure' : undefined;
    return [
      {
        id: `process:${process.pid}:${process.executable}`,
        sort: 'process',
        place: { in: 'process', ...process },
        sure: inApp === undefined ? 'possible' : 'certain',
        why: [inApp === undefined ? { because: 'sameName' } : { because: 'runsFromApp', detail: inApp }],
        rule: 'process',
        ...(leftAlone === undefined ? {} : { leftAlone }),
      },
    ];
  });
}

/** Extensions of the Finder that macOS knows by the app's name. */
async function extensions(computer: Computer): Promise<readonly Trace[]> {
  if (computer.system !== 'macos') return [];
  const found: Trace[] = [];
  for (const id of bundleIds) {
    const name = `${id}.finder-ext`;
    const answer = await computer.ask(['pluginkit', '-m', '-A', '-i', name]);
    if (answer?.code !== 0 || !answer.stdout.toString('utf8').includes(name)) continue;
    const why: readonly Evidence[] = [{ because: 'bundleId', detail: name }];
    const place = { in: 'extensions', name } as const;
    found.push({ id: `extension:${name}`, sort: 'extension', place, sure: 'certain', why, rule: 'extension' });
  }
  return found;
}

/** The line by which a Linux desktop opens bx:// links. The file around it is the user's. */
async function linkHandlers(computer: Computer): Promise<readonly Trace[]> {
  if (computer.system !== 'linux') return [];
  const found: Trace[] = [];
  for (const template of ['~/.config/mimeapps.list', '~/.local/share/applications/mimeapps.list']) {
    for (const { path, behindLink } of await expand(computer, template)) {
      const stats = await lookAt(real(computer, path));
      const text = (await readPart(real(computer, path))).toString('utf8');
      for (const line of new Set(text.split('\n').filter((one) => one.startsWith('x-scheme-handler/bx=')))) {
        const leftAlone = behindLink ? 'behindLink' : (stats?.nlink ?? 1) > 1 ? 'secondName' : undefined;
        found.push({
          id: `line:${path}:${line}`,
          sort: 'protocol',
          place: { in: 'line', path, line },
          sure: 'certain',
          why: [{ because: 'ownsLinks', detail: 'bx://' }],
          rule: 'mimeapps',
          ...(leftAlone === undefined ? {} : { leftAlone }),
        });
      }
    }
  }
  return found;
}

/** The key of the app's browser in the keychain. Asked without its secret, and never deleted unless it is named. */
async function keychain(computer: Computer): Promise<readonly Trace[]> {
  if (computer.system !== 'macos') return [];
  const service = 'Bitrix24 Safe Storage';
  const answer = await computer.ask(['security', 'find-generic-password', '-s', service]);
  if (answer?.code !== 0) return [];
  return [
    {
      id: `keychain:${service}`,
      sort: 'credential',
      place: { in: 'keychain', service },
      sure: 'likely',
      why: [{ because: 'sameName', detail: service }],
      rule: 'keychain',
      leftAlone: 'noWayBack',
    },
  ];
}
