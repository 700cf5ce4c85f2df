import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { type Machine, pathOn } from '../machine.ts';

/** Settings that a box leans on, by the folder that they lie in; BitrixVM's and those of plain stacks. */
const settings: Readonly<Record<string, readonly string[]>> = {
  '/etc': [
    'nginx',
    'httpd',
    'apache2',
    'php.d',
    'php',
    'my.cnf',
    'mysql',
    'crontab',
    'cron.d',
    'push-server',
    'sphinx',
    'ansible',
    'stunnel',
    'sysconfig',
    'msmtprc',
    'sudoers.d',
  ],
  '/var/spool': ['cron'],
  '/home/bitrix': ['dehydrated', '.msmtprc'],
  '/root': ['.my.cnf', '.pgpass'],
};

/** Those that are there: a folder, and what of it belongs to a backup. */
export function systemFolders(
  machine: Machine,
): readonly { readonly path: string; readonly only: ReadonlySet<string> }[] {
  return Object.entries(settings).flatMap(([folder, names]) => {
    const path = pathOn(machine, folder);
    const there = names.filter((name) => existsSync(join(path, name)));
    return there.length === 0 ? [] : [{ path, only: new Set(there) }];
  });
}
