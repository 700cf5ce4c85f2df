import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import type { Sql } from '../../../src/box/services/sql.ts';
import type { DatabaseSettings } from '../../../src/box/settings.ts';

export const nowMs = Date.parse('2026-11-28T12:00:00Z');
const nowS = nowMs / 1000;

function phpCache(expiresS: number): string {
  return `<?\nif($INCLUDE_FROM_CACHE!='Y')return false;\n$datecreate = '001700000000';\n$dateexpire = '${String(expiresS).padStart(12, '0')}';\nreturn 1;`;
}

export const fresh = phpCache(nowS + 3600);
export const outdated = phpCache(nowS - 3600);

/** Cache files of a believable box, by their path under the docroot. */
export const cacheFiles: Readonly<Record<string, string>> = {
  'bitrix/cache/.htaccess': 'Deny From All',
  'bitrix/cache/cacheCleanJob_lock.php': '',
  'bitrix/cache/s1/bitrix/catalog.section/ab/abcd.php': fresh,
  'bitrix/cache/s1/bitrix/catalog.section/ab/abce.php': outdated,
  'bitrix/cache/s1/bitrix/menu/aa/aaaa.php': fresh,
  'bitrix/cache/bitrix/menu/bb/bbbb.php': fresh,
  'bitrix/cache/landing_blocks/cc/cccc.php': fresh,
  'bitrix/cache/css/s1/template/kernel.css': 'body{}',
  'bitrix/cache/old/page.html': `BX${'0'.repeat(12)}${String(nowS - 5).padStart(12, '0')}<p>`,
  'bitrix/cache/old/young.html': `BX${'0'.repeat(12)}${String(nowS + 5).padStart(12, '0')}<p>`,
  'bitrix/cache/s1/gone.~123456/x.php': fresh,
  'bitrix/managed_cache/MYSQL/menu/dd/dddd.php': fresh,
  'bitrix/managed_cache/MYSQL/b_option/ee/eeee.php': outdated,
  'bitrix/managed_cache/PGSQL/menu/dd/dddd.php': fresh,
  'bitrix/stack_cache/s1/ff.php': outdated,
  'bitrix/html_pages/.enabled': '',
  'bitrix/html_pages/.config.php':
    '<?\n$arHTMLPagesOptions = array("STORAGE" => "files", "WRITE_STATISTIC" => "Y");\n?>',
  'bitrix/html_pages/.htaccess': 'x',
  'bitrix/html_pages/.size': '4096',
  'bitrix/html_pages/404.php': '404',
  'bitrix/html_pages/example.ru/index@.html': '<p>1</p>',
  'bitrix/html_pages/example.ru/about/index@.html': '<p>2</p>',
  'bitrix/html_pages/example.ru/.size': 'inner',
};

/** What no choice may ever touch. */
export const otherFiles: Readonly<Record<string, string>> = {
  'index.php': '<?php',
  'bitrix/modules/main/classes/general/version.php': '<?php\ndefine("SM_VERSION","24.100.0");',
  'bitrix/cache_image/1.png': 'png',
  'bitrix/managed_flags/a': '1',
  'bitrix/tmp/t': 't',
  'upload/resize_cache/iblock/a/100_100_1/a.jpg': 'jpg',
  'upload/tmp/z': 'z',
  'upload/iblock/a/a.jpg': 'jpeg',
  'local/cache/mine.php': outdated,
};

export interface FixtureOptions {
  readonly database?: DatabaseSettings;
  /** PHP of the `cache` value. */
  readonly cache?: string;
  readonly files?: Readonly<Record<string, string>>;
}

function php(text: string): string {
  return `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`;
}

export function settingsPhp({ database, cache = "array('type' => 'files')" }: FixtureOptions): string {
  const connection =
    database === undefined
      ? ''
      : `'connections' => array('value' => array('default' => array(
        'className' => '\\\\Bitrix\\\\Main\\\\DB\\\\${database.engine === 'mysql' ? 'Mysqli' : 'Pgsql'}Connection',
        'host' => ${php(database.host)}, 'database' => ${php(database.database)},
        'login' => ${php(database.login)}, 'password' => ${php(database.password)}, 'options' => 2.0,
      )), 'readonly' => true),`;
  return `<?php\nreturn array(\n'cache' => array('value' => ${cache}, 'readonly' => false),\n${connection}\n);\n`;
}

export interface Fixture {
  readonly root: string;
  write(path: string, content: string | Buffer): void;
  /** Every file and link under the docroot with a digest of its content. */
  files(): ReadonlyMap<string, string>;
  remove(): void;
}

export function digestOf(content: string | Buffer): string {
  return createHash('sha1').update(content).digest('hex');
}

/** Every file and link under a folder, by its path there; names that are no UTF-8 by their bytes. */
export function filesUnder(root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (folder: Buffer): void => {
    for (const name of readdirSync(folder, { encoding: 'buffer' })) {
      const path = Buffer.concat([folder, Buffer.from('/'), name]);
      const stat = lstatSync(path);
      const shown = relative(root, path.toString('latin1'));
      if (stat.isDirectory()) walk(path);
      else if (stat.isSymbolicLink()) found.set(shown, `→ ${readlinkSync(path, 'latin1')}`);
      else found.set(shown, digestOf(readFileSync(path)));
    }
  };
  walk(Buffer.from(root));
  return found;
}

/** A docroot in a temporary folder. */
export function makeBox(options: FixtureOptions = {}): Fixture {
  const root = mkdtempSync(join(tmpdir(), 'bye24-box-'));
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries({ ...cacheFiles, ...otherFiles, ...options.files }))
    write(path, content);
  write('bitrix/.settings.php', settingsPhp(options));
  return {
    root,
    write,
    files: () => filesUnder(root),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The vendor's cache tables with rows, and a table beside them that must stay. */
export async function makeCacheTables(sql: Sql): Promise<void> {
  const id =
    sql.engine === 'mysql' ? 'int AUTO_INCREMENT PRIMARY KEY' : 'int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY';
  await sql.run(
    `CREATE TABLE b_cache_tag (ID ${id}, SITE_ID char(2), CACHE_SALT char(4), RELATIVE_PATH varchar(255), TAG varchar(100))`,
  );
  await sql.run(`CREATE TABLE b_composite_page (ID ${id}, CACHE_KEY varchar(2000))`);
  await sql.run(`CREATE TABLE b_cache_clean_path (ID ${id}, PREFIX varchar(500), CLUSTER_GROUP int)`);
  await sql.run(`CREATE TABLE b_option (MODULE_ID varchar(50), NAME varchar(100), VALUE varchar(255))`);
  const tags = [
    ['/s1/bitrix/catalog.section', 'iblock_id_1'],
    ['/landing_blocks', 'landing_blocks'],
    ['/landing_blocks', 'other'],
  ] as const;
  for (const [path, tag] of tags) {
    await sql.run("INSERT INTO b_cache_tag (SITE_ID, CACHE_SALT, RELATIVE_PATH, TAG) VALUES ('s1', '/abc', ?, ?)", [
      path,
      tag,
    ]);
  }
  await sql.run("INSERT INTO b_composite_page (CACHE_KEY) VALUES ('/index')");
  await sql.run("INSERT INTO b_cache_clean_path (PREFIX, CLUSTER_GROUP) VALUES ('/bitrix/cache/s1/gone.~123456', 0)");
  await sql.run("INSERT INTO b_option VALUES ('main', 'server_name', 'example.ru')");
}

export async function countRows(sql: Sql): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of ['b_cache_tag', 'b_composite_page', 'b_cache_clean_path', 'b_option']) {
    counts[table] = Number((await sql.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.['n']);
  }
  return counts;
}
