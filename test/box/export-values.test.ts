import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { exportFromSql, type SqlExportReport } from '../../src/box/export/export.ts';
import { archivedKinds } from '../../src/kinds/index.ts';
import { reach } from '../export/local.ts';
import { Schema } from './support/box-schema.ts';
import { sideTables } from './support/box-side-tables.ts';
import { describeOn, type OwnDatabase, ownDatabase } from './support/services.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const zone = 'Etc/GMT-3';
const html = 'a:2:{s:4:"TEXT";s:8:"<b>x</b>";s:4:"TYPE";s:4:"HTML";}';
const several = `ID int
  IBLOCK_ELEMENT_ID int
  IBLOCK_PROPERTY_ID int
  VALUE text
  VALUE_ENUM int
  VALUE_NUM decimal(18,4)
  DESCRIPTION varchar(255)`;
const element = `ID int
  IBLOCK_ID int
  NAME varchar(255)
  DATE_CREATE moment
  PREVIEW_PICTURE int
  DETAIL_PICTURE int
  WF_STATUS_ID int
  WF_PARENT_ELEMENT_ID int`;

let database: OwnDatabase;
let folder: string;
let schema: Schema;

async function make(): Promise<void> {
  for (const table of ['b_lang', 'b_culture', 'b_iblock_property', 'b_iblock_element_property', 'b_file'])
    await schema.make(table, sideTables[table] ?? '');
  await schema.insertJson('b_lang', [{ LID: 's1', DEF: 'Y', DIR: '/', CULTURE_ID: 1 }]);
  await schema.insertJson('b_culture', [{ ID: 1, FORMAT_DATETIME: 'DD.MM.YYYY HH:MI:SS' }]);
  await schema.make('b_iblock', 'ID int\nIBLOCK_TYPE_ID varchar(50)\nLID char(2)\nTIMESTAMP_X moment\nVERSION int');
  await schema.make('b_iblock_element', element);
}

const block = (id: number, type: string, version: number): JsonObject => ({
  ID: id,
  IBLOCK_TYPE_ID: type,
  LID: 's1',
  TIMESTAMP_X: '2026-05-12T16:40:25',
  VERSION: version,
});
const made = { DATE_CREATE: '2026-01-02T03:04:05', WF_STATUS_ID: 1 };

function picture(field: string, id: string): JsonObject {
  const query = `fields%5BfieldName%5D=${field}&fields%5BfileId%5D=${id}&fields%5BproductId%5D=1`;
  const url = `/rest/catalog.product.download?${query}`;
  return { id, url, urlMachine: url };
}

async function taken(chosen: readonly string[]): Promise<{ report: SqlExportReport; archive: Archive }> {
  const { clock } = reach({ size: 50 });
  const archive = await Archive.create(join(folder, 'sql'), {
    portal: 'acme.bitrix24.test',
    kinds: archivedKinds,
    clock,
  });
  const root = join(folder, 'docroot');
  mkdirSync(join(root, 'upload', 'iblock'), { recursive: true });
  for (const name of ['first', 'second', 'manual']) writeFileSync(join(root, 'upload', 'iblock', name), name);
  return { report: await exportFromSql({ database: database.settings, archive, root, zone, clock, chosen }), archive };
}

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'values of elements', () => {
    beforeEach(async () => {
      database = await ownDatabase(engine);
      folder = mkdtempSync(join(tmpdir(), 'bye24-values-'));
      schema = new Schema(database.sql);
      await make();
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    });

    it('of a list are taken from the common table or from the list’s own two; one without its tables is named', async () => {
      await schema.insertJson('b_iblock', [
        block(7, 'lists', 1),
        block(8, 'lists', 2),
        block(9, 'news', 1),
        block(10, 'lists', 2),
      ]);
      await schema.insertJson('b_iblock_property', [
        { ID: 70, IBLOCK_ID: 7, PROPERTY_TYPE: 'S', USER_TYPE: 'DateTime' },
        { ID: 71, IBLOCK_ID: 7, PROPERTY_TYPE: 'S', MULTIPLE: 'Y' },
        { ID: 80, IBLOCK_ID: 8, PROPERTY_TYPE: 'S' },
        { ID: 81, IBLOCK_ID: 8, PROPERTY_TYPE: 'L' },
        { ID: 82, IBLOCK_ID: 8, PROPERTY_TYPE: 'N' },
        { ID: 83, IBLOCK_ID: 8, PROPERTY_TYPE: 'S', MULTIPLE: 'Y' },
        { ID: 84, IBLOCK_ID: 8, PROPERTY_TYPE: 'S', ACTIVE: 'N' },
        { ID: 85, IBLOCK_ID: 8, PROPERTY_TYPE: 'S' },
      ]);
      await schema.insertJson('b_iblock_element', [
        { ...made, ID: 1, IBLOCK_ID: 7, NAME: 'Договор' },
        { ...made, ID: 2, IBLOCK_ID: 7, NAME: 'Прежний договор', WF_PARENT_ELEMENT_ID: 1 },
        { ...made, ID: 3, IBLOCK_ID: 8, NAME: 'Заявка' },
        { ...made, ID: 4, IBLOCK_ID: 9, NAME: 'Новость' },
        { ...made, ID: 5, IBLOCK_ID: 10, NAME: 'Без таблиц' },
      ]);
      await schema.insertJson('b_iblock_element_property', [
        { ID: 500, IBLOCK_PROPERTY_ID: 70, IBLOCK_ELEMENT_ID: 1, VALUE: '2026-07-08 19:10:11' },
        { ID: 501, IBLOCK_PROPERTY_ID: 71, IBLOCK_ELEMENT_ID: 1, VALUE: '+7 900 000-00-01' },
        { ID: 502, IBLOCK_PROPERTY_ID: 71, IBLOCK_ELEMENT_ID: 1, VALUE: '+7 900 000-00-02' },
        // Left over from before the list was given tables of its own.
        { ID: 503, IBLOCK_PROPERTY_ID: 80, IBLOCK_ELEMENT_ID: 3, VALUE: 'старое' },
      ]);
      const columns = ['80 text', '81 int', '82 decimal(18,4)', '83 text', '84 text', '85 text'];
      const single = columns.map((column) => `PROPERTY_${column}`).join('\n');
      await schema.make('b_iblock_element_prop_s8', `IBLOCK_ELEMENT_ID int\n${single}`);
      await schema.insertJson('b_iblock_element_prop_s8', [
        {
          IBLOCK_ELEMENT_ID: 3,
          PROPERTY_80: 'Срочно',
          PROPERTY_81: 17,
          PROPERTY_82: 5,
          // What the vendor keeps here of several values is a copy, and may be stale.
          PROPERTY_83: 'a:1:{s:5:"VALUE";a:1:{i:0;s:3:"old";}}',
          PROPERTY_84: 'выключено',
          PROPERTY_85: '',
        },
      ]);
      await schema.make('b_iblock_element_prop_m8', several);
      await schema.insertJson('b_iblock_element_prop_m8', [
        { ID: 600, IBLOCK_ELEMENT_ID: 3, IBLOCK_PROPERTY_ID: 83, VALUE: 'один' },
        { ID: 601, IBLOCK_ELEMENT_ID: 3, IBLOCK_PROPERTY_ID: 83, VALUE: 'два' },
      ]);
      const { report, archive } = await taken(['list', 'list-element']);
      expect([...archive.records('list')].map(({ key, row }) => [key.id, row['TIMESTAMP_X']])).toEqual(
        [7, 8, 10].map((id) => [`lists:${id}`, '12.05.2026 16:40:25']),
      );
      const common = { DATE_CREATE: '02.01.2026 03:04:05' };
      expect([...archive.records('list-element')].map(({ row, parent }) => [parent?.id, row])).toEqual([
        [
          'lists:7',
          {
            ...common,
            ID: '1',
            NAME: 'Договор',
            PROPERTY_70: { 500: '08.07.2026 19:10:11' },
            PROPERTY_71: { 501: '+7 900 000-00-01', 502: '+7 900 000-00-02' },
          },
        ],
        [
          'lists:8',
          {
            ...common,
            ID: '3',
            NAME: 'Заявка',
            PROPERTY_80: { '3:80': 'Срочно' },
            PROPERTY_81: { '3:81': '17' },
            PROPERTY_82: { '3:82': '5' },
            PROPERTY_83: { 600: 'один', 601: 'два' },
          },
        ],
        ['lists:10', { ...common, ID: '5', NAME: 'Без таблиц' }],
      ]);
      expect(report.state).toBe('incomplete');
      expect(report.missing.map(({ code, message }) => [code, message])).toEqual([
        ['BOX_TABLE_UNREAD', 'b_iblock_element_prop_s10'],
        ['BOX_TABLE_UNREAD', 'b_iblock_element_prop_m10'],
      ]);
      await archive.close();
    });

    it('of tasks come by their tags, as an older version keeps them', async () => {
      await schema.make('b_tasks', 'ID int\nTITLE varchar(255)\nZOMBIE char(1)');
      await schema.make('b_tasks_member', 'TASK_ID int\nUSER_ID int\nTYPE char(1)');
      await schema.make('b_tasks_tag', 'TASK_ID int\nUSER_ID int\nNAME varchar(255)');
      await schema.insertJson('b_tasks', [{ ID: 1, TITLE: 'Позвонить', ZOMBIE: 'N' }]);
      await schema.insertJson('b_tasks_tag', [
        { TASK_ID: 1, USER_ID: 1, NAME: 'срочно' },
        { TASK_ID: 1, USER_ID: 1, NAME: 'важно' },
      ]);
      const { archive } = await taken(['task']);
      expect([...archive.records('task')].map(({ row }) => row['tags'])).toEqual([
        { 1: { id: 1, title: 'важно' }, 2: { id: 2, title: 'срочно' } },
      ]);
      await archive.close();
    });

    it('of goods are taken with texts, files and pictures, and what is left to the settings is told as they say', async () => {
      await schema.insertJson('b_iblock', [block(30, 'CRM_PRODUCT_CATALOG', 2), block(31, 'CRM_PRODUCT_CATALOG', 1)]);
      await schema.make('b_catalog_iblock', 'IBLOCK_ID int\nPRODUCT_IBLOCK_ID int\nSKU_PROPERTY_ID int');
      await schema.insertJson('b_catalog_iblock', [
        { IBLOCK_ID: 30, PRODUCT_IBLOCK_ID: 0, SKU_PROPERTY_ID: 0 },
        { IBLOCK_ID: 31, PRODUCT_IBLOCK_ID: 30, SKU_PROPERTY_ID: 310 },
      ]);
      await schema.make('b_catalog_product', sideTables['b_catalog_product'] ?? '');
      await schema.make('b_option', sideTables['b_option'] ?? '');
      await schema.insertJson('b_option', [{ MODULE_ID: 'catalog', NAME: 'default_can_buy_zero', VALUE: 'Y' }]);
      await schema.insertJson('b_iblock_property', [
        { ID: 300, IBLOCK_ID: 30, CODE: 'ABOUT', PROPERTY_TYPE: 'S', USER_TYPE: 'HTML' },
        { ID: 301, IBLOCK_ID: 30, CODE: 'MANUAL', PROPERTY_TYPE: 'F' },
        { ID: 302, IBLOCK_ID: 30, CODE: 'MORE_PHOTO', PROPERTY_TYPE: 'F', MULTIPLE: 'Y' },
        { ID: 303, IBLOCK_ID: 30, CODE: 'SINCE', PROPERTY_TYPE: 'S', USER_TYPE: 'DateTime' },
        { ID: 304, IBLOCK_ID: 30, CODE: 'NOTHING', PROPERTY_TYPE: 'S' },
        { ID: 310, IBLOCK_ID: 31, CODE: 'CML2_LINK', PROPERTY_TYPE: 'E' },
      ]);
      await schema.insertJson('b_iblock_element', [
        { ...made, ID: 1, IBLOCK_ID: 30, NAME: 'Стол', DETAIL_PICTURE: 11 },
        { ...made, ID: 2, IBLOCK_ID: 31, NAME: 'Стол белый' },
        { ...made, ID: 3, IBLOCK_ID: 30, NAME: 'О нём каталог не знает ничего' },
        { ...made, ID: 4, IBLOCK_ID: 30, NAME: 'Прежний стол', WF_PARENT_ELEMENT_ID: 1 },
      ]);
      const unsettled = { QUANTITY_TRACE: 'D', CAN_BUY_ZERO: 'D', SUBSCRIBE: 'N' };
      await schema.insertJson('b_catalog_product', [
        { ...unsettled, ID: 1, TYPE: 3, QUANTITY: 2.5 },
        { ...unsettled, ID: 2, TYPE: 4, PURCHASING_PRICE: 1000, PURCHASING_CURRENCY: 'RUB' },
      ]);
      await schema.make(
        'b_iblock_element_prop_s30',
        'IBLOCK_ELEMENT_ID int\nPROPERTY_300 text\nPROPERTY_301 int\nPROPERTY_302 text\nPROPERTY_303 text\nPROPERTY_304 text',
      );
      await schema.insertJson('b_iblock_element_prop_s30', [
        { IBLOCK_ELEMENT_ID: 1, PROPERTY_300: html, PROPERTY_301: 12, PROPERTY_303: '2026-07-08 19:10:11' },
      ]);
      await schema.make('b_iblock_element_prop_m30', several);
      await schema.insertJson('b_iblock_element_prop_m30', [
        { ID: 700, IBLOCK_ELEMENT_ID: 1, IBLOCK_PROPERTY_ID: 302, VALUE: '13' },
      ]);
      await schema.insertJson('b_iblock_element_property', [
        { ID: 800, IBLOCK_ELEMENT_ID: 2, IBLOCK_PROPERTY_ID: 310, VALUE: '1' },
      ]);
      const file = { SUBDIR: 'iblock', CONTENT_TYPE: 'image/png', TIMESTAMP_X: '2026-05-12T16:40:25' };
      await schema.insertJson('b_file', [
        { ...file, ID: 11, FILE_NAME: 'first', ORIGINAL_NAME: 'Первая.png', FILE_SIZE: 5 },
        { ...file, ID: 12, FILE_NAME: 'manual', ORIGINAL_NAME: 'Инструкция.pdf', FILE_SIZE: 6 },
        { ...file, ID: 13, FILE_NAME: 'second', ORIGINAL_NAME: 'Вторая.png', FILE_SIZE: 6 },
      ]);
      const chosen = ['product', 'product-sku', 'product-offer', 'product-service', 'product-image'];
      const { report, archive } = await taken(chosen);
      expect(report).toMatchObject({ state: 'complete', missing: [] });
      const only = (kind: string): readonly JsonObject[] => [...archive.records(kind)].map(({ row }) => row);
      expect(only('product-sku')).toEqual([
        expect.objectContaining({
          id: 1,
          name: 'Стол',
          quantity: 2.5,
          canBuyZero: 'Y',
          subscribe: 'N',
          detailPicture: picture('detailPicture', '11'),
          previewPicture: null,
          property300: { value: { text: '<b>x</b>', type: 'HTML' }, valueId: '1:300' },
          property301: { value: picture('property301', '12'), valueId: '1:301' },
          property302: [{ value: picture('property302', '13'), valueId: '700' }],
          property303: { value: '2026-07-08T19:10:11+03:00', valueId: '1:303' },
          property304: null,
        }),
      ]);
      expect(only('product-offer')).toEqual([
        expect.objectContaining({
          id: 2,
          quantityTrace: 'N',
          purchasingPrice: 1000,
          parentId: { value: '1', valueId: '800' },
        }),
      ]);
      expect(only('product')).toEqual([expect.objectContaining({ id: 3, type: null, property304: null })]);
      expect(only('product-service')).toEqual([]);
      expect([...archive.records('product-image')].map(({ row, parent }) => [row['id'], row['type'], parent])).toEqual([
        [11, 'DETAIL_PICTURE', { kind: 'product-sku', id: '1' }],
        [13, 'MORE_PHOTO', { kind: 'product-sku', id: '1' }],
      ]);
      expect([...archive.files()].map(({ owner, fileId, name }) => [owner.kind, fileId, name])).toEqual(
        expect.arrayContaining([
          ['product-sku', 'detailPicture:11', 'Первая.png'],
          ['product-sku', 'property301:12', 'Инструкция.pdf'],
          ['product-sku', 'property302:13', 'Вторая.png'],
          ['product-image', '13', 'second'],
        ]),
      );
      expect(report.uploads).toMatchObject({ files: 5, missing: 0 });
      await archive.close();
    });
  });
});
