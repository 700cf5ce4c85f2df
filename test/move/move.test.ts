import { beforeAll, afterAll, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import type { ArchivedRecord, RecordKey } from '../../src/archive/types.ts';
import { isObject, type Json, type JsonObject, textOf } from '../../src/base/json.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import { kinds } from '../../src/kinds/index.ts';
import { itemsTable } from '../../src/portal/crm/tables.ts';
import { tables } from '../../src/portal/tables.ts';
import { compareMoved, type KindCompared } from '../../src/journey/move/compare.ts';
import { archiveOf } from '../formats/support.ts';
import { checkRequest } from '../portal/request-check.ts';
import { FakeDisk, PowerLoss } from '../support/fake-disk.ts';
import { type TakenHome, takenHome } from '../support/taken-home.ts';
import { exportOf, mapOf, type Moved, moveTo, numberThere, type OtherPortal, otherPortal } from './world.ts';

const tidy: (() => Promise<void>)[] = [];
let home: TakenHome;
beforeAll(async () => {
  home = await takenHome(300, (each) => tidy.push(each));
});
afterAll(async () => {
  for (const each of tidy.toReversed()) await each();
});

/** Kinds that a move carries, with the fields that must be the same on both portals, word for word. */
const same: Readonly<Record<string, string>> = {
  company: 'title createdTime updatedTime opened typeId industry employees revenue currencyId isMyCompany comments',
  contact: 'name lastName secondName honorific post birthdate comments createdTime updatedTime sourceId typeId export',
  lead: 'title name lastName stageId opportunity currencyId sourceId companyTitle post comments createdTime updatedTime',
  deal: 'title opportunity currencyId typeId probability taxValue begindate closedate comments createdTime updatedTime closed',
  quote: 'title opportunity quoteNumber content terms begindate createdTime stageId',
  'smart-process-type': 'title isCategoriesEnabled isStagesEnabled isClientEnabled isObserversEnabled isBizProcEnabled',
  'smart-process-funnel': 'name sort isDefault',
  'smart-process-item': 'title opportunity currencyId createdTime updatedTime begindate closedate sourceId comments',
  'smart-invoice': 'title opportunity currencyId createdTime updatedTime begindate comments accountNumber',
  'product-row': 'productName price quantity discountSum taxRate taxIncluded measureCode measureName sort',
  'requisite-preset': 'NAME COUNTRY_ID XML_ID ACTIVE SORT',
  requisite:
    'NAME RQ_COMPANY_NAME RQ_COMPANY_FULL_NAME RQ_INN RQ_KPP RQ_OGRN RQ_OGRNIP RQ_DIRECTOR RQ_NAME XML_ID SORT',
  'bank-detail': 'NAME RQ_BANK_NAME RQ_BIK RQ_ACC_NUM RQ_COR_ACC_NUM RQ_ACC_CURRENCY XML_ID',
  address: 'TYPE_ID ADDRESS_1 ADDRESS_2 CITY POSTAL_CODE COUNTRY',
  activity: 'TYPE_ID PROVIDER_ID SUBJECT DESCRIPTION DEADLINE',
  'timeline-comment': 'COMMENT ENTITY_TYPE',
  workgroup: 'name description visible opened project closed',
  'catalog-section': 'name code sort active description',
  ...Object.fromEntries(
    ['product', 'product-sku', 'product-offer', 'product-service'].map((kind) => [
      kind,
      'name active code xmlId detailText sort vatIncluded dateCreate weight purchasingPrice',
    ]),
  ),
  price: 'price currency',
  'group-member': 'ROLE',
  'elapsed-time': 'SECONDS COMMENT_TEXT CREATED_DATE',
  task: 'createdDate title description priority status deadline startDatePlan endDatePlan allowTimeTracking timeEstimate mark',
  'checklist-item': 'TITLE SORT_INDEX IS_COMPLETE IS_IMPORTANT',
  'task-comment': 'POST_MESSAGE POST_DATE',
  'disk-folder': 'NAME',
  'disk-file': 'NAME SIZE',
  'custom-field': 'entityId fieldName userTypeId multiple mandatory',
  'custom-field-value': 'value def sort xmlId',
  status: 'NAME SORT COLOR SEMANTICS',
  'calendar-section': 'NAME CAL_TYPE',
  'calendar-event':
    'NAME DATE_FROM_TS_UTC DATE_TO_TS_UTC TZ_FROM TZ_TO DT_SKIP_TIME DESCRIPTION LOCATION ACCESSIBILITY IMPORTANCE PRIVATE_EVENT REMIND',
  'product-property': 'name code propertyType multiple multipleCnt sort isRequired',
  'product-property-value': 'value xmlId sort def',
  'product-image': 'name type',
  'disk-version': 'SIZE',
};

/** Fields that name another record, and of which kind. */
const links: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  contact: { companyIds: 'company', companyId: 'company', assignedById: 'user', createdBy: 'user', updatedBy: 'user' },
  company: { assignedById: 'user', createdBy: 'user' },
  lead: { contactIds: 'contact', companyId: 'company', assignedById: 'user' },
  deal: { contactIds: 'contact', companyId: 'company', leadId: 'lead', categoryId: 'funnel', assignedById: 'user', createdBy: 'user' }, // prettier-ignore
  quote: { dealId: 'deal', companyId: 'company', mycompanyId: 'company' },
  'smart-process-item': { entityTypeId: 'smart-process-type', companyId: 'company', parentId2: 'deal', assignedById: 'user', createdBy: 'user' }, // prettier-ignore
  'smart-invoice': { parentId2: 'deal', parentId7: 'quote', companyId: 'company', mycompanyId: 'company', contactIds: 'contact', assignedById: 'user' }, // prettier-ignore
  requisite: { PRESET_ID: 'requisite-preset' },
  'bank-detail': { ENTITY_ID: 'requisite' },
  activity: { RESPONSIBLE_ID: 'user' },
  'timeline-comment': { AUTHOR_ID: 'user' },
  workgroup: { ownerId: 'user' },
  task: { responsibleId: 'user', createdBy: 'user', accomplices: 'user', auditors: 'user', groupId: 'workgroup', parentId: 'task' }, // prettier-ignore
  'checklist-item': { TASK_ID: 'task', PARENT_ID: 'checklist-item' },
  'catalog-section': { iblockId: 'catalog', iblockSectionId: 'catalog-section' },
  product: { iblockId: 'catalog', iblockSectionId: 'catalog-section', createdBy: 'user' },
  'product-sku': { iblockId: 'catalog', iblockSectionId: 'catalog-section', createdBy: 'user' },
  price: { productId: 'product', catalogGroupId: 'price-type' },
  'product-row': { productId: 'product' },
  'group-member': { USER_ID: 'user' },
  'elapsed-time': { TASK_ID: 'task', USER_ID: 'user' },
  'task-comment': { AUTHOR_ID: 'user' },
  'disk-folder': { PARENT_ID: 'disk-folder' },
  'disk-file': { PARENT_ID: 'disk-folder' },
  'custom-field-value': { userFieldId: 'custom-field' },
  'product-property': { iblockId: 'catalog', linkIblockId: 'catalog' },
  'product-property-value': { propertyId: 'product-property' },
  'product-image': { productId: 'product' },
  'disk-version': { OBJECT_ID: 'disk-file' },
};

const plain = (value: Json | undefined): Json => {
  if (value === undefined || value === '' || value === 0 || value === '0') return null;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/u.test(value)) return Date.parse(value);
  return typeof value === 'number' ? textOf(value) : value;
};

function mapped(value: Json | undefined, kind: string, ids: ReadonlyMap<string, string>): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((each) => mapped(each, kind, ids));
  if (plain(value) === null && kind !== 'funnel') return null;
  return ids.get(`${kind}:${textOf(value)}`) ?? `not there: ${kind} ${textOf(value)}`;
}

const phones = (row: JsonObject): Json =>
  (Array.isArray(row['fm']) ? (row['fm'] as readonly Json[]) : [])
    .filter(isObject)
    .map(({ valueType = '', value = '', typeId = '' }) => ({ valueType, value, typeId }));

const hashes = (from: Archive): readonly string[] =>
  [...from.records('disk-file')]
    .flatMap(({ key, row }) => [...from.files(key)].map(({ blob }) => `${textOf(row['NAME'])} ${blob?.sha512}`))
    .toSorted();

const stages = (from: Archive, funnel: string): readonly string[] =>
  [...from.records('status')]
    .filter(({ row }) => row['ENTITY_ID'] === `DEAL_STAGE_${funnel}`)
    .map(({ row }) => textOf(row['NAME']))
    .toSorted();

const sums = (from: Archive, key: RecordKey): readonly string[] =>
  [...from.files(key)].map(({ name, blob }) => `${name} ${blob?.sha512}`).toSorted();

const stage = (from: Archive, { row }: ArchivedRecord): Json =>
  [...from.records('status')].find((each) => each.row['STATUS_ID'] === row['stageId'])?.row['NAME'] ?? null;

/** Differences between a record and its twin, written apart from what the move itself believes. */
function differences(before: ArchivedRecord, after: ArchivedRecord, ids: ReadonlyMap<string, string>): string[] {
  const { kind } = before.key;
  const wrong: string[] = [];
  const compare = (field: string, wanted: Json, found: Json): void => {
    if (JSON.stringify(wanted) !== JSON.stringify(found)) {
      wrong.push(`${kind} ${before.key.id} ${field}: ${JSON.stringify(wanted)} became ${JSON.stringify(found)}`);
    }
  };
  for (const field of same[kind]?.split(' ') ?? []) compare(field, plain(before.row[field]), plain(after.row[field]));
  for (const [field, of] of Object.entries(links[kind] ?? {})) {
    const found = after.row[field];
    const text = Array.isArray(found)
      ? (found as readonly Json[]).map(textOf)
      : (plain(found) ?? (of === 'funnel' ? '0' : null));
    compare(field, mapped(before.row[field], of, ids), text);
  }
  compare('fm', phones(before.row), phones(after.row));
  return wrong;
}

/** What is wrong with a request by the vendor's documentation, the commands of a batch included. */
function problemsOf({ url, body = '{}' }: HttpRequest): readonly string[] {
  const method = new URL(url).pathname.split('/').at(-1)?.replace('.json', '') ?? '';
  const params = JSON.parse(body) as JsonObject;
  if (method !== 'batch') return checkRequest(method, params);
  return Object.values(params['cmd'] as JsonObject).flatMap((command) => {
    const [name = '', query = ''] = textOf(command).split('?', 2);
    const given: Record<string, Json> = {};
    for (const [key, value] of new URLSearchParams(query)) {
      const [top = '', ...inside] = key.split('[');
      given[top] = inside.length > 0 ? {} : value;
    }
    return checkRequest(name, given);
  });
}

async function comparedOn(other: OtherPortal): Promise<readonly KindCompared[]> {
  const { archive, folder } = home;
  const portal = other.connect();
  const map = await mapOf(archive, folder, portal);
  const all: KindCompared[] = [];
  for await (const each of compareMoved({ portal, archive, kinds, map, fallback: '1' })) all.push(each);
  await map.close();
  return all;
}

const counts = (moved: Moved): Readonly<Record<string, number>> =>
  Object.fromEntries(moved.kinds.map(({ kind, made }) => [kind, made]));

const rowsOn = ({ local }: OtherPortal): Readonly<Record<string, number>> =>
  Object.fromEntries(
    local.core.store
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => [
        String(name),
        Number(local.core.store.prepare(`SELECT count(*) AS n FROM "${String(name)}"`).get()?.['n']),
      ])
      .filter(([, rows]) => rows !== 0),
  );

function withCommentFiles(): Promise<Archive> {
  return archiveOf(
    {
      user: [{ ID: '3', NAME: 'Анна', EMAIL: 'anna@acme.ru' }],
      task: [{ id: '10', title: 'Смета', createdBy: '3', responsibleId: '3', status: '2' }],
      'task-comment': [{ ID: '20', AUTHOR_ID: '3', POST_MESSAGE: 'Вот она', POST_DATE: '2026-03-02T10:00:00+03:00' }],
    },
    ['первая', 'вторая'].map((bytes, index) => {
      const file = { kind: 'task-comment', id: '20', slot: 'attachments', fileId: String(30 + index) };
      return { ...file, name: 'Смета.txt', bytes };
    }),
    (kind) => (kind === 'task-comment' ? { kind: 'task', id: '10' } : undefined),
  );
}

describe('a move from one portal through the archive into another', { timeout: 90_000 }, () => {
  it('ends with both portals equal, record by record, read by a second export', async () => {
    const { archive, folder } = home;
    const other = otherPortal(archive);
    const asked: string[] = [];
    const portal = other.connect((request) => asked.push(...problemsOf(request)));
    const moved = await moveTo(archive, folder, portal);
    expect(asked).toEqual([]);

    const copy = await exportOf(other);
    const map = await mapOf(archive, folder, portal);
    const ids = new Map<string, string>();
    for (const { id } of kinds) for (const [old, there] of map.of(id)) ids.set(`${id}:${old}`, there);
    await map.close();
    expect(ids.get('user:3')).toBe(numberThere('3'));

    const wrong: string[] = [];
    for (const kind of Object.keys(same)) {
      for (const before of archive.records(kind)) {
        const thereId = ids.get(`${kind}:${before.key.id}`);
        const after = thereId === undefined ? undefined : copy.record({ kind, id: thereId });
        if (after !== undefined) wrong.push(...differences(before, after, ids));
        else if (thereId !== undefined) wrong.push(`${kind} ${before.key.id} is not in the second archive`);
      }
    }
    expect(wrong).toEqual([]);

    // Nothing fell through: what was not made is named, with the reason.
    for (const { kind, total, made, found, notMade } of moved.kinds) {
      const named = notMade.reduce((sum, { count }) => sum + count, 0);
      if (kind !== 'disk-folder') expect([kind, made + found + named]).toEqual([kind, total]);
    }
    for (const kind of [
      'company',
      'contact',
      'lead',
      'deal',
      'task',
      'requisite',
      'timeline-comment',
      'custom-field',
      'smart-process-type',
      'smart-process-item',
      'smart-invoice',
      'product-row',
      'elapsed-time',
      'catalog-section',
      'product',
      'product-sku',
      'product-offer',
      'product-service',
      'price',
      'product-property',
      'product-property-value',
      'product-image',
      'calendar-section',
    ]) {
      expect([kind, moved.of(kind).made]).toEqual([kind, archive.size(kind)]);
    }
    // An item stands on the stage of the same name, though its type, its funnel and its stage have other numbers.
    for (const kind of ['smart-process-item', 'smart-invoice']) {
      for (const before of archive.records(kind)) {
        const after = copy.record({ kind, id: ids.get(`${kind}:${before.key.id}`) ?? '' });
        expect(after === undefined ? undefined : stage(copy, after)).toBe(stage(archive, before));
      }
    }
    // The bytes of the Drive are the same bytes.
    const mine = new Set(hashes(copy));
    const carried = [...archive.records('disk-file')].filter(({ key }) => ids.has(`disk-file:${key.id}`));
    expect(carried.length).toBeGreaterThan(50);
    expect(
      carried
        .flatMap(({ key, row }) => [...archive.files(key)].map(({ blob }) => `${textOf(row['NAME'])} ${blob?.sha512}`))
        .filter((each) => !mine.has(each)),
    ).toEqual([]);
    // So are those of the files of tasks.
    const withFiles = [...archive.records('task')].filter(({ key }) => sums(archive, key).length > 0);
    expect(withFiles.length).toBeGreaterThan(0);
    for (const { key } of withFiles) {
      expect(sums(copy, { kind: 'task', id: ids.get(`task:${key.id}`) ?? '' })).toEqual(sums(archive, key));
    }
    // Stages stand in their funnels, in their order, and no stage of a new funnel is left over.
    for (const funnel of ['1', '2'])
      expect(stages(copy, ids.get(`funnel:${funnel}`) ?? '')).toEqual(stages(archive, funnel));
    // Looking for the funnel of invoices is no lost link.
    expect(moved.of('status').links).toEqual([]);
    // Nobody got a letter.
    expect(other.local.core.store.setting('number.sent_letters')).toBeUndefined();

    const compared = await comparedOn(other);
    expect(compared.flatMap(({ differences: all }) => all)).toEqual([]);
    expect(compared.reduce((sum, { equal }) => sum + equal, 0)).toBeGreaterThan(200);
  });

  it('goes on after a kill at any write of its map, and makes nothing twice', async () => {
    const { archive, folder } = home;
    const whole = otherPortal(archive);
    const disk = new FakeDisk();
    const once = counts(await moveTo(archive, folder, whole.connect(), { disk }));
    const expected = rowsOn(whole);
    const last = disk.calls;
    for (const part of [0.12, 0.5, 0.8]) {
      const at = Math.floor(last * part);
      const dying = new FakeDisk();
      dying.onCall = (call, _path, number) => {
        if (number === at) throw new PowerLoss(call);
      };
      const other = otherPortal(archive);
      await expect(moveTo(archive, folder, other.connect(), { disk: dying })).rejects.toThrow(PowerLoss);
      const moved = await moveTo(archive, folder, other.connect(), { disk: dying.reboot(() => 0) });
      expect(counts(moved), `killed at ${at} of ${last}`).toEqual(once);
      expect(rowsOn(other), `killed at ${at} of ${last}`).toEqual(expected);
    }
  });

  it('finds what was made when the answer never came, instead of making it again', async () => {
    const { archive, folder } = home;
    const whole = otherPortal(archive);
    const once = counts(await moveTo(archive, folder, whole.connect(), { disk: new FakeDisk() }));
    const other = otherPortal(archive);
    let writes = 0;
    const portal = other.connectLosing((request) => {
      const isWrite =
        /batch/u.test(request.url) && /import|\.add|uploadFile|productrow\.set|addSubFolder/u.test(request.body ?? '');
      if (isWrite) writes += 1;
      return isWrite && writes % 3 === 2;
    });
    const moved = await moveTo(archive, folder, portal, { disk: new FakeDisk() });
    expect(writes).toBeGreaterThan(5);
    expect(counts(moved)).toEqual(once);
    expect(rowsOn(other)).toEqual(rowsOn(whole));
  });

  it('does nothing when it is run a second time', async () => {
    const { archive, folder } = home;
    const other = otherPortal(archive);
    const disk = new FakeDisk();
    const first = counts(await moveTo(archive, folder, other.connect(), { disk }));
    const before = rowsOn(other);
    const written: string[] = [];
    const portal = other.connect((request) => {
      if (/import|\.add\b|uploadFile|productrow\.set|addSubFolder|\.update|\.delete/u.test(request.body ?? '')) {
        written.push(request.url);
      }
    });
    // What the portal refused the first time is asked again: nothing else is.
    const again = await moveTo(archive, folder, portal, { disk });
    expect(counts(again)).toEqual(first);
    expect(rowsOn(other)).toEqual(before);
    expect(written).toEqual([]);
  });

  it('puts whoever was chosen in the place of people who are not there, and says who is missing', async () => {
    const { archive, folder } = home;
    const other = otherPortal(archive, ['3', '4']);
    const moved = await moveTo(archive, folder, other.connect(), {
      disk: new FakeDisk(),
      people: new Map([['3', numberThere('5')]]),
    });
    expect(moved.of('user').notMade.map(({ count, examples }) => [count, examples])).toEqual([[1, ['4']]]);
    const owners = (id: string): readonly Json[] => {
      const titles = [...archive.records('deal')].filter(({ row }) => textOf(row['assignedById']) === id);
      const there = other.local.core.store.table(itemsTable(2)).select();
      return titles.map(({ row }) => there.find(({ title }) => title === row['title'])?.['assignedById'] ?? null);
    };
    expect(new Set(owners('3'))).toEqual(new Set([Number(numberThere('5'))]));
    expect(new Set(owners('4'))).toEqual(new Set([1]));
  });

  it('attaches the files of a comment, once, though the answer to the first upload was lost', async () => {
    const archive = await withCommentFiles();
    const other = otherPortal(archive);
    let lost = false;
    const portal = other.connectLosing(({ url }) => {
      if (lost || !/uploadfile/iu.test(url)) return false;
      lost = true;
      return true;
    });
    const moved = await moveTo(archive, '/move', portal, { disk: new FakeDisk() });
    expect(moved.of('task-comment')).toMatchObject({ made: 1, notMade: [] });
    const copy = await exportOf(other);
    const [comment] = copy.records('task-comment');
    const files = comment === undefined ? [] : [...copy.files(comment.key)];
    const sizes = files.map(({ name, blob }) => `${name} ${blob?.sizeBytes}`).toSorted();
    expect(sizes).toEqual(['31 Смета.txt 12', 'Смета.txt 12']);
    expect([...copy.records('disk-file')]).toHaveLength(2);
  });

  it('makes a record without its files where there is no common drive, and says how many were left', async () => {
    const archive = await withCommentFiles();
    const other = otherPortal(archive);
    const storages = other.local.core.store.table(tables.storage);
    for (const id of storages.ids({})) storages.remove(id);
    const moved = await moveTo(archive, '/move', other.connect(), { disk: new FakeDisk() });
    const { made, links } = moved.of('task-comment');
    expect({ made, links }).toEqual({ made: 1, links: [{ kind: 'disk-file', count: 2 }] });
  });

  it('tells a record that somebody changed over there since', async () => {
    const { archive, folder } = home;
    const other = otherPortal(archive);
    await moveTo(archive, folder, other.connect());
    const portal = other.connect();
    await portal.call({
      method: 'crm.item.update',
      params: { entityTypeId: 2, id: 1, fields: { title: 'Другое' } },
      effect: 'write',
    });
    await portal.call({ method: 'crm.item.delete', params: { entityTypeId: 3, id: 2 }, effect: 'write' });
    const compared = await comparedOn(other);
    const of = (kind: string): KindCompared | undefined => compared.find((each) => each.kind === kind);
    expect(of('deal')?.differences.map(({ thereId, field }) => [thereId, field])).toContainEqual(['1', 'title']);
    expect(of('contact')).toMatchObject({ absent: 1 });
  });
});
