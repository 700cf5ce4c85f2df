import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { choiceOf } from '../../src/journey/plan/match.ts';
import { parseConditions, parsePolicy, timeOf } from '../../src/journey/plan/policy.ts';
import type { ArchivedRecord } from '../../src/archive/types.ts';
import { kinds } from '../../src/kinds/index.ts';

const code = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

const record = (row: ArchivedRecord['row'], more: Partial<ArchivedRecord> = {}): ArchivedRecord => ({
  key: { kind: 'contact', id: '5' },
  row,
  fingerprint: '',
  name: 'Иванов Иван',
  seenAtMs: 0,
  witnesses: [],
  changedAtMs: Date.parse('2023-06-01T00:00:00Z'),
  ...more,
});

const matches = (where: string, of: ArchivedRecord): boolean =>
  choiceOf({ kinds: 'all', where: parseConditions(where), keep: [] }).matches(of);

describe('a policy as a person writes it', () => {
  it('knows kinds by id and by their names in both languages', () => {
    expect(parsePolicy({ kinds: 'contacts, lead,Сделки,disk files' }, kinds).kinds).toEqual([
      'contact',
      'lead',
      'deal',
      'disk-file',
    ]);
    expect(parsePolicy({ kinds: 'all' }, kinds).kinds).toBe('all');
  });

  it('reads conditions and records to keep', () => {
    const policy = parsePolicy(
      {
        kinds: 'contacts',
        where: ['changed<2024-01-01 and name~"Иван and Co"', 'opportunity >= 10.5'],
        keep: '7, contact:8,deal:9',
      },
      kinds,
    );
    expect(policy.where).toEqual([
      { field: 'changed', is: '<', value: '2024-01-01' },
      { field: 'name', is: '~', value: 'Иван and Co' },
      { field: 'opportunity', is: '>=', value: '10.5' },
    ]);
    // Nothing, where it is said in quotes, is a value, too.
    expect(parseConditions('name=""')).toEqual([{ field: 'name', is: '=', value: '' }]);
    expect(policy.keep).toEqual([
      { kind: 'contact', id: '7' },
      { kind: 'contact', id: '8' },
      { kind: 'deal', id: '9' },
    ]);
  });

  it('says exactly what it does not understand', () => {
    expect(code(() => parsePolicy({ kinds: '' }, kinds))).toBe('POLICY_EMPTY');
    expect(code(() => parsePolicy({ kinds: 'contcats' }, kinds))).toBe('POLICY_UNKNOWN_KIND');
    expect(code(() => parsePolicy({ kinds: 'contacts,all' }, kinds))).toBe('POLICY_UNKNOWN_KIND');
    for (const where of ['changed', '<5', 'changed<', 'name~"open', 'a=1 and', 'changed~2024-01-01']) {
      expect(
        code(() => parseConditions(where)),
        where,
      ).toBe('POLICY_BAD_CONDITION');
    }
    for (const where of ['changed<yesterday', 'created>2024-13-01', 'changed<2024-02-30', 'changed=01.02.2024']) {
      expect(
        code(() => parseConditions(where)),
        where,
      ).toBe('POLICY_BAD_DATE');
    }
    expect(code(() => parsePolicy({ kinds: 'contacts,leads', keep: '5' }, kinds))).toBe('POLICY_BAD_KEEP');
    expect(code(() => parsePolicy({ kinds: 'all', keep: 'contact:' }, kinds))).toBe('POLICY_BAD_KEEP');
  });

  it('never throws anything but its own errors, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (names, where, keep) => {
        expect(code(() => parsePolicy({ kinds: names, where: [where], keep }, kinds))).toMatch(
          /^(?:POLICY_[A-Z_]+|none)$/u,
        );
      }),
    );
  });

  it('reads dates as UTC unless they say otherwise', () => {
    expect(timeOf('2024-01-01')).toBe(Date.UTC(2024, 0, 1));
    expect(timeOf('2024-01-01T03:00:00+03:00')).toBe(Date.UTC(2024, 0, 1));
    expect(timeOf('2024-02-29')).toBe(Date.UTC(2024, 1, 29));
    expect(timeOf('2023-02-29')).toBeNaN();
  });
});

describe('what a condition chooses', () => {
  it('compares times, numbers and text as such', () => {
    const of = record({ sum: '9.50', stage: 'WON', tags: ['a', 'b'] });
    for (const yes of [
      'changed<2024-01-01',
      'sum<10',
      'sum=9.5',
      'stage=won',
      'stage!=LOST',
      'name~иван',
      'id=5',
      'id>4',
      'tags[]=b',
    ]) {
      if (yes.includes('[')) continue;
      expect(matches(yes, of), yes).toBe(true);
    }
    for (const no of ['changed>=2024-01-01', 'sum>10', 'stage=LOST', 'stage!=won', 'name~пётр', 'id=6']) {
      expect(matches(no, of), no).toBe(false);
    }
  });

  it('never chooses by a value that a record does not have: a slip must not choose everything', () => {
    const of = record({ STAGE_ID: 'WON' });
    for (const where of ['stage_id!=WON', 'stage_id=WON', 'stage_id<Z', 'created<2030-01-01', 'stage_id~W']) {
      expect(matches(where, of), where).toBe(false);
    }
  });
});
