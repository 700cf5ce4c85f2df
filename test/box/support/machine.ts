import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { DatabaseSettings } from '../../../src/box/settings.ts';
import { makeBox } from './fixture.ts';

export interface FakeMachine {
  readonly root: string;
  path(name: string): string;
  write(name: string, content: string): void;
  remove(): void;
}

/** Settings of a server with the vendor's environment, by their path. */
export const systemFiles: Readonly<Record<string, string>> = {
  '/etc/nginx/nginx.conf': 'events {}\nhttp {\n  include bx/site_enabled/*.conf;\n}\n',
  '/etc/nginx/bx/site_avaliable/s1.conf':
    'server {\n  listen 80;\n  set $docroot "/home/bitrix/www";\n  root "$docroot";\n}\n',
  '/etc/nginx/bx/site_avaliable/shop.conf': 'server {\n  root /home/bitrix/ext_www/shop.ru;\n}\n',
  '/etc/httpd/bx/conf/default.conf': '<VirtualHost *:8888>\n  DocumentRoot "/home/bitrix/www"\n</VirtualHost>\n',
  '/etc/crontab':
    'SHELL=/bin/bash\n# comment /home/bitrix/www/\n*/1 * * * * bitrix test -f /home/bitrix/www/bitrix/modules/main/tools/cron_events.php && php -f /home/bitrix/www/bitrix/modules/main/tools/cron_events.php\n0 5 * * * root /usr/bin/true\n',
  '/etc/cron.d/bx_shop':
    '*/1 * * * * bitrix php /home/bitrix/ext_www/shop.ru/bitrix/modules/main/tools/cron_events.php\n',
  '/etc/sysconfig/push-server-multi': 'SECURITY_KEY=verysecret\n',
  '/opt/push-server/server.js': '//',
  '/opt/webdir/bin/menu.sh': '#!/bin/sh',
  '/etc/yum.repos.d/bitrix.repo': '[bitrix]',
};

/** A copy of a folder, links and rights and all, that is the caller's to remove. */
export function copied(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'bye24-copy-'));
  const { status } = spawnSync('cp', ['-a', `${folder}/.`, copy]);
  if (status !== 0) throw new Error(`cp ended with ${status ?? 'a signal'}`);
  return copy;
}

function machineIn(root: string): FakeMachine {
  const path = (name: string): string => join(root, name);
  return {
    root,
    path,
    write: (name, content) => {
      mkdirSync(dirname(path(name)), { recursive: true });
      writeFileSync(path(name), content);
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The same server once more. */
export function copyOf({ root }: FakeMachine): FakeMachine {
  return machineIn(copied(root));
}

/** A server with the vendor's environment, in a folder: one box, and a second site that shares its kernel by links. */
export function makeMachine(database?: DatabaseSettings): FakeMachine {
  const machine = machineIn(mkdtempSync(join(tmpdir(), 'bye24-machine-')));
  const path = (name: string): string => machine.path(name);
  const write = (name: string, content: string): void => machine.write(name, content);
  for (const [name, content] of Object.entries(systemFiles)) write(name, content);
  const box = makeBox(database === undefined ? {} : { database });
  cpSync(box.root, path('/home/bitrix/www'), { recursive: true });
  box.remove();
  mkdirSync(path('/home/bitrix/ext_www/shop.ru'), { recursive: true });
  for (const part of ['bitrix', 'upload', 'local']) {
    symlinkSync(`../../www/${part}`, path(`/home/bitrix/ext_www/shop.ru/${part}`));
  }
  writeFileSync(path('/home/bitrix/ext_www/shop.ru/index.php'), '<?php // shop');
  return machine;
}
