import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { type Box, isBox, openBox } from '../box.ts';
import { BoxError } from '../error.ts';
import { type Machine, nameOn, pathOn } from '../machine.ts';
import { addressOf } from '../services/socket.ts';
import { type CronLine, cronLinesOf } from './cron.ts';
import { type Service, servicesOf } from './services.ts';
import { type Site, sitesOf } from './sites.ts';

/** What is known of one docroot. No password in it (I11). */
export interface FoundBox {
  readonly root: string;
  readonly kernel: string;
  readonly version?: string;
  readonly database?: {
    readonly engine: string;
    readonly host: string;
    readonly database: string;
    readonly login: string;
  };
  readonly cache: { readonly type: string; readonly servers: readonly string[]; readonly sids: readonly string[] };
  readonly agentsOnCron: boolean;
  /** Files of the vendor's own backups. */
  readonly vendorBackups: number;
  /** Why its settings could not be read. */
  readonly unreadable?: string;
}

export interface Findings {
  readonly system: string;
  readonly environment: 'bitrix-env' | 'plain';
  readonly boxes: readonly FoundBox[];
  readonly sites: readonly Site[];
  /** Sites that are no box: the machine is shared. */
  readonly foreignSites: readonly Site[];
  readonly cron: readonly CronLine[];
  readonly services: readonly Service[];
}

const usual = [
  '/home/bitrix/www',
  '/home/bitrix/www_ntlm',
  '/var/www/html/bx-site',
  '/var/www/html',
  '/var/www',
  '/opt/www',
];
const parents = ['/home/bitrix/ext_www', '/var/www', '/var/www/html', '/srv', '/srv/www'];

function foldersIn(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map(({ name }) => join(path, name));
  } catch {
    return [];
  }
}

/** Docroots with the vendor's system in them: at the usual places, and wherever the web server says. */
export function findRoots(machine: Machine, sites: readonly Site[]): readonly string[] {
  const candidates = [
    ...usual.map((path) => pathOn(machine, path)),
    ...parents.flatMap((path) => foldersIn(pathOn(machine, path))),
    ...sites.map(({ docroot }) => pathOn(machine, docroot)),
  ];
  return [...new Set(candidates)].filter(isBox).sort();
}

function engineOf({ settings: { cache } }: Box): FoundBox['cache'] {
  switch (cache.type) {
    case 'redis':
    case 'memcached':
      return { type: cache.type, servers: cache.servers.map(addressOf), sids: cache.sids };
    case 'other':
      return { type: cache.name, servers: [], sids: [] };
    default:
      return { type: cache.type, servers: [], sids: [] };
  }
}

/** What can be told of a docroot. */
export function describeBox(machine: Machine, root: string): FoundBox {
  const backups = join(root, 'bitrix', 'backup');
  const vendorBackups = existsSync(backups)
    ? readdirSync(backups).filter((name) => /\.(?:tar|gz|enc)\b/u.test(name)).length
    : 0;
  const plain = {
    root: nameOn(machine, root),
    kernel: nameOn(machine, realpathSync(join(root, 'bitrix'))),
    vendorBackups,
  };
  let box: Box;
  try {
    box = openBox(root);
  } catch (error) {
    if (!(error instanceof BoxError)) throw error;
    const unreadable = [error.code, error.detail['path'], error.detail['key']]
      .filter((part) => part !== undefined)
      .join(' ');
    return { ...plain, cache: { type: '', servers: [], sids: [] }, agentsOnCron: false, unreadable };
  }
  const { database, agentsOnCron } = box.settings;
  return {
    ...plain,
    ...(box.version === undefined ? {} : { version: box.version }),
    ...(database === undefined
      ? {}
      : {
          database: {
            engine: database.engine,
            host: database.host,
            database: database.database,
            login: database.login,
          },
        }),
    cache: engineOf(box),
    agentsOnCron,
  };
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Looks over a server for the vendor's system; changes nothing. */
export function findBoxes(machine: Machine): Findings {
  const sites = sitesOf(machine);
  const roots = findRoots(machine, sites);
  const real = new Set(roots.map(realOf));
  const isForeign = ({ docroot }: Site): boolean => {
    const path = pathOn(machine, docroot);
    return existsSync(path) && !real.has(realOf(path)) && !docroot.startsWith('/var/www/bitrixenv_error');
  };
  return {
    system: machine.root,
    environment:
      existsSync(pathOn(machine, '/opt/webdir')) || existsSync(pathOn(machine, '/etc/nginx/bx'))
        ? 'bitrix-env'
        : 'plain',
    boxes: roots.map((root) => describeBox(machine, root)),
    sites: sites.filter((site) => !isForeign(site)),
    foreignSites: sites.filter(isForeign),
    cron: cronLinesOf(
      machine,
      roots.map((root) => nameOn(machine, root)),
    ),
    services: servicesOf(machine),
  };
}
