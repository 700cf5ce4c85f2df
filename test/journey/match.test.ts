import { describe, expect, it } from 'vitest';

import type { ArchivedRecord } from '../../src/archive/types.ts';
import { choiceOf } from '../../src/journey/plan/match.ts';
import type { Condition } from '../../src/journey/types.ts';

const DAY_MS = 86_400_000;
const TODAY = Date.parse('2024-03-01T00:00:00Z');

const record = (row: ArchivedRecord['row'], more: Partial<ArchivedRecord> = {}): ArchivedRecord => ({
  key: { kind: 'deal', id: '42' },
  row,
  fingerprint: '',
  name: 'Поставка',
  seenAtMs: 0,
  witnesses: [],
  ...more,
});
const choice = (...where: readonly Condition[]) =>
  choiceOf({ kinds: ['deal'], where, keep: [{ kind: 'deal', id: '7' }] });
const holds = (of: ArchivedRecord, field: string, is: Condition['is'], value: string): boolean =>
  choice({ field, is, value }).matches(of);
const ALL: readonly Condition['is'][] = ['<', '<=', '=', '!=', '>=', '>'];
const thatHold = (of: ArchivedRecord, field: string, value: string): readonly string[] =>
  ALL.filter((is) => holds(of, field, is, value));

describe('a condition', () => {
  it('compares numbers as numbers', () => {
    const deal = record({ sum: '90' });
    expect(thatHold(deal, 'sum', '100')).toEqual(['<', '<=', '!=']);
    expect(thatHold(deal, 'sum', '90.0')).toEqual(['<=', '=', '>=']);
    expect(thatHold(deal, 'sum', '-5')).toEqual(['!=', '>=', '>']);
  });

  it('compares all else as text without regard to case, also a number with a word', () => {
    const deal = record({ stage: 'Новая', code: '90' });
    expect(thatHold(deal, 'stage', 'новая')).toEqual(['<=', '=', '>=']);
    expect(thatHold(deal, 'stage', 'я')).toEqual(['<', '<=', '!=']);
    expect(thatHold(deal, 'stage', 'а')).toEqual(['!=', '>=', '>']);
    expect(thatHold(deal, 'code', '100 шт')).toEqual(['!=', '>=', '>']);
    expect(thatHold(record({ code: 'x' }), 'code', '5')).toEqual(['!=', '>=', '>']);
  });

  it('finds a part of a text', () => {
    expect(holds(record({ note: 'Договор ПОСТАВКИ' }), 'note', '~', 'поставк')).toBe(true);
    expect(holds(record({ note: 'Договор' }), 'note', '~', 'поставк')).toBe(false);
    expect(holds(record({}), 'note', '~', 'договор')).toBe(false);
  });

  it('of several values needs one, and for "not" all of them', () => {
    const deal = record({ tags: ['a', 'b'] });
    expect(holds(deal, 'tags[]', '=', 'b')).toBe(true);
    expect(holds(deal, 'tags[]', '=', 'c')).toBe(false);
    expect(holds(deal, 'tags[]', '!=', 'b')).toBe(false);
    expect(holds(deal, 'tags[]', '!=', 'c')).toBe(true);
    expect(holds(record({ tags: [] }), 'tags[]', '!=', 'c')).toBe(false);
    expect(holds(record({}), 'misspelt', '!=', 'c')).toBe(false);
  });

  it('asks for id and name, which every record has', () => {
    expect(holds(record({ id: '1', name: 'x' }), 'id', '=', '42')).toBe(true);
    expect(holds(record({ id: '1' }), 'id', '=', '1')).toBe(false);
    expect(holds(record({ name: 'x' }), 'name', '=', 'поставка')).toBe(true);
    expect(holds(record({ name: 'x' }, { name: '' }), 'name', '=', 'x')).toBe(true);
  });

  it('about time knows changed from created, and leaves what has no time', () => {
    const deal = record({}, { changedAtMs: TODAY, createdAtMs: TODAY - 10 * DAY_MS });
    expect(holds(deal, 'changed', '<', '2024-02-25')).toBe(false);
    expect(holds(deal, 'created', '<', '2024-02-25')).toBe(true);
    expect(thatHold(deal, 'changed', '2024-03-01')).toEqual(['<=', '=', '>=']);
    expect(holds(record({}), 'changed', '<', '2030-01-01')).toBe(false);
    expect(holds(record({}), 'created', '!=', '2030-01-01')).toBe(false);
  });
});

describe('a choice', () => {
  it('needs all of its conditions', () => {
    const both = choice({ field: 'a', is: '=', value: '1' }, { field: 'b', is: '=', value: '2' });
    expect(both.matches(record({ a: '1', b: '2' }))).toBe(true);
    expect(both.matches(record({ a: '1', b: '3' }))).toBe(false);
    expect(both.matches(record({ a: '0', b: '2' }))).toBe(false);
  });

  it('lets go along what is as old, or has no time of its own, and nothing newer', () => {
    const old = choice(
      { field: 'changed', is: '<', value: '2024-01-01' },
      { field: 'created', is: '<', value: '2024-01-01' },
      { field: 'sum', is: '=', value: '1' },
    );
    const at = (changedAtMs: number | undefined, createdAtMs: number | undefined): boolean =>
      old.mayGoAlong(
        record(
          {},
          {
            ...(changedAtMs === undefined ? {} : { changedAtMs }),
            ...(createdAtMs === undefined ? {} : { createdAtMs }),
          },
        ),
      );
    const before = TODAY - 365 * DAY_MS;
    expect(at(undefined, undefined)).toBe(true);
    expect(at(before, before)).toBe(true);
    expect(at(before, undefined)).toBe(true);
    expect(at(undefined, before)).toBe(true);
    expect(at(TODAY, before)).toBe(false);
    expect(at(before, TODAY)).toBe(false);
    expect(at(TODAY, undefined)).toBe(false);
  });

  it('knows its kinds and what is kept', () => {
    expect([choice().kind('deal'), choice().kind('lead')]).toEqual([true, false]);
    expect(choiceOf({ kinds: 'all', where: [], keep: [] }).kind('lead')).toBe(true);
    expect(choice().keeps({ kind: 'deal', id: '7' })).toBe(true);
    expect(choice().keeps({ kind: 'deal', id: '8' })).toBe(false);
    expect(choice().keeps({ kind: 'lead', id: '7' })).toBe(false);
  });
});
