import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { archivesIn, likelyOf } from '../../src/commands/archives.ts';
import { emptyFolder } from './support/bye24.ts';

it('finds every archive in a folder whatever its name, and goes by an own one before a demo', async () => {
  const folder = emptyFolder();
  const archive = (name: string): string => {
    mkdirSync(join(folder, name, 'data'), { recursive: true });
    writeFileSync(join(folder, name, 'data', 'archive.sqlite'), 'x');
    return join(folder, name);
  };
  const find = () => archivesIn({ disk: nodeDisk, folder });
  mkdirSync(join(folder, 'photos', 'data'), { recursive: true });
  writeFileSync(join(folder, 'notes.txt'), 'no folder at all');
  expect(await find()).toEqual([]);
  const demo = archive('bye24-demo');
  expect(likelyOf(await find())).toEqual([demo]);
  const acme = archive('zebra.bitrix24.com.bye24');
  expect(await find()).toEqual([acme, demo]);
  expect(likelyOf(await find())).toEqual([acme]);
  const other = archive('acme.bitrix24.com.bye24');
  expect(likelyOf(await find())).toEqual([other, acme]);
  expect(await archivesIn({ disk: nodeDisk, folder: demo })).toEqual([demo]);
});
