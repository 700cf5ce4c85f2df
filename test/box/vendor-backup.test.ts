import { spawnSync } from 'node:child_process';
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readVendorBackup } from '../../src/box/backup/vendor-backup.ts';

let folder: string;
const files: Readonly<Record<string, string>> = {
  'index.php': '<?php',
  'upload/iblock/0a1/Документ с длинным именем, которое не помещается в сто байт заголовка архива.txt': 'text',
  'upload/big.bin': 'x'.repeat(300_000),
  'bitrix/backup/20260101_full.sql': 'CREATE TABLE b_user (ID int);',
};

/** A tar as the vendor's system packs it: ustar with long names. */
function tar(): Buffer {
  const source = join(folder, 'source');
  for (const [path, content] of Object.entries(files)) {
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
    const broken = Buffer.from(data);
    broken[3] = (broken[3] ?? 0) ^ 1;
    await expect(contents(write('f_full_x.tar', broken, 1_000_000))).rejects.toMatchObject({
      code: 'BOX_ARCHIVE_DAMAGED',
    });
  });
});
