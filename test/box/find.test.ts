import { rmSync } from 'node:fs';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { findBoxes } from '../../src/box/find/find.ts';
import { machineAt } from '../../src/box/machine.ts';
import { type FakeMachine, makeMachine } from './support/machine.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = makeMachine({
    engine: 'mysql',
    host: 'localhost',
    database: 'sitemanager',
    login: 'bitrix0',
    password: 'sesame',
  });
});
afterEach(() => {
  machine.remove();
});

describe('finding a box', () => {
  it('tells its docroots, database, cache, cron and services, and no password (I11)', () => {
    const found = findBoxes(machineAt(machine.root));
    expect(found.environment).toBe('bitrix-env');
    expect(found.boxes).toEqual([
      expect.objectContaining({
        root: '/home/bitrix/ext_www/shop.ru',
        kernel: '/home/bitrix/www/bitrix',
        version: '24.100.0',
      }),
      expect.objectContaining({
        root: '/home/bitrix/www',
        kernel: '/home/bitrix/www/bitrix',
        database: { engine: 'mysql', host: 'localhost', database: 'sitemanager', login: 'bitrix0' },
        cache: { type: 'files', servers: [], sids: [] },
      }),
    ]);
    expect(found.cron.map(({ file, line }) => `${file}:${line}`)).toEqual(['/etc/crontab:3', '/etc/cron.d/bx_shop:1']);
    expect(found.services.map(({ name }) => name)).toEqual(['push-server', 'nginx', 'httpd']);
    expect(found.foreignSites).toEqual([]);
    expect(JSON.stringify(found)).not.toMatch(/sesame|verysecret/u);
  });

  it('tells what else is served from the machine', () => {
    machine.write('/var/www/blog/index.html', 'hi');
    machine.write('/etc/nginx/conf.d/blog.conf', 'server {\n root /var/www/blog;\n}');
    expect(findBoxes(machineAt(machine.root)).foreignSites).toEqual([
      { file: '/etc/nginx/conf.d/blog.conf', docroot: '/var/www/blog' },
    ]);
  });

  it('names a box whose settings nobody can read instead of leaving it out', () => {
    machine.write('/home/bitrix/www/bitrix/.settings.php', '<?php return [');
    const [shop, main] = findBoxes(machineAt(machine.root)).boxes;
    expect(main?.unreadable).toContain('BOX_CONFIG_UNREADABLE');
    expect(shop?.unreadable).toContain('BOX_CONFIG_UNREADABLE');
  });

  it('finds nothing where nothing is', () => {
    rmSync(machine.path('/home'), { recursive: true });
    expect(findBoxes(machineAt(machine.root)).boxes).toEqual([]);
  });
});
