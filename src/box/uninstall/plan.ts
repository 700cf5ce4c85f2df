import { existsSync, readdirSync } from 'node:fs';

import { fingerprint } from '../../base/hash.ts';
import type { Json } from '../../base/json.ts';
import type { Box } from '../box.ts';
import { type Findings, findBoxes } from '../find/find.ts';
import { type Machine, nameOn, pathOn } from '../machine.ts';
import { isThere, settingsThatStay, temporaryOf, vendorFilesOf, vendorPackages } from './vendor.ts';
import { type Administrator, type LoginLock, ownLogins, shadowOf, type UserLock } from './lock.ts';

/** One thing that an uninstall does. Paths are the machine's own names. No secret in it (I11). */
export type Step =
  | { readonly do: 'cronOff'; readonly file: string; readonly text: string }
  | { readonly do: 'stop'; readonly service: string }
  | { readonly do: 'setAside'; readonly path: string; readonly what: 'site' | 'files' | 'settings' }
  /** The web server's settings without our sites are tried, and taken up when they hold. */
  | { readonly do: 'reload'; readonly server: 'nginx' | 'httpd' | 'apache2' }
  | {
      readonly do: 'dropDatabase';
      readonly engine: 'mysql' | 'pgsql';
      readonly host: string;
      readonly database: string;
      readonly login: string;
    }
  | LoginLock
  | UserLock
  | { readonly do: 'removePackages'; readonly names: readonly string[] };

export interface UninstallPlan {
  readonly system: string;
  readonly roots: readonly string[];
  readonly steps: readonly Step[];
  /** What stays, because others may need it, or because only a person can do it. */
  readonly byHand: readonly ByHand[];
}

export type ByHand =
  | {
      readonly what:
        | 'sharedService'
        | 'user'
        | 'sharedSite'
        | 'sharedSettings'
        | 'databaseLogin'
        | 'openLogin'
        | 'selinux'
        | 'changedSettings';
      readonly name: string;
    }
  | { readonly what: 'outside'; readonly name: 'dns' | 'certificates' | 'webhooks' | 'buckets' | 'licence' };

export function hashOfPlan(plan: UninstallPlan): string {
  return fingerprint(plan as unknown as Json);
}

/** A short name for an uninstall: it is in its marks and in the names of its folders. */
export function idOfPlan(plan: UninstallPlan): string {
  return hashOfPlan(plan).slice(0, 12);
}

/** Files of the web server that serve our docroots and nothing else. */
function siteFiles({ sites, foreignSites }: Findings): {
  readonly own: readonly string[];
  readonly shared: readonly string[];
} {
  const foreign = new Set(foreignSites.map(({ file }) => file));
  const files = [...new Set(sites.map(({ file }) => file))];
  return { own: files.filter((file) => !foreign.has(file)), shared: files.filter((file) => foreign.has(file)) };
}

async function packagesOf(machine: Machine): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of vendorPackages) {
    const { status, stdout } = await machine.run('rpm', ['-q', name]);
    if (status === 0) found.push(stdout.trim());
  }
  return found;
}

/** Settings of packages that were changed since: rpm keeps them, under another name. */
async function changedSettings(machine: Machine, packages: readonly string[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const name of packages) {
    const { stdout } = await machine.run('rpm', ['-V', name]);
    changed.push(...[...stdout.matchAll(/^\S{8,} +c +(\/.+)$/gmu)].map(([, path = '']) => path));
  }
  return changed;
}

/** The vendor's environment switches SELinux off and keeps the settings of before, dated. */
function selinuxBefore(machine: Machine): readonly string[] {
  const folder = '/etc/selinux';
  const names = existsSync(pathOn(machine, folder)) ? readdirSync(pathOn(machine, folder)) : [];
  const last = names
    .filter((name) => /^config\.\d{12}$/u.test(name))
    .sort()
    .at(-1);
  return last === undefined ? [] : [`${folder}/${last}`];
}

function databaseSteps(boxes: readonly Box[]): readonly Step[] {
  const steps = boxes.flatMap(({ settings: { database } }): readonly Extract<Step, { do: 'dropDatabase' }>[] => {
    if (database === undefined) return [];
    const { engine, host, database: name, login } = database;
    return [{ do: 'dropDatabase', engine, host, database: name, login }];
  });
  return [...new Map(steps.map((step) => [`${step.engine} ${step.host} ${step.database}`, step])).values()];
}

/**
 * What an uninstall would do, in the order in which nothing is pulled away from under what still runs: schedule, services,
 * sites, files, database, settings, packages. With `keepShared`, what others may use is left alone.
 */
export async function planUninstall(
  machine: Machine,
  boxes: readonly Box[],
  { keepShared, administrator }: { readonly keepShared: boolean; readonly administrator?: Administrator },
): Promise<UninstallPlan> {
  const findings = findBoxes(machine);
  const { cron, services } = findings;
  const files = siteFiles(findings);
  const roots = boxes.map(({ root }) => nameOn(machine, root));
  const aside = (what: 'site' | 'files' | 'settings', paths: readonly string[]): readonly Step[] =>
    paths.filter((path) => isThere(machine, path)).map((path) => ({ do: 'setAside', path, what }));
  const servers = (['nginx', 'httpd', 'apache2'] as const).filter((server) =>
    files.own.some((file) => file.startsWith(`/etc/${server}/`)),
  );
  const places = [...new Set([...roots, ...boxes.map(({ realRoot }) => nameOn(machine, realRoot))])];
  const docroots = places.filter((root) => !places.some((other) => root.startsWith(`${other}/`)));
  const settings = keepShared ? [] : vendorFilesOf(machine);
  const packages = keepShared ? [] : await packagesOf(machine);
  const user = 'bitrix';
  const locks = await ownLogins(boxes, administrator);
  const locked = new Set(locks.map(({ login }) => login));
  const hasUser = !keepShared && shadowOf(machine, user) !== undefined;
  const steps: readonly Step[] = [
    ...cron.map(({ file, text }): Step => ({ do: 'cronOff', file, text })),
    ...services.filter(({ use }) => use === 'own').map(({ name }): Step => ({ do: 'stop', service: name })),
    ...aside('site', files.own),
    ...servers.map((server): Step => ({ do: 'reload', server })),
    ...aside('files', [...docroots, ...temporaryOf(machine)]),
    ...databaseSteps(boxes),
    ...locks,
    ...aside('settings', settings),
    ...(hasUser ? [{ do: 'lockUser', user } as const] : []),
    ...(packages.length > 0 ? [{ do: 'removePackages', names: packages } as const] : []),
  ];
  const shared = services.filter(({ use }) => use === 'shared');
  return {
    system: machine.root,
    roots,
    steps,
    byHand: [
      ...files.shared.map((name): ByHand => ({ what: 'sharedSite', name })),
      ...shared.map(({ name }): ByHand => ({ what: 'sharedService', name })),
      ...settingsThatStay(machine).map((name): ByHand => ({ what: 'sharedSettings', name })),
      ...[...new Set(boxes.flatMap(({ settings }) => settings.database?.login ?? []))].map((name): ByHand => ({
        what: locked.has(name) ? 'databaseLogin' : 'openLogin',
        name,
      })),
      ...(existsSync(pathOn(machine, '/home/bitrix')) ? [{ what: 'user', name: user } as const] : []),
      ...(await changedSettings(machine, packages)).map((name): ByHand => ({ what: 'changedSettings', name })),
      ...(keepShared ? [] : selinuxBefore(machine)).map((name): ByHand => ({ what: 'selinux', name })),
      ...(['dns', 'certificates', 'webhooks', 'buckets', 'licence'] as const).map((name): ByHand => ({
        what: 'outside',
        name,
      })),
    ],
  };
}
