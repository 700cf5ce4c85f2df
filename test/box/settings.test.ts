import { rmSync, symlinkSync } from 'node:fs';

import { afterEach, describe, expect, it } from 'vitest';

import { openBox } from '../../src/box/box.ts';
import { placeOf } from '../../src/box/services/sql.ts';
import { type Fixture, makeBox } from './support/fixture.ts';

const made: Fixture[] = [];
afterEach(() => {
  for (const fixture of made.splice(0)) {
    rmSync(`${fixture.root}-link`, { force: true });
    fixture.remove();
  }
});

function box(options: Parameters<typeof makeBox>[0]): ReturnType<typeof openBox> {
  const fixture = makeBox(options);
  made.push(fixture);
  return openBox(fixture.root);
}

describe('the settings of a box', () => {
  it('name the cache server and the sid that is an expression', () => {
    const { root, settings } = box({
      cache: `array('type' => 'memcached', 'memcached' => array('host' => 'unix:///tmp/m.sock', 'port' => '0', 'serializer' => \\Redis::X), 'sid' => $_SERVER["DOCUMENT_ROOT"]."#01")`,
    });
    expect(settings.cache).toEqual({
      type: 'memcached',
      servers: [{ host: '/tmp/m.sock', port: 0 }],
      sids: [`${root}#01`],
    });
  });

  it('give a sid for each name of a docroot that is a link', () => {
    const own = makeBox({
      cache: `['type' => 'redis', 'redis' => ['host' => 'h', 'port' => 1], 'sid' => $_SERVER['DOCUMENT_ROOT']]`,
    });
    made.push(own);
    const link = `${own.root}-link`;
    symlinkSync(own.root, link);
    const { settings } = openBox(link);
    expect(settings.cache).toMatchObject({ sids: [link, own.root] });
  });

  it('are refused loudly where a needed value can’t be read, without telling any value (I11)', () => {
    expect(() => box({ cache: `array('type' => 'redis', 'sid' => getenv('SID'))` })).toThrow(
      expect.objectContaining({
        code: 'BOX_CONFIG_UNREADABLE',
        detail: expect.objectContaining({ key: 'cache.value.sid' }) as unknown,
      }),
    );
    expect(() => box({ files: { 'bitrix/.settings_extra.php': "<?php return ['p' => 'sesam" } })).toThrow(
      expect.objectContaining({ code: 'BOX_CONFIG_UNREADABLE' }),
    );
  });

  it('take whole keys of .settings_extra.php in place of those of .settings.php', () => {
    const { settings } = box({
      cache: `array('type' => 'redis', 'sid' => 'one')`,
      files: { 'bitrix/.settings_extra.php': "<?php return ['cache' => ['value' => ['type' => 'apcu']]];" },
    });
    expect(settings.cache).toEqual({ type: 'apc' });
  });

  it('come from dbconn.php in old installs', () => {
    const { settings } = box({
      cache: 'array()',
      files: {
        'bitrix/php_interface/dbconn.php': `<?php
define("BX_CACHE_TYPE", "memcache"); define("BX_CACHE_SID", $_SERVER["DOCUMENT_ROOT"]."#1");
define("BX_MEMCACHE_HOST", "127.0.0.1"); define("BX_MEMCACHE_PORT", "11211");
$DBType = "mysql"; $DBHost = "localhost:31"; $DBLogin = 'bitrix0'; $DBPassword = 'a\\'b'; $DBName = "sitemanager";
@set_time_limit(60);
if(!(defined("CHK_EVENT") && CHK_EVENT===true)) define("BX_CRONTAB_SUPPORT", true);
define("BX_TEMPORARY_FILES_DIRECTORY", "/home/bitrix/.bx_temp/sitemanager/");
@umask(~BX_DIR_PERMISSIONS);
`,
      },
    });
    expect(settings).toMatchObject({
      cache: { type: 'memcached', servers: [{ host: '127.0.0.1', port: 11_211 }] },
      database: { engine: 'mysql', host: 'localhost:31', login: 'bitrix0', password: "a'b", database: 'sitemanager' },
      temporaryFolder: '/home/bitrix/.bx_temp/sitemanager/',
      agentsOnCron: true,
    });
  });
});

describe('where a database is', () => {
  it.each([
    ['mysql', 'db.local', { host: 'db.local', port: 3306 }],
    ['mysql', '127.0.0.1:3307', { host: '127.0.0.1', port: 3307 }],
    ['mysql', 'localhost:/tmp/x.sock', { socket: '/tmp/x.sock' }],
    ['mysql', ':/tmp/x.sock', { socket: '/tmp/x.sock' }],
    ['pgsql', 'localhost', { host: '127.0.0.1', port: 5432 }],
    ['pgsql', '/run/postgresql', { socket: '/run/postgresql' }],
  ] as const)('%s at %s', (engine, host, place) => {
    expect(placeOf({ engine, host })).toEqual(place);
  });
});
