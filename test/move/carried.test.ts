import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { textOf } from '../../src/base/json.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import type { Disk } from '../../src/base/disk.ts';
import { kinds } from '../../src/kinds/index.ts';
import { compareMoved } from '../../src/journey/move/compare.ts';
import { archiveOf } from '../formats/support.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { exportOf, mapOf, moveTo, numberThere, type OtherPortal, otherPortal } from './world.ts';

const people = [
  { ID: '3', NAME: 'Анна', LAST_NAME: 'Щёголева', EMAIL: 'anna@acme.ru' },
  { ID: '4', NAME: 'Борис', LAST_NAME: 'Ёлкин', EMAIL: 'boris@acme.ru' },
];

async function differencesOn(archive: Archive, other: OtherPortal, disk: Disk): Promise<readonly string[]> {
  const portal = other.connect();
  const map = await mapOf(archive, '/move', portal, disk);
  const wrong: string[] = [];
  for await (const { kind, differences, absent, unreadable } of compareMoved({
    portal,
    archive,
    kinds,
    map,
    fallback: '1',
  })) {
    wrong.push(...differences.map(({ id, field }) => `${kind} ${id} ${field}`));
    if (absent + unreadable > 0) wrong.push(`${kind}: ${absent} absent, ${unreadable} unreadable`);
  }
  await map.close();
  return wrong;
}

/** Answers to a write of this method never arrive, `times` times. */
function losing(method: RegExp, times = 1): (request: HttpRequest) => boolean {
  let left = times;
  return ({ url, body = '', pieces }) => {
    if (left === 0 || !method.test(`${url} ${pieces === undefined ? decodeURIComponent(body) : ''}`)) return false;
    left -= 1;
    return true;
  };
}

const event = (id: string, row: JsonObject): JsonObject => ({
  ID: id,
  CAL_TYPE: 'user',
  OWNER_ID: '3',
  SECTION_ID: '7',
  DT_SKIP_TIME: 'N',
  ACCESSIBILITY: 'busy',
  IMPORTANCE: 'normal',
  PRIVATE_EVENT: '',
  RRULE: null,
  EXDATE: '',
  UF_WEBDAV_CAL_EVENT: false,
  ATTENDEE_LIST: [{ id: 3, status: 'H' }],
  ...row,
});
const at = (iso: string): string => String(Date.parse(iso) / 1000);
const sha512 = (text: string): string => createHash('sha512').update(text).digest('hex');
async function historyOn(other: OtherPortal): Promise<readonly (string | undefined)[]> {
  const copy = await exportOf(other);
  const [now] = [...copy.records('disk-file')].flatMap(({ key }) => [...copy.files(key)]);
  const versions = [...copy.records('disk-version')].toSorted((one, two) => Number(one.key.id) - Number(two.key.id));
  return [...versions.flatMap(({ key }) => [...copy.files(key)]), now].map((each) => each?.blob?.sha512);
}

describe('calendars that are carried over', { timeout: 30_000 }, () => {
  const rows = {
    user: people,
    contact: [{ id: 8, name: 'Пётр', lastName: 'Ф.' }],
    'calendar-section': [{ ID: '7', CAL_TYPE: 'user', OWNER_ID: '3', NAME: 'Дела', COLOR: '#123456' }],
    'company-calendar': [
      { ID: '1', CAL_TYPE: 'company_calendar', OWNER_ID: '0', NAME: 'Календарь компании' },
      { ID: '2', CAL_TYPE: 'company_calendar', OWNER_ID: '0', NAME: 'Отпуска' },
    ],
    'calendar-event': [
      event('20', {
        NAME: 'Планёрка',
        DESCRIPTION: 'Каждый вторник',
        DATE_FROM: '24.03.2026 10:00:00',
        DATE_TO: '24.03.2026 11:30:00',
        DATE_FROM_TS_UTC: at('2026-03-24T10:00:00+01:00'),
        DATE_TO_TS_UTC: at('2026-03-24T11:30:00+01:00'),
        TZ_FROM: 'Europe/Berlin',
        TZ_TO: 'Europe/Berlin',
        RRULE: {
          FREQ: 'WEEKLY',
          INTERVAL: 1,
          BYDAY: { TU: 'TU' },
          UNTIL: '30.06.2026',
          UNTIL_TS: Date.UTC(2026, 5, 30) / 1000,
        },
        EXDATE: '31.03.2026;07.04.2026',
        ATTENDEE_LIST: [{ id: 3, status: 'H' }, { id: 4, status: 'Y' }], // prettier-ignore
        REMIND: [{ type: 'min', count: 15 }, { type: 'daybefore', count: 1 }], // prettier-ignore
        UF_CRM_CAL_EVENT: ['C_8', 'D_99'],
        LOCATION: 'calendar_5_12',
      }),
      event('21', {
        NAME: 'Отпуск',
        DT_SKIP_TIME: 'Y',
        DATE_FROM: '01.07.2026',
        DATE_TO: '14.07.2026',
        DATE_FROM_TS_UTC: at('2026-07-01T00:00:00Z'),
        DATE_TO_TS_UTC: at('2026-07-14T00:00:00Z'),
        ACCESSIBILITY: 'absent',
      }),
      event('23', {
        NAME: 'Врач',
        DATE_FROM_TS_UTC: at('2026-07-02T10:00:00Z'),
        DATE_TO_TS_UTC: at('2026-07-02T11:00:00Z'),
        PRIVATE_EVENT: '1',
      }),
      event('22', {
        NAME: 'День компании',
        CAL_TYPE: 'company_calendar',
        OWNER_ID: '0',
        SECTION_ID: '1',
        DATE_FROM: '05.05.2026 12:00:00',
        DATE_TO: '05.05.2026 13:00:00',
        DATE_FROM_TS_UTC: at('2026-05-05T12:00:00-04:00'),
        DATE_TO_TS_UTC: at('2026-05-05T13:00:00-04:00'),
        TZ_FROM: 'America/New_York',
        TZ_TO: 'America/New_York',
      }),
    ],
  };
  const home = (): Promise<Archive> =>
    archiveOf(rows, [], (kind, { SECTION_ID: id = '' }) => {
      if (kind === 'calendar-section') return { kind: 'user', id: '3' };
      if (kind !== 'calendar-event') return undefined;
      return { kind: id === '7' ? 'calendar-section' : 'company-calendar', id: textOf(id) };
    });

  it('keep their times, zones and series, invite nobody, and say what REST has no word for', async () => {
    const archive = await home();
    const other = otherPortal(archive);
    const disk = new FakeDisk();
    const moved = await moveTo(archive, '/move', other.connect(), { disk });
    expect(moved.of('calendar-event')).toMatchObject({ made: 3, notMade: [{ count: 1, examples: ['23'] }] });
    expect(moved.of('company-calendar')).toMatchObject({ found: 1, notMade: [{ count: 1, examples: ['2'] }] });
    const without = moved.of('calendar-event').without.map(({ why, examples }) => `${examples.join()}: ${why.en}`);
    expect(without).toEqual([
      expect.stringMatching(/^20: days that were called off/u),
      expect.stringMatching(/^20: participants are named in the description/u),
      expect.stringMatching(/^20: the booked room/u),
    ]);
    const links = moved.of('calendar-event').links;
    expect(links).toEqual([{ kind: 'deal', count: 1 }]);
    expect(other.local.core.store.setting('number.sent_invitations')).toBeUndefined();

    const copy = await exportOf(other);
    const events = new Map([...copy.records('calendar-event')].map(({ row }) => [textOf(row['NAME']), row]));
    const [contact] = copy.records('contact');
    expect(events.get('Планёрка')).toMatchObject({
      // After the clocks were put forward the same hour on the wall is another one in UTC: the zone keeps it.
      DATE_FROM_TS_UTC: at('2026-03-24T10:00:00+01:00'),
      DATE_TO_TS_UTC: at('2026-03-24T11:30:00+01:00'),
      TZ_FROM: 'Europe/Berlin',
      OWNER_ID: numberThere('3'),
      DESCRIPTION: 'Каждый вторник\n\nУчастники / Participants: Щёголева Анна, Ёлкин Борис',
      RRULE: { FREQ: 'WEEKLY', BYDAY: { TU: 'TU' }, UNTIL: '06/30/2026' },
      REMIND: [{ type: 'min', count: 15 }],
      UF_CRM_CAL_EVENT: [`C_${contact?.key.id}`],
      IS_MEETING: false,
      LOCATION: '',
    });
    expect(events.get('Отпуск')).toMatchObject({ DT_SKIP_TIME: 'Y', DATE_FROM: '07/01/2026', DATE_TO: '07/14/2026', ACCESSIBILITY: 'absent' }); // prettier-ignore
    expect(events.get('День компании')).toMatchObject({ CAL_TYPE: 'company_calendar', DATE_FROM_TS_UTC: at('2026-05-05T16:00:00Z') }); // prettier-ignore
    expect(await differencesOn(archive, other, disk)).toEqual([]);
  });

  it('are made once, though the answers never came', async () => {
    const archive = await home();
    const other = otherPortal(archive);
    const lost = losing(/calendar\.(?:event|section)\.add/u, 2);
    const moved = await moveTo(archive, '/move', other.connectLosing(lost), { disk: new FakeDisk() });
    expect(moved.of('calendar-event')).toMatchObject({ made: 3 });
    expect(moved.of('calendar-section')).toMatchObject({ made: 1, notMade: [] });
    expect([...(await exportOf(other)).records('calendar-event')]).toHaveLength(3);
  });
});

describe('the Drive that is carried over', { timeout: 60_000 }, () => {
  const contents = ['один', 'дваа', 'трии'];
  const file = { ID: '30', NAME: 'Смета.txt', PARENT_ID: '11', FILE_ID: '300', SIZE: '8', GLOBAL_CONTENT_VERSION: '5' };
  const home = (held = contents): Promise<Archive> =>
    archiveOf(
      {
        user: people,
        'disk-storage': [{ ID: '10', ENTITY_TYPE: 'common', ENTITY_ID: 'shared', ROOT_OBJECT_ID: '11' }],
        'disk-file': [file],
        // As the portal lists them: the newest first, with gaps.
        'disk-version': [...held.keys()].toReversed().map((index) => ({
          ID: String(70 + index),
          OBJECT_ID: '30',
          NAME: 'Смета.txt',
          SIZE: '8',
          GLOBAL_CONTENT_VERSION: String(index * 2 + 1),
        })),
      },
      [
        { kind: 'disk-file', id: '30', fileId: '300', name: 'Смета.txt', bytes: contents.at(-1) ?? '' },
        ...held.map((bytes, index) => ({ kind: 'disk-version', id: String(70 + index), name: 'Смета.txt', bytes })),
      ],
      (kind) => (kind === 'disk-version' ? { kind: 'disk-file', id: '30' } : undefined),
    );
  it('has the earlier versions of a file in their order, and ends with what it held', async () => {
    const archive = await home();
    const other = otherPortal(archive);
    const disk = new FakeDisk();
    const moved = await moveTo(archive, '/move', other.connect(), { disk });
    expect(moved.of('disk-version')).toMatchObject({ total: 3, made: 2, found: 1, notMade: [] });
    expect(await historyOn(other)).toEqual([...contents, 'трии'].map(sha512));
    expect(await differencesOn(archive, other, disk)).toEqual([]);
  });

  it('has each version once, though answers never came', async () => {
    const archive = await home();
    const other = otherPortal(archive);
    await moveTo(archive, '/move', other.connectLosing(losing(/uploadVersion/iu)), { disk: new FakeDisk() });
    expect(await historyOn(other)).toEqual([...contents, 'трии'].map(sha512));
  });

  it('has only what a file holds now, when the archive does not have its history to the end, and says so', async () => {
    const archive = await home(contents.slice(0, 2));
    const other = otherPortal(archive);
    const moved = await moveTo(archive, '/move', other.connect(), { disk: new FakeDisk() });
    expect(moved.of('disk-version').notMade).toMatchObject([{ count: 2 }]);
    expect((await historyOn(other)).at(-1)).toBe(sha512('трии'));
  });

  it('takes a file that is too large for a request where the portal says, in pieces, once', async () => {
    const large = 'Ж'.repeat(9_000_000);
    const archive = await archiveOf(
      {
        user: people,
        'disk-storage': [{ ID: '10', ENTITY_TYPE: 'common', ENTITY_ID: 'shared', ROOT_OBJECT_ID: '11' }],
        'disk-file': [{ ...file, NAME: 'Видео «№ 1».mp4', SIZE: '18000000', GLOBAL_CONTENT_VERSION: '1' }],
      },
      [{ kind: 'disk-file', id: '30', fileId: '300', name: 'Видео «№ 1».mp4', bytes: large }],
    );
    const other = otherPortal(archive);
    let longestBytes = 0;
    const lost = losing(/\/upload\//u);
    const portal = other.connectLosing((request) => {
      longestBytes = Math.max(longestBytes, request.body?.length ?? 0);
      return lost(request);
    });
    const moved = await moveTo(archive, '/move', portal, { disk: new FakeDisk() });
    expect(moved.of('disk-file')).toMatchObject({ made: 1, notMade: [] });
    expect(longestBytes).toBeLessThan(100_000);
    const copy = await exportOf(other);
    const files = [...copy.records('disk-file')].flatMap(({ key }) => [...copy.files(key)]);
    expect(files.map(({ name, blob }) => [name, blob?.sha512])).toEqual([['Видео «№ 1».mp4', sha512(large)]]);
  });
});

describe('goods that are carried over', { timeout: 30_000 }, () => {
  it('keep their properties under new numbers, their pictures, and say that files in properties stay', async () => {
    const archive = await archiveOf(
      {
        user: people,
        catalog: [{ id: 23, iblockId: 23, productIblockId: null, name: 'Товары' }],
        'product-property': [
          { id: 258, iblockId: 23, name: 'Артикул', code: 'ARTNUMBER', propertyType: 'S', multiple: 'N' },
          { id: 259, iblockId: 23, name: 'Цвета', code: 'COLORS', propertyType: 'L', multiple: 'Y' },
          { id: 260, iblockId: 23, name: 'Кто закупает', code: 'BUYER', propertyType: 'S', userType: 'employee' },
          { id: 261, iblockId: 23, name: 'Паспорт', code: 'PASSPORT', propertyType: 'F', multiple: 'N' },
        ],
        'product-property-value': [
          { id: 431, propertyId: 259, value: 'зелёный', xmlId: 'green', sort: 100, def: 'N' },
          { id: 432, propertyId: 259, value: 'синий', xmlId: '', sort: 200, def: 'N' },
        ],
        product: [
          {
            id: 1000,
            iblockId: 23,
            name: 'Стол',
            createdBy: 3,
            modifiedBy: 4,
            dateCreate: '2026-01-05T10:00:00+03:00',
            detailPicture: { id: '5', url: 'u', urlMachine: 'm' },
            property258: { value: '007', valueId: '1' },
            property259: [{ value: '431', valueId: '2' }, { value: '432', valueId: '3' }], // prettier-ignore
            property260: { value: '4', valueId: '4' },
            property261: { value: { id: '6', url: 'u', urlMachine: 'm' }, valueId: '5' },
          },
        ],
        'product-image': [{ id: 300, productId: 1000, name: 'стол.png', type: 'MORE_PHOTO' }],
      },
      [
        {
          kind: 'product',
          id: '1000',
          slot: 'fields',
          fileId: 'detailPicture:5',
          name: 'detailPicture-5',
          bytes: 'лицо',
        },
        { kind: 'product-image', id: '300', slot: 'image', fileId: '300', name: 'стол.png', bytes: 'сбоку' },
      ],
      (kind) => (kind === 'product-image' ? { kind: 'product', id: '1000' } : undefined),
    );
    const other = otherPortal(archive);
    const disk = new FakeDisk();
    const moved = await moveTo(archive, '/move', other.connect(), { disk });
    expect(moved.of('product').without).toMatchObject([{ count: 1, examples: ['1000'] }]);
    const copy = await exportOf(other);
    const [product] = copy.records('product');
    const numbers = new Map([...copy.records('product-property')].map(({ row, key }) => [textOf(row['code']), key.id]));
    const colours = new Map(
      [...copy.records('product-property-value')].map(({ row, key }) => [textOf(row['value']), key.id]),
    );
    const valueOf = (code: string): unknown => product?.row[`property${numbers.get(code)}`];
    expect(valueOf('ARTNUMBER')).toMatchObject({ value: '007' });
    expect(valueOf('BUYER')).toMatchObject({ value: numberThere('4') });
    expect(valueOf('COLORS')).toMatchObject(['зелёный', 'синий'].map((each) => ({ value: Number(colours.get(each)) })));
    const sums = [...copy.records('product'), ...copy.records('product-image')].flatMap(({ key }) =>
      [...copy.files(key)].map(({ blob }) => blob?.sizeBytes),
    );
    expect(sums).toEqual([8, 10]);
    expect(await differencesOn(archive, other, disk)).toEqual([]);
  });
});
