import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { nameIn } from '../../src/archive/called.ts';
import { recordPage } from '../../src/commands/open.ts';
import { csvExcel } from '../../src/formats/csv-excel.ts';
import { parseCsv } from '../../src/formats/csv-text.ts';
import { NamesOf } from '../../src/formats/tables/values.ts';
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

// Once a name was remembered by the record alone, and who asked first decided what all others were told.
it('is found for the record that asks, whoever asked before', async () => {
  const names = new NamesOf(await archiveOf(rows));
  const archive = await archiveOf(rows);
  const file = (id: string) => archive.record({ kind: 'disk-file', id });
  const root = { kind: 'disk-folder', id: '21' };
  expect(names.of(root)).toBeUndefined();
  expect(names.of(root, file('31'))).toBe('Общий диск');
  expect(names.of({ kind: 'disk-folder', id: '22' }, file('31'))).toBeUndefined();
  expect(names.of(root)).toBeUndefined();
});

/** What a status is called that has a name in these languages. */
async function called(...lids: readonly string[]): Promise<string | undefined> {
  const archive = await archiveOf({
    'order-status': [{ id: 'N', type: 'O' }],
    'order-status-name': lids.map((lid) => ({ statusId: 'N', lid, name: `N in ${lid}` })),
  });
  const status = archive.record({ kind: 'order-status', id: 'N' });
  return status === undefined ? undefined : nameIn(archive, status);
}

it('calls an order’s status by its name in the portal’s own language, else in English, else in any', async () => {
  expect(await called('de', 'en', 'ru')).toBe('N in ru');
  expect(await called('de', 'en')).toBe('N in en');
  expect(await called('de')).toBe('N in de');
  expect(await called()).toBe('N');
});
