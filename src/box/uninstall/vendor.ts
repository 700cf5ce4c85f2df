import { lstatSync } from 'node:fs';

import { filesIn, textOfFile } from '../find/sites.ts';
import { type Machine, nameOn, pathOn } from '../machine.ts';

export function isThere(machine: Machine, path: string): boolean {
  return lstatSync(pathOn(machine, path), { throwIfNoEntry: false }) !== undefined;
}

/** Sessions and uploads of the sites, and what the environment keeps for itself. */
const temporary = ['/tmp/php_sessions', '/tmp/php_upload', '/home/bitrix/.bx_temp', '/home/bitrix/.webdir'];

/** Those, and the rules by which such folders are made anew when the system starts. */
export function temporaryOf(machine: Machine): readonly string[] {
  const rules = filesIn(pathOn(machine, '/etc/tmpfiles.d')).filter((path) =>
    /^\s*[a-z]\S*\s+\/tmp\/php_(?:sessions|upload)\b/imu.test(textOfFile(path)),
  );
  return [...temporary, ...rules.map((path) => nameOn(machine, path))];
}

/** Settings and programs of the vendor's environment alone. */
const vendorFiles = [
  '/etc/nginx/bx',
  '/etc/httpd/bx',
  '/etc/push-server',
  '/etc/sysconfig/push-server-multi',
  '/etc/logrotate.d/push-server',
  '/etc/logrotate.d/msmtp',
  '/usr/lib/systemd/system/push-server.service',
  '/opt/push-server',
  '/var/log/push-server',
  '/tmp/push-server',
  '/usr/local/sbin/transformer-workerd',
  '/etc/tmpfiles.d/transformer.conf',
  '/var/log/transformer',
  '/opt/webdir',
  '/etc/ansible/ansible-roles',
  '/etc/ansible/group_vars',
  '/etc/ansible/host_vars',
  '/etc/bx_cluster',
  '/root/menu.sh',
  '/usr/bin/bvat',
  '/home/bitrix/.msmtprc',
  '/etc/sudoers.d/bitrix',
  '/var/www/bitrixenv_error',
  '/etc/yum.repos.d/bitrix.repo',
];

/** The list of hosts is Ansible's own place: it goes only where the environment's other files are beside it. */
export function vendorFilesOf(machine: Machine): readonly string[] {
  const isOurs = isThere(machine, '/etc/ansible/ansible-roles');
  return isOurs ? [...vendorFiles, '/etc/ansible/hosts'] : vendorFiles;
}

/** What the environment wrote for programs that stay: without it, they may not start, or not as before. */
export function settingsThatStay(machine: Machine): readonly string[] {
  return [
    '/etc/php.d/bitrixenv.ini',
    '/etc/php.d/z_bx_custom.ini',
    '/etc/mysql/conf.d/z_bx_custom.cnf',
    '/etc/mysql/conf.d/z9_bitrix.cnf',
    '/etc/msmtprc',
    '/etc/stunnel/stunnel.conf',
  ].filter((path) => isThere(machine, path));
}

export const vendorPackages = [
  'bitrix-env',
  'bitrix-env-crm',
  'bx-nginx',
  'bx-push-server',
  'bx-ansible',
  'bx-ansible-core',
  'bx-catdoc',
  'bx-sphinx',
];
