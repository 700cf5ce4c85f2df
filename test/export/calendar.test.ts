import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { compareWithPortal } from '../../src/journey/export/compare.ts';
import { exportPortal, type ExportReport } from '../../src/journey/export/export.ts';
import { lookAgain } from '../../src/journey/prove/look.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { emptyArchive } from '../support/archive.ts';
import { type Reached, reach } from './local.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<Archive> {
  const made = await emptyArchive({ kinds });
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  return made.archive;
}

const chosen = ['calendar-event'];
const take = ({ portal, clock }: Reached, archive: Archive): Promise<ExportReport> =>
  exportPortal({ portal, archive, kinds, connection: 'admin', clock, chosen });

const seconds = (iso: string): string => String(Date.parse(iso) / 1000);

/** A weekly meeting from 2019 on, without an end; its second time was called off, its third was moved to another day. */
function series({ local }: Reached): void {
  const table = local.core.store.table({ name: 'calendar_events' });
  const one = table.select({ limit: 1 })[0] ?? {};
  const of = { CAL_TYPE: 'user', OWNER_ID: '1', SECTION_ID: '4', SECT_ID: '4', PRIVATE_EVENT: '' };
  table.put(7000, {
    ...one,
    ...of,
    ID: '7000',
    NAME: 'Планёрка с 2019 года',
    DATE_FROM: '01/07/2019 10:00:00 am',
    DATE_TO: '01/07/2019 11:00:00 am',
    DATE_FROM_TS_UTC: seconds('2019-01-07T10:00:00+03:00'),
    DATE_TO_TS_UTC: seconds('2019-01-07T11:00:00+03:00'),
    RRULE: { FREQ: 'WEEKLY', BYDAY: { MO: 'MO' }, INTERVAL: 1, UNTIL: '01/01/2038', UNTIL_TS: 2_145_916_800 },
    EXDATE: '01/14/2019;01/21/2019',
    _from: '2019-01-07T10:00:00+03:00',
    _to: '2037-12-31T11:00:00+03:00',
  });
  table.put(7001, {
    ...one,
    ...of,
    ID: '7001',
    NAME: 'Планёрка, перенесена',
    DATE_FROM_TS_UTC: seconds('2019-01-22T15:00:00+03:00'),
    DATE_TO_TS_UTC: seconds('2019-01-22T16:00:00+03:00'),
    RRULE: null,
    RECURRENCE_ID: 7000,
    ORIGINAL_DATE_FROM: '01/21/2019 10:00:00 am',
    _from: '2019-01-22T15:00:00+03:00',
    _to: '2019-01-22T16:00:00+03:00',
  });
}

describe('calendars', () => {
  it('are asked year by year, so that no answer holds a series of all years', async () => {
    const asked: Readonly<Record<string, string>>[] = [];
    const reached = reach({}, undefined, ({ body }) => {
      for (const [, query = ''] of (body ?? '').matchAll(/calendar\.event\.get\?([^"]*)/gu)) {
        asked.push(Object.fromEntries(new URLSearchParams(query)));
      }
    });
    series(reached);
    const report = await take(reached, await open());
    expect(report.state).toBe('complete');
    const inOne = asked.filter((params) => params['section[0]'] === '4');
    const years = inOne.map(({ from, to }) => `${from} ${to}`);
    expect(years).toContain('2019-01-01 2019-12-31');
    expect(years).toHaveLength(29);
    const long = years.filter((each) => !/^(\d{4})-01-01 \1-12-31$/u.test(each));
    expect(long).toEqual(['1970-01-01 2009-12-31']);
  });

  it('keep a series whole: its own first day, its rule and the days it leaves out, once', async () => {
    const reached = reach();
    series(reached);
    const archive = await open();
    await take(reached, archive);
    const record = archive.record({ kind: 'calendar-event', id: '7000' });
    expect(record?.row).toMatchObject({
      DATE_FROM: '01/07/2019 10:00:00 am',
      RRULE: { FREQ: 'WEEKLY', UNTIL: '01/01/2038' },
      EXDATE: '01/14/2019;01/21/2019',
    });
    expect(record?.row).not.toHaveProperty('RINDEX');
    expect(record?.parent).toEqual({ kind: 'calendar-section', id: '4' });
    expect(await archive.versions({ kind: 'calendar-event', id: '7000' })).toEqual([]);
    // The moved time is an event of its own, which names the series.
    expect([...archive.referencesTo({ kind: 'calendar-event', id: '7000' })]).toMatchObject([
      { from: { kind: 'calendar-event', id: '7001' }, field: 'RECURRENCE_ID' },
    ]);
    const count = archive.counts().find(({ kind }) => kind === 'calendar-event');
    expect(count).toMatchObject({ seen: archive.size('calendar-event'), kept: archive.size('calendar-event') });
  });

  it('compare a series with itself, and not with one of its times (I4)', async () => {
    const reached = reach();
    series(reached);
    const archive = await open();
    await take(reached, archive);
    const { portal, clock, local } = reached;
    const now = (): number => clock.now();
    expect(await compareWithPortal({ portal, archive, kinds, chosen, now })).toMatchObject({ agrees: true });
    const kind = kindById('calendar-event');
    const record = archive.record({ kind: 'calendar-event', id: '7000' });
    if (kind === undefined || record === undefined) throw new Error('no series');
    const look = async () => (await lookAgain(portal, kind, [{ id: '7000', row: record.row }])).get('7000');
    const seen = await look();
    expect(seen?.is === 'there' && fingerprintOf(kind, seen.row)).toBe(record.fingerprint);
    local.core.store.table({ name: 'calendar_events' }).remove(7000);
    expect(await look()).toEqual({ is: 'absent' });
    const again = await take(reached, archive);
    expect(again.state).toBe('complete');
    expect(archive.record({ kind: 'calendar-event', id: '7000' })?.vanishedAtMs).toBeDefined();
  });
});
