import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { blobPath, layoutOf } from '../../src/archive/layout.ts';
import { at, isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import type { ConnectedPortal } from '../../src/bitrix24/client.ts';
import { exportFromSql } from '../../src/box/export/export.ts';
import { sqlKinds } from '../../src/box/export/readers.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { archivedKinds, kindById, kinds } from '../../src/kinds/index.ts';
import { reach } from '../export/local.ts';
import type { SimClock } from '../wire/sim-clock.ts';
import { Schema, type SourceRecord } from './support/box-schema.ts';
import { sideTables } from './support/box-side-tables.ts';
import { asEvent } from './support/box-tables-calendar.ts';
import { boxTables, fillRest, fillTemplates } from './support/box-tables.ts';
import { photoProperty } from './support/box-tables-goods.ts';
import { describeOn, type OwnDatabase, ownDatabase } from './support/services.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** The local portal's clock knows no summer time. */
const zone = 'Etc/GMT-3';
/** Told by export-sql.test.ts. */
const elsewhere = ['contact', 'company', 'lead', 'deal'];
const chosen = sqlKinds.filter((kind) => !elsewhere.includes(kind));
/** What REST gives that no table holds: addresses that it makes, and names that the sample made up. */
const restAlone: Readonly<Record<string, readonly string[]>> = {
  'task-template': ['CREATED_BY', 'RESPONSIBLE'].flatMap((who) =>
    ['NAME', 'LAST_NAME', 'SECOND_NAME', 'LOGIN', 'WORK_POSITION', 'PHOTO'].map((part) => `${who}_${part}`),
  ),
  // Made for whoever reads, or of what no table is known to hold.
  'calendar-event':
    `~RRULE_DESCRIPTION ~DESCRIPTION ~USER_OFFSET_FROM ~USER_OFFSET_TO attendeesEntityList SECTION_DAV_XML_ID
    COLLAB_ID`.split(/\s+/u),
  // The sample gives a status another name here than among the statuses.
  shipment: ['statusXmlId'],
  cashbox: ['DATE_CREATE'],
};
const ofPhotos = [`property${photoProperty}`];
/** What tables tell and REST does not: under which post a comment stands; a property that the sample's pictures need. */
const tablesAlone: Readonly<Record<string, readonly string[]>> = {
  'feed-comment': ['post_id'],
  product: ofPhotos,
  'product-sku': ofPhotos,
  'product-service': ofPhotos,
};

/** Fields that the sample has values of but does not list. */
const madeFields = ['1001', '1002', '1003', '2003', '2004', '2005', String(photoProperty)];

/** The local portal lists a product's further pictures alone; that it has a first one stands in the product. */
const onlyInTables = (kind: string, row: JsonObject): boolean =>
  kind === 'product-image' && row['type'] !== 'MORE_PHOTO';

/** Addresses of pictures are made for whoever reads. */
const withoutAddress = (value: Json): Json =>
  isObject(value) && value['urlMachine'] !== undefined ? { id: value['id'] ?? null } : value;

/** Tags by their words: their numbers differ from task to task in the sample. */
function titlesOf(tags: Json): readonly string[] {
  const list = isObject(tags) ? Object.values(tags) : [];
  return list.map((tag) => textOf(at(tag, ['title']))).toSorted();
}

async function fillBox(portal: ConnectedPortal, rest: Archive, root: string): Promise<void> {
  const records = (kind: string): readonly SourceRecord[] => {
    const topics = new Map(
      kind === 'task-comment' ? [...rest.records('task')].map(({ key, row }) => [key.id, row['forumTopicId']]) : [],
    );
    return [...rest.records(kind)].map(({ row, parent }) => ({
      row: {
        ...(kind === 'calendar-event' ? asEvent(row) : row),
        ...(kind === 'task-comment' && { topic: topics.get(parent?.id ?? '') ?? null }),
        ...(parent?.kind === 'list' && { list: parent.id.split(':')[1] ?? null }),
      },
      ...(parent === undefined ? {} : { parent }),
    }));
  };
  const schema = new Schema(database.sql);
  await database.sql.run(engineOf() === 'mysql' ? 'START TRANSACTION' : 'BEGIN');
  for (const [table, columns] of Object.entries(sideTables)) await schema.make(table, columns);
  for (const table of boxTables) await schema.fill(table, records(table.kind));
  await fillRest(schema, records);
  const rows: JsonObject[] = [];
  for (const { owner, fileId, name, blob } of rest.files()) {
    const isPicture = owner.kind.startsWith('product');
    if (owner.kind !== 'disk-file' && owner.kind !== 'disk-version' && !isPicture) continue;
    if (blob === undefined) throw new Error(`${name} has no bytes`);
    const id = fileId.split(':').at(-1) ?? '';
    const folderName = isPicture ? 'iblock' : `disk/${owner.kind}`;
    const fileName = owner.kind === 'product-image' ? name : `${id}.bin`;
    mkdirSync(join(root, 'upload', folderName), { recursive: true });
    copyFileSync(blobPath(rest.place.layout, blob.sha512), join(root, 'upload', folderName, fileName));
    const file = { ID: id, FILE_SIZE: blob.sizeBytes, SUBDIR: folderName, FILE_NAME: fileName };
    const uploadedAt = rest.record(owner)?.row['createTime'] ?? null;
    rows.push({ ...file, ORIGINAL_NAME: name, CONTENT_TYPE: 'application/octet-stream', TIMESTAMP_X: uploadedAt });
  }
  await schema.insertJson('b_file', rows);
  const attached = new Set(
    [...rest.files()]
      .filter(({ owner, slot }) => slot === 'attachments' && chosen.includes(owner.kind))
      .map(({ fileId }) => fileId),
  );
  for (const id of attached) {
    const { result } = await portal.call({ method: 'disk.attachedObject.get', params: { id: Number(id) } });
    await schema.insertJson('b_disk_attached_object', [{ ID: id, OBJECT_ID: at(result, ['OBJECT_ID']) ?? 0 }]);
  }
  await database.sql.run('COMMIT');
}

const engineOf = (): string => database.settings.engine;

/** What REST gives of the sample company; asked once for both databases. */
async function askRest(): Promise<{ portal: ConnectedPortal; clock: SimClock; rest: Archive; path: string }> {
  const { portal, clock } = reach({ size: 60, bigFileBytes: 20_000 });
  const path = mkdtempSync(join(tmpdir(), 'bye24-rest-'));
  const rest = await Archive.create(join(path, 'rest'), { portal: 'acme.bitrix24.test', kinds, clock });
  await exportPortal({ portal, archive: rest, kinds, connection: 'admin', clock });
  return { portal, clock, rest, path };
}
let asked: ReturnType<typeof askRest> | undefined;
const overRest = (): ReturnType<typeof askRest> => (asked ??= askRest());

afterAll(async () => {
  if (asked === undefined) return;
  const { rest, path } = await asked;
  await rest.close();
  rmSync(path, { recursive: true, force: true });
});

let database: OwnDatabase;
let folder: string;

describe.each(['mysql', 'pgsql'] as const)('with %s', (engine) => {
  describeOn(engine, 'an export straight from the tables', () => {
    beforeEach(async () => {
      database = await ownDatabase(engine);
      folder = mkdtempSync(join(tmpdir(), 'bye24-tables-'));
    });
    afterEach(async () => {
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    });

    it('gives every kind that has tables, record for record as REST does', async () => {
      const { portal, clock, rest } = await overRest();
      const root = join(folder, 'docroot');
      await fillBox(portal, rest, root);
      const sql = await Archive.create(join(folder, 'sql'), {
        portal: 'acme.bitrix24.test',
        kinds: archivedKinds,
        clock,
      });
      const { uploads } = await exportFromSql({ database: database.settings, archive: sql, root, zone, clock, chosen });

      const compared: string[] = [];
      for (const kind of chosen) {
        const expected = [...rest.records(kind)];
        if (expected.length === 0 || kind === 'chat') continue;
        compared.push(kind);
        const volatile = [
          ...(kindById(kind)?.volatile ?? []),
          ...(restAlone[kind] ?? []),
          ...(tablesAlone[kind] ?? []),
        ];
        const lasting = (row: JsonObject): JsonObject =>
          Object.fromEntries(
            Object.entries(row)
              .filter(([field]) => !volatile.includes(field))
              .map(([field, value]) => [field, field === 'tags' ? titlesOf(value) : withoutAddress(value)] as const),
          );
        const told = [...sql.records(kind)].filter(({ row }) => !onlyInTables(kind, row));
        const taken = new Map(told.map((record) => [record.key.id, record]));
        const isMade = (id: string): boolean => /field|property/u.test(kind) && madeFields.includes(id);
        const ids = [...taken.keys()].filter((id) => !isMade(id));
        expect(ids.toSorted(), kind).toEqual(expected.map(({ key }) => key.id).toSorted());
        for (const { key, row, parent } of expected) {
          const own = taken.get(key.id);
          expect(lasting(own?.row ?? {}), `${kind} ${key.id}`).toEqual(lasting(row));
          if (kind !== 'chat-message') expect(own?.parent, `${kind} ${key.id}`).toEqual(parent);
        }
      }
      expect(compared.length).toBeGreaterThan(85);
      expect(compared).toEqual(
        expect.arrayContaining([
          'list-element',
          'calendar-event',
          'feed-post',
          'feed-comment',
          'store',
          'product-offer',
          'order',
          'page',
        ]),
      );
      const pictured = [...rest.records('product')].filter(({ row }) => isObject(row['detailPicture']));
      const firsts = [...sql.records('product-image')].filter(({ row }) => onlyInTables('product-image', row));
      expect(firsts.map(({ parent }) => parent?.id)).toEqual(pictured.map(({ key }) => key.id));
      // Bytes come from the upload folder, under the names that REST gives them.
      const files = (archive: Archive): ReadonlyMap<string, string> =>
        new Map(
          [...archive.files()]
            .filter(({ owner }) => chosen.includes(owner.kind) && rest.record(owner) !== undefined)
            .filter(({ fileId }) => !ofPhotos.some((field) => fileId.startsWith(field)))
            .map(({ owner, slot, fileId, blob }) => [
              `${owner.kind} ${owner.id} ${slot} ${fileId}`,
              blob?.sha512 ?? '',
            ]),
        );
      expect(files(sql)).toEqual(files(rest));
      expect(uploads).toMatchObject({ files: [...sql.files()].length, missing: 0 });
      expect(files(rest).size).toBeGreaterThan(30);
      // Private chats have no number of their own over REST: there they are called after who is asked.
      expect(new Set([...sql.records('chat')].map(({ row }) => textOf(row['chat_id'])))).toEqual(
        new Set([...rest.records('chat')].map(({ row }) => textOf(row['chat_id']))),
      );
      expect(JSON.stringify([...sql.records('user')])).not.toMatch(/secret-hash|secret-word/u);
      expect(new Set([...sql.records('feed-comment')].map(({ row }) => row['post_id']))).toEqual(new Set([211]));
      expect(JSON.stringify([...sql.records('calendar-section')])).not.toContain('secret-token');
      for (const kind of ['pay-system', 'delivery-service', 'cashbox'])
        expect(JSON.stringify([...sql.records(kind)]), kind).not.toContain('secret-key');
      expect((await Verification.of(sql)).damageCount).toBe(0);
      await sql.close();
    });

    it('gives what REST shows to nobody: automation rules, others’ chats, the history', async () => {
      const { clock } = reach({ size: 50 });
      const schema = new Schema(database.sql);
      for (const table of ['b_im_relation', 'b_im_message_param', 'b_im_message_uuid', 'b_bp_workflow_state'])
        await schema.make(table, sideTables[table] ?? '');
      await schema.make(
        'b_user',
        'ID int\nNAME varchar(50)\nLAST_NAME varchar(50)\nSECOND_NAME text\nLOGIN text\nWORK_POSITION text',
      );
      await schema.insertJson('b_user', [
        { ID: 7, NAME: 'Анна', LAST_NAME: 'Боровая' },
        { ID: 8, NAME: 'Пётр', LAST_NAME: 'Речной' },
      ]);
      await schema.make('b_im_chat', 'ID int\nTITLE varchar(255)\nAUTHOR_ID int\nTYPE char(1)');
      await schema.insertJson('b_im_chat', [
        { ID: 50, TITLE: '', AUTHOR_ID: 7, TYPE: 'P' },
        { ID: 51, TITLE: 'Система', AUTHOR_ID: 7, TYPE: 'S' },
      ]);
      await schema.insertJson('b_im_relation', [
        { ID: 1, CHAT_ID: 50, USER_ID: 7 },
        { ID: 2, CHAT_ID: 50, USER_ID: 8 },
        { ID: 3, CHAT_ID: 51, USER_ID: 7 },
      ]);
      await schema.make('b_im_message', 'ID int\nCHAT_ID int\nAUTHOR_ID int\nMESSAGE text\nDATE_CREATE moment');
      await schema.insertJson('b_im_message', [
        { ID: 900, CHAT_ID: 50, AUTHOR_ID: 7, MESSAGE: 'Между нами говоря', DATE_CREATE: '2026-05-12T16:40:25' },
        { ID: 901, CHAT_ID: 51, AUTHOR_ID: 0, MESSAGE: 'Уведомление', DATE_CREATE: '2026-05-12T16:40:25' },
      ]);
      await schema.insertJson('b_im_message_param', [
        { ID: 1, MESSAGE_ID: 900, PARAM_NAME: 'LIKE', PARAM_VALUE: '8' },
        { ID: 2, MESSAGE_ID: 900, PARAM_NAME: 'ATTACH', PARAM_VALUE: '', PARAM_JSON: '{"text":"вложение"}' },
      ]);
      await fillTemplates(schema, [
        {
          row: {
            ID: '5',
            MODULE_ID: 'crm',
            ENTITY: 'CCrmDocumentDeal',
            DOCUMENT_TYPE: 'DEAL',
            DOCUMENT_STATUS: 'C1:NEW',
            AUTO_EXECUTE: '0',
            NAME: 'Роботы',
            TEMPLATE: [{ Type: 'SequentialWorkflowActivity', Children: [{ Type: 'CrmSendEmailActivity' }] }],
            PARAMETERS: [],
            VARIABLES: [],
            CONSTANTS: [],
            MODIFIED: '2026-05-12T16:40:25+03:00',
            IS_MODIFIED: 'N',
            USER_ID: '7',
            SYSTEM_CODE: null,
          },
        },
      ]);
      await schema.make('b_bp_workflow_instance', 'ID varchar(32)\nMODIFIED moment\nOWNED_UNTIL moment');
      await schema.insertJson('b_bp_workflow_state', [
        {
          ID: '6a.1',
          MODULE_ID: 'crm',
          ENTITY: 'CCrmDocumentDeal',
          DOCUMENT_ID: 'DEAL_5',
          WORKFLOW_TEMPLATE_ID: 5,
          STATE: 'Completed',
          STATE_TITLE: 'Согласовано',
          MODIFIED: '2026-05-12T16:40:25',
          STARTED: '2026-05-11T10:00:00',
          STARTED_BY: 7,
        },
      ]);
      await schema.make(
        'b_bp_tracking',
        'ID int\nWORKFLOW_ID varchar(32)\nTYPE int\nMODIFIED moment\nACTION_NAME varchar(128)\nACTION_TITLE varchar(255)\nEXECUTION_STATUS int\nEXECUTION_RESULT int\nACTION_NOTE text\nMODIFIED_BY int',
      );
      await schema.insertJson('b_bp_tracking', [
        {
          ID: 1,
          WORKFLOW_ID: '6a.1',
          TYPE: 1,
          MODIFIED: '2026-05-12T16:40:25',
          ACTION_NAME: 'A1',
          ACTION_TITLE: 'Письмо',
          EXECUTION_STATUS: 4,
          EXECUTION_RESULT: 1,
          ACTION_NOTE: 'Отправлено клиенту',
          MODIFIED_BY: 7,
        },
      ]);
      await schema.make(
        'b_crm_event',
        'ID int\nDATE_CREATE moment\nCREATED_BY_ID int\nEVENT_ID varchar(50)\nEVENT_NAME varchar(255)\nEVENT_TEXT_1 text\nEVENT_TEXT_2 text\nEVENT_TYPE int',
      );
      await schema.insertJson('b_crm_event', [
        {
          ID: 3,
          DATE_CREATE: '2026-05-12T16:40:25',
          CREATED_BY_ID: 7,
          EVENT_NAME: 'Изменено поле «Сумма»',
          EVENT_TEXT_1: '100',
          EVENT_TEXT_2: '200',
          EVENT_TYPE: 1,
        },
      ]);
      await schema.make(
        'b_crm_event_relations',
        'ID int\nENTITY_TYPE varchar(50)\nENTITY_ID int\nENTITY_FIELD varchar(255)\nEVENT_ID int',
      );
      await schema.insertJson('b_crm_event_relations', [
        { ID: 1, ENTITY_TYPE: 'DEAL', ENTITY_ID: 5, ENTITY_FIELD: 'OPPORTUNITY', EVENT_ID: 3 },
      ]);

      await schema.make(
        'b_crm_timeline',
        'ID int\nTYPE_ID int\nCREATED moment\nAUTHOR_ID int\nASSOCIATED_ENTITY_ID int\nCOMMENT text\nSETTINGS php',
      );
      await schema.make('b_crm_timeline_bind', sideTables['b_crm_timeline_bind'] ?? '');
      const moved = { FIELD: 'STAGE_ID', FINISH_NAME: 'В работе' };
      await schema.insertJson('b_crm_timeline', [
        { ID: 70, TYPE_ID: 3, CREATED: '2026-05-12T16:40:25', AUTHOR_ID: 7, SETTINGS: moved },
        { ID: 71, TYPE_ID: 7, CREATED: '2026-05-12T16:40:25', AUTHOR_ID: 7, COMMENT: 'Человек написал' },
      ]);
      await schema.insertJson('b_crm_timeline_bind', [{ OWNER_ID: 70, ENTITY_TYPE_ID: 2, ENTITY_ID: 5 }]);
      await schema.make('b_bp_automation_trigger', 'ID int\nNAME varchar(255)\nCODE varchar(30)\nAPPLY_RULES text');
      await schema.insertJson('b_bp_automation_trigger', [{ ID: 4, NAME: 'Звонок', CODE: 'CALL' }]);
      await schema.make('b_bp_global_const', 'ID varchar(50)\nNAME varchar(255)\nPROPERTY_VALUE text');
      await schema.insertJson('b_bp_global_const', [{ ID: 'Constant1', NAME: 'Порог', PROPERTY_VALUE: '100000' }]);

      const path = join(folder, 'sql');
      const archive = await Archive.create(path, { portal: 'acme.bitrix24.test', kinds: archivedKinds, clock });
      const report = await exportFromSql({ database: database.settings, archive, zone, clock });
      expect(report.state).toBe('incomplete');
      const only = (kind: string): unknown => [...archive.records(kind)].map(({ row }) => row);
      expect(only('chat')).toEqual([
        expect.objectContaining({ id: 'chat50', type: 'private', title: 'Анна Боровая — Пётр Речной' }),
      ]);
      expect(only('chat-member')).toEqual([
        { id: 1, chatId: 50, userId: 7 },
        { id: 2, chatId: 50, userId: 8 },
      ]);
      expect(only('chat-message')).toEqual([
        expect.objectContaining({ text: 'Между нами говоря', params: { ATTACH: { text: 'вложение' }, LIKE: '8' } }),
      ]);
      expect(only('bp-template')).toEqual([
        expect.objectContaining({
          NAME: 'Роботы',
          DOCUMENT_STATUS: 'C1:NEW',
          TEMPLATE: [{ Type: 'SequentialWorkflowActivity', Children: [{ Type: 'CrmSendEmailActivity' }] }],
        }),
      ]);
      expect(only('bp-finished')).toEqual([
        expect.objectContaining({ STATE_TITLE: 'Согласовано', STARTED: '2026-05-11T10:00:00+03:00' }),
      ]);
      expect(only('bp-step')).toEqual([expect.objectContaining({ ACTION_NOTE: 'Отправлено клиенту' })]);
      expect(only('crm-event')).toEqual([
        expect.objectContaining({
          EVENT_TEXT_2: '200',
          RELATIONS: [{ ENTITY_TYPE: 'DEAL', ENTITY_ID: '5', ENTITY_FIELD: 'OPPORTUNITY' }],
        }),
      ]);
      expect(only('timeline-entry')).toEqual([
        expect.objectContaining({ ID: '70', SETTINGS: moved, BINDINGS: [{ ENTITY_TYPE_ID: '2', ENTITY_ID: '5' }] }),
      ]);
      expect(only('bp-trigger')).toEqual([{ ID: '4', NAME: 'Звонок', CODE: 'CALL', APPLY_RULES: null }]);
      expect(only('bp-constant')).toEqual([{ ID: 'Constant1', NAME: 'Порог', PROPERTY_VALUE: '100000' }]);
      expect(archive.search({ text: 'говоря', limit: 5 }).hits.map(({ key }) => key.kind)).toEqual(['chat-message']);
      expect(archive.search({ text: 'Сумма', limit: 5 }).hits.map(({ key }) => key.kind)).toEqual(['crm-event']);
      await archive.close();
      // Opened again with nothing at hand but the raw answers.
      rmSync(layoutOf(path).database);
      const rebuilt = await Archive.open(path, { mode: 'write', kinds: archivedKinds, clock });
      expect([...rebuilt.records('crm-event')]).toHaveLength(1);
      expect((await Verification.of(rebuilt)).damageCount).toBe(0);
      await rebuilt.close();
    });

    it('takes no file from outside the upload folder, and says which bytes are not there', async () => {
      const { clock } = reach({ size: 50 });
      const root = join(folder, 'docroot');
      mkdirSync(join(root, 'upload', 'disk'), { recursive: true });
      writeFileSync(join(folder, 'secret'), 'secret');
      writeFileSync(join(root, 'upload', 'disk', 'whole'), 'whole');
      writeFileSync(join(root, 'upload', 'disk', 'short'), 'sho');
      symlinkSync(join(folder, 'secret'), join(root, 'upload', 'disk', 'link'));
      const schema = new Schema(database.sql);
      await schema.make('b_file', sideTables['b_file'] ?? '');
      const bad: readonly (readonly [file: string, code: string, folder?: string, bucket?: string])[] = [
        ['link', 'BOX_FILE_ABSENT'],
        ['secret', 'BOX_FILE_ABSENT', '../..'],
        ['gone', 'BOX_FILE_ABSENT'],
        ['short', 'BOX_FILE_OTHER'],
        ['cloud', 'BOX_FILE_IN_BUCKET', 'disk', '3'],
      ];
      await schema.insertJson('b_file', [
        { ID: 1, FILE_SIZE: 5, SUBDIR: 'disk', FILE_NAME: 'whole', ORIGINAL_NAME: 'Целый.txt' },
        ...bad.map(([name, , place = 'disk', bucket = ''], index) => ({
          ID: index + 2,
          FILE_SIZE: 6,
          SUBDIR: place,
          FILE_NAME: name,
          ORIGINAL_NAME: name,
          HANDLER_ID: bucket,
        })),
      ]);
      await schema.make('b_disk_storage', sideTables['b_disk_storage'] ?? 'ID int\nNAME text\nROOT_OBJECT_ID int');
      await schema.make(
        'b_disk_object',
        'ID int\nNAME text\nTYPE int\nSTORAGE_ID int\nPARENT_ID int\nDELETED_TYPE int\nFILE_ID int\nSIZE bigint',
      );
      await schema.insertJson(
        'b_disk_object',
        [1, 2, 3, 4, 5, 6].map((id) => ({
          ID: id,
          NAME: `${id}.txt`,
          TYPE: 3,
          STORAGE_ID: 1,
          PARENT_ID: 99,
          DELETED_TYPE: 0,
          FILE_ID: id,
          SIZE: 6,
        })),
      );
      const archive = await Archive.create(join(folder, 'sql'), {
        portal: 'acme.bitrix24.test',
        kinds: archivedKinds,
        clock,
      });
      const { state, uploads } = await exportFromSql({
        database: database.settings,
        archive,
        root,
        zone,
        clock,
        chosen: ['disk-file'],
      });
      expect({ state, uploads }).toEqual({ state: 'incomplete', uploads: { files: 1, bytes: 5, missing: 5 } });
      const codes = new Map([...archive.files()].map(({ fileId, missing }) => [fileId, missing?.code ?? 'here']));
      expect(codes).toEqual(
        new Map([['1', 'here'], ...bad.map(([, code], index) => [String(index + 2), code] as const)]),
      );
      await archive.close();
    });
  });
});
