import { createHash, randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { openBox } from '../../src/box/box.ts';
import { cleanCache, type CleanOptions } from '../../src/box/cache/clean.ts';
import type { CleanReport } from '../../src/box/cache/report.ts';
import { describeWith } from '../support/needs.ts';
import { makeBox, nowMs } from './support/fixture.ts';
import { freePort, startServer } from './support/services.ts';

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');
const versions = ['cache', 'managed_cache', 'stack_cache'].map((base) => sha1(`/bitrix/${base}/`));

/** A sid with everything that patterns and protocols could trip over. */
const sid = `/home/[bye24]*?/${randomBytes(4).toString('hex')}#01`;

/** Keys of the box as the kernel makes them. */
const keys = {
  version: versions.map((hash) => `${sid}|v1.1|BDV:${hash}`),
  old: [`${sid}/bitrix/cache/`, `${sid}/bitrix/managed_cache/|old`],
  menu: [
    `${sid}|v1.1|BDV:abc|IDH:${sha1('/bitrix/managed_cache/|MYSQL/menu')}`,
    `${sid}|v1.1|BDV:abc|IDH:${sha1('/bitrix/cache/|/s1/bitrix/menu')}~`,
  ],
  entries: [`${sid}|v1.1|${sha1('x')}|/ab/abcd.php`, `${sid}|v1.1|${sha1('x')}|IL:`, `${sid}|v1.1|needClean`],
};
/** Keys of others, beside them: sessions, the push server, a site whose sid only begins alike. */
const others = [`BX${sid}`, `BX5f3c`, sid, `${sid}2|v1.1|BDV:${versions[0]}`, `x${sid}|v1.1|needClean`, `push:${sid}`];
const mine = Object.values(keys).flat();

function cache(type: string, port: number): string {
  return `array('type' => '${type}', '${type}' => array('host' => '127.0.0.1', 'port' => '${port}'), 'sid' => '${sid}')`;
}

/** Runs one cleaning twice, dry and for real, and gives back the keys that are gone. */
async function gone(
  type: string,
  port: number,
  options: Omit<CleanOptions, 'nowMs'>,
  store: { set(all: readonly string[]): Promise<void>; present(all: readonly string[]): Promise<readonly string[]> },
): Promise<{ readonly gone: readonly string[]; readonly dry: CleanReport; readonly real: CleanReport }> {
  const all = [...mine, ...others];
  await store.set(all);
  const fixture = makeBox({ cache: cache(type, port) });
  try {
    const box = openBox(fixture.root);
    const dry = await cleanCache(box, { ...options, dryRun: true, nowMs });
    expect(await store.present(all)).toEqual(all);
    const real = await cleanCache(box, { ...options, nowMs });
    const present = new Set(await store.present(all));
    return { gone: all.filter((key) => !present.has(key)), dry, real };
  } finally {
    fixture.remove();
  }
}

const cases = [
  [{ what: 'all' }, [...keys.version, ...keys.old]],
  [{ what: 'all', extras: ['keys'] }, mine],
  [{ what: 'managed' }, [...keys.version.slice(1), ...keys.old.slice(1)]],
  [{ what: 'menu' }, keys.menu],
  [{ what: 'expired' }, []],
  [{ what: 'html' }, []],
] as const;

describeWith('redis', 'the cache in Redis', (program) => {
  let port = 0;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    port = await freePort();
    stop = await startServer(program, ['--port', String(port), '--save', '', '--bind', '127.0.0.1'], port);
  });
  afterAll(() => stop());

  const cli = (...args: readonly string[]): string => {
    const { stdout, status } = spawnSync('redis-cli', ['-p', String(port), '--raw', ...args], { encoding: 'utf8' });
    expect(status).toBe(0);
    return stdout.trim();
  };
  const store = {
    set: async (all: readonly string[]) => {
      for (const key of all) cli('SET', key, 'x');
      return Promise.resolve();
    },
    present: (all: readonly string[]) => Promise.resolve(all.filter((key) => cli('EXISTS', key) === '1')),
  };

  it.each(cases)('%j takes exactly its keys; sessions and others stay', async (options, expected) => {
    const result = await gone('redis', port, options, store);
    expect([...result.gone].sort()).toEqual([...expected].sort());
    const count = result.real.keys.reduce((sum, each) => sum + each.keys, 0);
    expect(count).toBe(expected.length);
    expect(result.dry.keys).toEqual(result.real.keys);
  });

  it('finds its way with a password, and says so when it is wrong', async () => {
    const port = await freePort();
    const stop = await startServer(
      program,
      ['--port', String(port), '--save', '', '--requirepass', 'se sam', '--bind', '127.0.0.1'],
      port,
    );
    const fixture = makeBox({
      cache: `['type' => 'redis', 'redis' => ['host' => '127.0.0.1', 'port' => ${port}, 'password' => 'se sam']]`,
      files: {},
    });
    const wrong = makeBox({
      cache: `['type' => 'redis', 'redis' => ['host' => '127.0.0.1', 'port' => ${port}, 'password' => 'nope']]`,
    });
    try {
      const good = await cleanCache(openBox(fixture.root), { what: 'all', nowMs });
      expect(good.remarks).toEqual([]);
      const bad = await cleanCache(openBox(wrong.root), { what: 'all', nowMs });
      expect(bad.remarks).toEqual([{ remark: 'serverFailed', code: expect.stringContaining('WRONGPASS') as unknown }]);
      expect(JSON.stringify(bad)).not.toContain('nope');
    } finally {
      fixture.remove();
      wrong.remove();
      await stop();
    }
  });
});

describeWith('memcached', 'the cache in memcached', (program) => {
  let port = 0;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    port = await freePort();
    stop = await startServer(program, ['-u', 'nobody', '-l', '127.0.0.1', '-p', String(port)], port);
  });
  afterAll(() => stop());

  async function ask(commands: string, until: RegExp): Promise<string> {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.write(commands);
    while (!until.test(text)) text += String((await once(socket, 'data'))[0]);
    socket.destroy();
    return text;
  }

  const store = {
    async set(all: readonly string[]) {
      await ask('flush_all\r\n', /OK/u);
      for (const key of all) await ask(`set ${key} 0 0 1\r\nx\r\n`, /STORED/u);
      // The list of keys lags behind.
      let listed = 0;
      while (listed < all.length) {
        listed = (await ask('lru_crawler metadump all\r\n', /END\r\n/u)).split('key=').length - 1;
      }
    },
    async present(all: readonly string[]) {
      const present: string[] = [];
      for (const key of all) if ((await ask(`get ${key}\r\n`, /END\r\n/u)).startsWith('VALUE')) present.push(key);
      return present;
    },
  };

  it.each(cases)('%j takes exactly its keys; sessions and others stay', async (options, expected) => {
    const result = await gone('memcached', port, options, store);
    expect([...result.gone].sort()).toEqual([...expected].sort());
    expect(result.dry.keys).toEqual(result.real.keys);
  });
});

describe('a cache that no program outside may clear', () => {
  it.each([
    ["array('type' => 'apcu')", 'apcRestart'],
    ["array('type' => array('class_name' => 'CPHPCacheRedisCluster', 'extension' => 'redis'))", 'clusterEngine'],
    ["array('type' => 'redis', 'redis' => array('host' => '127.0.0.1', 'port' => 1))", 'serverFailed'],
  ])('%s is named in the report', async (setting, remark) => {
    const fixture = makeBox({ cache: setting });
    try {
      const report = await cleanCache(openBox(fixture.root), { what: 'all', nowMs });
      expect(report.remarks).toEqual([expect.objectContaining({ remark })]);
      expect(report.files).toBeGreaterThan(0);
    } finally {
      fixture.remove();
    }
  });
});

describe('outdated files where the cache is not in files', () => {
  it.each(['redis', 'memcached', 'apcu', 'none'])('%s: old file caches stay, as with the vendor', async (type) => {
    const name = type === 'apcu' ? 'apc' : type;
    const fixture = makeBox({ cache: cache(type, 1) });
    try {
      const report = await cleanCache(openBox(fixture.root), { what: 'expired', nowMs });
      expect(report).toMatchObject({ files: 0, keys: [], remarks: [{ remark: 'outdatedOnlyInFiles', code: name }] });
    } finally {
      fixture.remove();
    }
  });
});
