import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openBox } from '../../src/box/box.ts';
import type { Choice } from '../../src/box/cache/choices.ts';
import { cleanCache } from '../../src/box/cache/clean.ts';
import { machineAt } from '../../src/box/machine.ts';
import { cacheFiles, countRows, digestOf, type Fixture, makeBox, makeCacheTables, nowMs } from './support/fixture.ts';
import { describeOn, type OwnDatabase, ownDatabase } from './support/services.ts';

const inBases = (...bases: readonly string[]): readonly string[] =>
  Object.keys(cacheFiles).filter(
    (path) => bases.some((base) => path.startsWith(`bitrix/${base}/`)) && !path.endsWith('/.htaccess'),
  );

const pages = [
  'bitrix/html_pages/example.ru/index@.html',
  'bitrix/html_pages/example.ru/about/index@.html',
  'bitrix/html_pages/example.ru/.size',
];

/** What goes by each choice, to the file and the row. */
const expected: Readonly<
  Record<
    Choice,
    (engine: 'mysql' | 'pgsql') => {
      readonly files: readonly string[];
      readonly rows: Readonly<Record<string, number>>;
    }
  >
> = {
  expired: () => ({
    files: [
      'bitrix/cache/s1/bitrix/catalog.section/ab/abce.php',
      'bitrix/cache/old/page.html',
      'bitrix/cache/s1/gone.~123456/x.php',
      'bitrix/managed_cache/MYSQL/b_option/ee/eeee.php',
      'bitrix/stack_cache/s1/ff.php',
    ],
    rows: {},
  }),
  all: () => ({
    files: [...inBases('cache', 'managed_cache', 'stack_cache'), ...pages],
    rows: { b_cache_tag: 3, b_composite_page: 1, b_cache_clean_path: 1 },
  }),
  menu: (engine) => ({
    files: [
      'bitrix/cache/s1/bitrix/menu/aa/aaaa.php',
      'bitrix/cache/bitrix/menu/bb/bbbb.php',
      `bitrix/managed_cache/${engine.toUpperCase()}/menu/dd/dddd.php`,
    ],
    rows: {},
  }),
  managed: () => ({ files: inBases('managed_cache', 'stack_cache'), rows: {} }),
  html: () => ({ files: pages, rows: { b_composite_page: 1 } }),
  landing: () => ({ files: ['bitrix/cache/landing_blocks/cc/cccc.php'], rows: { b_cache_tag: 2 } }),
};

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'the cache in files', () => {
    let database: OwnDatabase;
    let fixture: Fixture;

    beforeEach(async () => {
      database = await ownDatabase(engine);
      await makeCacheTables(database.sql);
      fixture = makeBox({ database: database.settings });
    });
    afterEach(async () => {
      fixture.remove();
      await database.drop();
    });

    it.each(Object.keys(expected) as Choice[])(
      '%s takes exactly what the vendor takes, and the dry run foretells it',
      async (what) => {
        const { files, rows } = expected[what](engine);
        const before = fixture.files();
        const rowsBefore = await countRows(database.sql);
        const box = openBox(fixture.root);

        const foretold = await cleanCache(box, { what, dryRun: true, nowMs });
        expect(fixture.files()).toEqual(before);
        expect(await countRows(database.sql)).toEqual(rowsBefore);

        const report = await cleanCache(box, { what, nowMs });
        const after = fixture.files();
        expect([...before.keys()].filter((path) => !after.has(path)).sort()).toEqual([...files].sort());
        expect([...after.keys()].filter((path) => !before.has(path))).toEqual([]);
        const changed = [...after].filter(([path, digest]) => before.get(path) !== digest);
        const emptied = what === 'all' || what === 'html' ? [['bitrix/html_pages/.size', digestOf('0')]] : [];
        expect(changed).toEqual(emptied);
        const rowsAfter = await countRows(database.sql);
        for (const [table, count] of Object.entries(rowsBefore)) {
          expect(`${table} ${count - (rowsAfter[table] ?? 0)}`).toBe(`${table} ${rows[table] ?? 0}`);
        }
        expect(report).toEqual({ ...foretold, dryRun: false });
        expect(report.files).toBe(files.length);
        expect(report.leftCount).toBe(0);
        expect(report.bytes).toBe(files.reduce((sum, path) => sum + Buffer.byteLength(cacheFiles[path] ?? ''), 0));
      },
    );

    it('leaves the database alone when told so', async () => {
      const rows = await countRows(database.sql);
      await cleanCache(openBox(fixture.root), { what: 'all', database: false, nowMs });
      expect(await countRows(database.sql)).toEqual(rows);
    });

    it('takes extras only when they are named', async () => {
      const before = fixture.files();
      await cleanCache(openBox(fixture.root), { what: 'menu', extras: ['resize-cache', 'tmp'], nowMs });
      const after = fixture.files();
      const gone = [...before.keys()].filter((path) => !after.has(path) && !path.includes('/menu/'));
      expect(gone.sort()).toEqual(['bitrix/tmp/t', 'upload/resize_cache/iblock/a/100_100_1/a.jpg']);
    });
  });
});

describe('PHP that never looks whether a file changed', () => {
  it.each([
    ['/etc/php.d/opcache.ini', 'opcache.validate_timestamps=0', true],
    ['/etc/php/8.2/fpm/conf.d/10-opcache.ini', ' opcache.validate_timestamps = Off', true],
    ['/etc/php/8.2/cli/conf.d/10-opcache.ini', 'opcache.validate_timestamps=0', false],
    ['/etc/php.d/opcache.ini', ';opcache.validate_timestamps=0\nopcache.validate_timestamps=1', false],
  ])('%s: %s is told: %s', async (path, text, told) => {
    const server = mkdtempSync(join(tmpdir(), 'bye24-php-'));
    mkdirSync(dirname(join(server, path)), { recursive: true });
    writeFileSync(join(server, path), `[opcache]\n${text}\n`);
    const box = makeBox();
    try {
      const clean = (): ReturnType<typeof cleanCache> =>
        cleanCache(openBox(box.root), { what: 'all', nowMs, machine: machineAt(server) });
      expect((await clean()).remarks.map(({ remark }) => remark)).toEqual(told ? ['opcacheReload'] : []);
      // Nothing went: nothing stale can be run.
      expect((await clean()).remarks).toEqual([]);
    } finally {
      box.remove();
      rmSync(server, { recursive: true, force: true });
    }
  });
});
