import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { recordPage } from '../../src/commands/open.ts';
import { csvExcel } from '../../src/formats/csv-excel.ts';
import { parseCsv } from '../../src/formats/csv-text.ts';
import { archiveOf, written } from '../formats/support.ts';

const rows = {
  'disk-storage': [{ ID: '5', NAME: 'Общий диск', ENTITY_TYPE: 'common', ROOT_OBJECT_ID: '21' }],
  'disk-file': [
    { ID: '30', NAME: 'В корне.txt', PARENT_ID: '21', STORAGE_ID: '5' },
    { ID: '31', NAME: 'В папке, которой нет.txt', PARENT_ID: '22', STORAGE_ID: '5' },
  ],
};

it('a file in the root of a drive lies in its storage: once its page said that folder 21 is not in the archive', async () => {
  const archive = await archiveOf(rows);
  const pointsTo = (id: string) =>
    recordPage(archive, 'disk-file', id).references.map(({ field, to, name }) => [field, to.kind, to.id, name]);
  expect(pointsTo('30')).toEqual([
    ['PARENT_ID', 'disk-storage', '5', 'Общий диск'],
    ['STORAGE_ID', 'disk-storage', '5', 'Общий диск'],
  ]);
  expect(pointsTo('31')).toEqual([
    ['PARENT_ID', 'disk-folder', '22', undefined],
    ['STORAGE_ID', 'disk-storage', '5', 'Общий диск'],
  ]);
});

it('tables show its storage as its folder', async () => {
  const { folder } = await written(csvExcel, await archiveOf(rows));
  const [header = [], ...lines] = parseCsv(readFileSync(join(folder, 'disk-file.csv'), 'utf8'));
  expect(lines.map((line) => line[header.indexOf('Папка')])).toEqual(['Общий диск', '22']);
});
