import { describe, expect, it } from 'vitest';

import type { ArchivedRecord } from '../../src/archive/types.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { occurrencesOf } from '../../src/formats/calendar/occurrences.ts';

const dayMs = 86_400_000;

function eventOf(row: JsonObject): ArchivedRecord {
  const from = Date.UTC(2026, 6, 6, 9) / 1000;
  const times = { DATE_FROM_TS_UTC: String(from), DATE_TO_TS_UTC: String(from + 3600), TZ_FROM: 'UTC' };
  return {
    key: { kind: 'calendar-event', id: '1' },
    name: 'x',
    row: { DATE_FROM: '06.07.2026 09:00:00', DATE_TO: '06.07.2026 10:00:00', ...times, ...row },
  } as unknown as ArchivedRecord;
}

function daysOf(row: JsonObject, from = Date.UTC(2026, 6, 1), to = Date.UTC(2026, 7, 1)): readonly string[] {
  return occurrencesOf(eventOf(row), from, to).map(({ fromWallMs }) => new Date(fromWallMs).toISOString().slice(5, 16));
}

describe('a series of the calendar', () => {
  it('is one event without a rule', () => {
    expect(daysOf({})).toEqual(['07-06T09:00']);
    expect(daysOf({}, Date.UTC(2026, 7, 1), Date.UTC(2026, 8, 1))).toEqual([]);
  });

  it('takes place on its days of the week, and not on those that were left out', () => {
    const rule = { FREQ: 'WEEKLY', INTERVAL: '1', BYDAY: { MO: 'MO', TH: 'TH' } };
    expect(daysOf({ RRULE: rule, EXDATE: '13.07.2026;16.07.2026' })).toEqual(
      ['06', '09', '20', '23', '27', '30'].map((day) => `07-${day}T09:00`),
    );
  });

  it('ends by its number or its last day', () => {
    expect(daysOf({ RRULE: { FREQ: 'DAILY', COUNT: '3' } })).toHaveLength(3);
    expect(daysOf({ RRULE: { FREQ: 'DAILY', UNTIL_TS: Date.UTC(2026, 6, 8) / 1000 } }).at(-1)).toMatch(/^07-0[89]/u);
  });

  it('leaves out months that have no such day, and goes on for years', () => {
    const row = { RRULE: { FREQ: 'MONTHLY' }, DATE_FROM_TS_UTC: String(Date.UTC(2026, 0, 31, 9) / 1000) };
    const days = daysOf({ ...row, DATE_FROM: '31.01.2026 09:00:00' }, Date.UTC(2026, 0, 1), Date.UTC(2026, 5, 1));
    expect(days).toEqual(['01-31T09:00', '03-31T09:00', '05-31T09:00']);
    expect(daysOf({ RRULE: { FREQ: 'YEARLY' } }, Date.UTC(2030, 6, 1), Date.UTC(2030, 6, 1) + 10 * dayMs)).toHaveLength(
      1,
    );
  });
});
