import { spawnSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { statementsOf, verdictOn } from '../../src/box/backup/sql-text.ts';
import { readVendorBackup } from '../../src/box/backup/vendor-backup.ts';
import { readWhole } from '../../src/box/backup/vendor-restore.ts';
import { withSql } from '../../src/box/services/sql.ts';
import { bye24, objectsIn } from '../cli/support/bye24.ts';
import { sideTables } from './support/box-side-tables.ts';
import { Schema } from './support/box-schema.ts';
import { describeOn, ownDatabase, servers } from './support/services.ts';

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

let folder: string;
const files: Readonly<Record<string, string>> = {
  'index.php': '<?php',
  'upload/iblock/0a1/Документ с длинным именем, которое не помещается в сто байт заголовка архива.txt': 'text',
  'upload/big.bin': 'x'.repeat(300_000),
  'bitrix/backup/20260101_full.sql': 'CREATE TABLE b_user (ID int);',
};

/** A tar as the vendor's system packs it: ustar with long names. */
function tar(packed: Readonly<Record<string, string>> = files): Buffer {
  const source = join(folder, 'source');
  for (const [path, content] of Object.entries(packed)) {
    mkdirSync(join(source, path, '..'), { recursive: true });
    writeFileSync(join(source, path), content);
  }
  const target = join(folder, 'made.tar');
  expect(spawnSync('tar', ['--format=gnu', '-cf', target, '-C', source, '.']).status).toBe(0);
  return readFileSync(target);
}

/** Encrypts as the vendor's system does, by its description. */
function encrypted(data: Buffer, password: string): Buffer {
  const key = Buffer.from(createHash('md5').update(password).digest('hex'), 'latin1');
  const block = Buffer.alloc(256);
  block.write(randomBytes(50).toString('hex'), 0, 'latin1');
  block.write('Bitrix Encrypted File', 100, 'latin1');
  block.write('1.2', 190, 'latin1');
  const cipher = (): ReturnType<typeof createCipheriv> =>
    createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return Buffer.concat([block, cipher().update(block), cipher().update(data)]);
}

/** Writes a file in volumes, as the vendor's system does. */
function write(name: string, data: Buffer, volumeBytes: number): string {
  const first = join(folder, name);
  for (let number = 0; number * volumeBytes < data.length; number++) {
    writeFileSync(
      number === 0 ? first : `${first}.${number}`,
      data.subarray(number * volumeBytes, (number + 1) * volumeBytes),
    );
  }
  return first;
}

async function contents(first: string, password?: string): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for await (const entry of readVendorBackup(first, password)) {
    if (entry.type !== 'file') continue;
    const pieces: Buffer[] = [];
    for await (const piece of entry.content()) pieces.push(piece);
    found[Buffer.from(entry.name, 'latin1').toString('utf8')] = Buffer.concat(pieces).toString('utf8');
  }
  return found;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bye24-vendor-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the vendor’s own backups', () => {
  it('are read from their volumes, plain and packed', async () => {
    const data = tar();
    expect(await contents(write('a_full_x.tar', data, 100_000))).toEqual(files);
    expect(await contents(write('b_full_x.tar.gz', gzipSync(data), 700))).toEqual(files);
  });

  it('are read when encrypted, with the right password only', async () => {
    const data = encrypted(tar(), 'sesame');
    expect(await contents(write('c_full_x.enc', data, 65_537), 'sesame')).toEqual(files);
    expect(await contents(write('d_full_x.enc.gz', gzipSync(data), 1_000), 'sesame')).toEqual(files);
    await expect(contents(join(folder, 'c_full_x.enc'), 'wrong')).rejects.toMatchObject({
      code: 'BOX_BACKUP_PASSWORD',
    });
    await expect(contents(join(folder, 'c_full_x.enc'))).rejects.toMatchObject({ code: 'BOX_BACKUP_PASSWORD' });
  });

  it('are said to be damaged when a volume is missing or a byte of a header is wrong', async () => {
    const data = tar();
    const first = write('e_full_x.tar', data, 100_000);
    rmSync(`${first}.2`);
    await expect(contents(first)).rejects.toMatchObject({ code: 'BOX_ARCHIVE_DAMAGED' });
    await expect(contents(write('g_full_x.tar.gz', gzipSync(data).subarray(0, -40), 1_000_000))).rejects.toMatchObject({
      code: 'BOX_ARCHIVE_DAMAGED',
    });
    const broken = Buffer.from(data);
    broken[3] = (broken[3] ?? 0) ^ 1;
    await expect(contents(write('f_full_x.tar', broken, 1_000_000))).rejects.toMatchObject({
      code: 'BOX_ARCHIVE_DAMAGED',
    });
  });
});

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer, void, void> {
  let at = 0;
  for (const size of sizes) {
    yield bytes.subarray(at, at + size);
    at += size;
  }
  yield bytes.subarray(at);
  await Promise.resolve();
}

async function statements(text: string, sizes: readonly number[] = []): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const each of statementsOf(inPieces(Buffer.from(text), sizes))) found.push(each.toString('utf8').trim());
  return found.filter((each) => each !== '');
}

const plain = (all: readonly string[]): readonly string[] => all.map((each) => each.replaceAll(/\s+/gu, ''));

describe('a dump of a database', () => {
  it('is taken apart where MySQL would, however its bytes come', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        'SELECT 1',
        "'it''s; -- no comment'",
        '"a;b"',
        '`odd;name`',
        String.raw`'back\';slash'`,
        '1/2',
        '5-3',
        'Привет',
      ),
      fc.string({ maxLength: 5 }).map((text) => `'${text.replaceAll(/['\\]/gu, String.raw`\$&`)}'`),
    );
    const comment = fc.constantFrom('', ' ', '\n', '-- note; more\n', '# note;\n', '/* a; b\n * / */', '/**/');
    const statement = fc.array(fc.tuple(part, comment), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(statement, { maxLength: 4 }),
        fc.array(fc.nat(7), { maxLength: 30 }),
        async (list, sizes) => {
          const text = list.map((parts) => parts.map(([code, note]) => `${code} ${note}`).join('')).join(';\n');
          const expected = list.map((parts) => parts.map(([code]) => code).join(' '));
          expect(plain(await statements(text, sizes))).toEqual(plain(expected));
        },
      ),
    );
  });

  it('runs only what tables are made of', () => {
    const run = [
      'DROP TABLE IF EXISTS `b_user`',
      'CREATE TABLE `b_user` (`ID` int)',
      "INSERT INTO `b_user` VALUES (1,'x')",
      'INSERT INTO b_user (ID, NAME) VALUES (1, 2)',
      'ALTER TABLE `b_user` DISABLE KEYS',
    ];
    for (const statement of run) expect(verdictOn(statement), statement).toBe('run');
    for (const statement of [
      '',
      "SET NAMES 'utf8'",
      '/*!40101 SET x=1 */',
      'LOCK TABLES `b_user` WRITE',
      'UNLOCK TABLES',
    ])
      expect(verdictOn(statement), statement).toBe('skip');
    const never = [
      'DROP DATABASE shop',
      'DROP TABLE shop.orders',
      'DROP TABLE `b_user`, shop.orders',
      'INSERT INTO shop.orders VALUES (1)',
      'INSERT INTO b_user SELECT * FROM mysql.user',
      "CREATE TABLE x SELECT LOAD_FILE('/etc/shadow')",
      "GRANT ALL ON *.* TO 'x'",
      'USE shop',
      "SELECT 1 INTO OUTFILE '/tmp/x'",
      String.raw`\! sh`,
      'CREATE TRIGGER t BEFORE INSERT ON b_user FOR EACH ROW DELETE FROM shop.orders',
    ];
    for (const statement of never) expect(verdictOn(statement), statement).toBeUndefined();
  });
});

describe('unpacking one of the vendor’s backups', () => {
  it('writes nothing outside its folder, whatever the archive says', async () => {
    const inner = join(folder, 'inner');
    mkdirSync(join(inner, 'bitrix'), { recursive: true });
    writeFileSync(join(inner, 'good'), 'good');
    symlinkSync('/etc', join(inner, 'bitrix', 'link'));
    linkSync(join(inner, 'good'), join(inner, 'hard'));
    const file = join(folder, 'trap.tar');
    const made = spawnSync('tar', [
      '--format=gnu',
      '-cPf',
      file,
      '-C',
      inner,
      '.',
      '--transform=s,^./good$,../../escaped,',
      './good',
    ]);
    expect(made.status, made.stderr.toString()).toBe(0);
    const to = join(folder, 'unpacked');
    const content = await readWhole(file, { to });
    expect(content.leftOut).toEqual(expect.arrayContaining(['../../escaped']));
    expect(existsSync(join(folder, '..', 'escaped'))).toBe(false);
    expect(lstatSync(join(to, 'bitrix', 'link')).isSymbolicLink()).toBe(true);
    await expect(readWhole(file, { to })).rejects.toMatchObject({ code: 'BOX_FOLDER_IN_USE' });
    await expect(readWhole(join(folder, 'none.tar'))).rejects.toMatchObject({ code: 'BOX_VENDOR_BACKUP_ABSENT' });
  });
});

describeOn('mysql', 'the command for the vendor’s backups', () => {
  it('lists one, restores its database, and makes an archive that verifies and is searched', async () => {
    const own = await ownDatabase('mysql');
    const schema = new Schema(own.sql);
    for (const table of ['b_option', 'b_crm_field_multi']) {
      await schema.make(
        table,
        sideTables[table] ?? 'ID int\nENTITY_ID text\nELEMENT_ID int\nTYPE_ID text\nVALUE_TYPE text\nVALUE text',
      );
    }
    await schema.insertJson('b_option', [{ MODULE_ID: 'main', NAME: 'server_name', VALUE: 'acme.bitrix24.test' }]);
    await schema.make('b_user_field', 'ID int\nENTITY_ID text\nFIELD_NAME text\nUSER_TYPE_ID text\nMULTIPLE char(1)');
    await schema.make('b_crm_contact', 'ID int\nNAME varchar(50)\nDATE_CREATE moment');
    await schema.insertJson('b_crm_contact', [
      { ID: 1, NAME: "Пётр; 'Первый' -- \\", DATE_CREATE: '2026-05-12T16:40:25' },
      { ID: 2, NAME: 'Анна' },
    ]);
    const dumped = spawnSync(
      'mysqldump',
      ['--host=127.0.0.1', '--user=root', '--hex-blob', '--skip-triggers', own.settings.database],
      { encoding: 'utf8' },
    );
    expect(dumped.status, dumped.stderr).toBe(0);
    await own.drop();
    const half = Math.floor(dumped.stdout.length / 2);
    const data = tar({
      'index.php': '<?php',
      'bitrix/modules/main/classes/general/version.php': '<?php',
      'bitrix/backup/20260101_full.sql': dumped.stdout.slice(0, half),
      'bitrix/backup/20260101_full.sql.1': dumped.stdout.slice(half),
      'bitrix/backup/20260101_full_after_connect.sql': "SET NAMES 'utf8'",
    });
    const file = write('20260101_040000_full_x.enc.gz', gzipSync(encrypted(data, 'sesame')), 5_000);
    const command = ['box', 'vendor-backup', '--file', file];

    const refused = await bye24([...command, '--json']);
    expect(objectsIn(refused.stdout).at(-1)).toMatchObject({ type: 'error', code: 'BOX_BACKUP_PASSWORD' });
    const environment = { BYE24_BACKUP_PASSWORD: 'sesame', BYE24_DB_ADMIN: 'root' };
    const listed = await bye24([...command, '--lang', 'en'], { environment });
    expect(listed.code, listed.stderr).toBe(0);
    expect(listed.stdout).toContain('Whole: every volume was read to its end.');

    const to = join(folder, 'unpacked');
    const archive = join(folder, 'acme.bye24');
    const made = await bye24([...command, '--to', to, '--archive', archive, '--time-zone', 'Europe/Moscow', '--json'], {
      environment,
    });
    expect(made.code, made.stdout + made.stderr).toBe(3);
    expect(objectsIn(made.stdout).at(-1)).toMatchObject({
      database: { tables: 4, kept: false },
      archive: { portal: 'acme.bitrix24.test' },
    });
    expect(readFileSync(join(to, 'index.php'), 'utf8')).toBe('<?php');
    const { database } = objectsIn(made.stdout).at(-1) as { readonly database: { readonly name: string } };
    const left = await withSql(servers.mysql, (sql) =>
      sql.rows('SELECT 1 AS n FROM information_schema.schemata WHERE schema_name = ?', [database.name]),
    );
    expect(left).toEqual([]);
    const verified = await bye24(['verify', '--archive', archive, '--json']);
    expect(verified.code, verified.stdout).toBe(0);
    const found = await bye24(['search', '--archive', archive, 'Первый', '--json']);
    expect(found.stdout).toContain("Пётр; 'Первый' -- \\\\");
  });
});
