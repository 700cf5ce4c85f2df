import { describe, expect, it } from 'vitest';

import type { CheckedRecord, RecordKey, VerifiedRecord } from '../../src/archive/types.ts';
import type { Deletion, Kind } from '../../src/kinds/kind.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { choiceOf } from '../../src/journey/plan/match.ts';
import { blocks, reasons } from '../../src/journey/plan/reasons.ts';
import { Judge, type Verdict } from '../../src/journey/plan/verdict.ts';
import type { Policy } from '../../src/journey/types.ts';
import { kindOf } from '../support/archive.ts';

const why = { ru: 'нельзя', en: 'no' };
const look = { by: 'ids', request: () => ({}) } as unknown as NonNullable<Kind['look']>;
const deletions = {
  call: { how: 'call', call: () => ({ method: 'x' }), fate: { to: 'gone' } },
  picky: {
    how: 'call',
    call: () => ({ method: 'x' }),
    fate: { to: 'gone' },
    refuses: ({ id }: { readonly id: string }) => (id === '13' ? why : undefined),
  },
  along: { how: 'withParent' },
  never: { how: 'never', why },
  hand: { how: 'byHand', steps: why, why },
  person: { how: 'deactivate', call: () => ({ method: 'x' }), isActive: (row: object) => !('left' in row) },
} as unknown as Readonly<Record<string, Deletion>>;
const kinds = Object.entries(deletions).map(([id, deletion]) => kindOf(id, { deletion, look }));
const { look: _, ...unseen } = kindOf('unseen', { deletion: deletions['call'] as Deletion });

interface World {
  readonly children?: Readonly<Record<string, readonly string[]>>;
  /** Records that are otherwise than whole: unverified, vanished, absent, another connection's. */
  readonly odd?: Readonly<Record<string, Partial<VerifiedRecord> | 'unverified' | 'absent'>>;
  readonly policy?: Partial<Policy>;
  readonly connection?: string;
}

const keyOf = (name: string): RecordKey => {
  const [kind = '', id = ''] = name.split(' ');
  return { kind, id };
};

/** What is said of a record, and of every record that went along. */
function judge(world: World) {
  const { children = {}, odd = {}, policy, connection } = world;
  const recordOf = (name: string): VerifiedRecord => {
    const more = odd[name];
    const whole = { key: keyOf(name), row: {}, fingerprint: 'f', name, seenAtMs: 0, witnesses: [] };
    return { ...whole, ...(typeof more === 'object' ? more : {}) } as unknown as VerifiedRecord;
  };
  const record = (key: RecordKey): CheckedRecord | undefined => {
    const name = `${key.kind} ${key.id}`;
    if (odd[name] === 'absent') return undefined;
    return odd[name] === 'unverified' ? { unverified: recordOf(name), why } : { verified: recordOf(name) };
  };
  let asked = 0;
  const facts = {
    kinds: [...kinds, unseen],
    record,
    children: (key: RecordKey) => {
      asked += 1;
      return (children[`${key.kind} ${key.id}`] ?? []).map(keyOf);
    },
    ...(connection === undefined ? {} : { connection }),
  } as unknown as PlanFacts;
  const court = new Judge(facts, choiceOf({ kinds: 'all', where: [], keep: [], ...policy }));
  const verdict = (name: string): Verdict => {
    const kind = court.kindOf(keyOf(name));
    if (kind === undefined) throw new Error(name);
    return court.verdict(kind, recordOf(name));
  };
  return {
    verdict,
    asked: () => asked,
    goes: (name: string): readonly string[] | string => {
      const said = verdict(name);
      return said.goes ? said.along.map(({ name: along }) => along) : said.kept.reason;
    },
    why: (name: string): string => {
      const said = verdict(name);
      return said.goes ? '' : said.kept.why.en;
    },
  };
}

const seenBy = (witnesses: readonly string[], author: string, row: object = {}): VerifiedRecord =>
  ({ key: keyOf('comment 1'), row, parent: { kind: 'user', id: author }, witnesses }) as unknown as VerifiedRecord;

describe('through whose connection a record goes', () => {
  const comment = kindOf('comment', {
    deletion: deletions['call'] as Deletion,
    look,
    whole: { to: ({ parent }) => parent?.id ?? '', isPart: ({ text }) => text === '' },
  });
  const other = { userId: '0', name: '' };
  const court = (here: readonly string[]): Judge =>
    new Judge(
      {
        kinds: [...kinds, comment],
        children: () => [],
        connection: 'user-1',
        others: ['user-2', 'user-3'].map((connection) => ({ ...other, connection, isHere: here.includes(connection) })),
      } as unknown as PlanFacts,
      choiceOf({ kinds: 'all', where: [], keep: [] }),
    );
  const both = court(['user-2', 'user-3']);

  it('is the one to which alone all of it is shown, whoever else saw a part', () => {
    expect(both.through(seenBy(['user-1', 'user-2', 'user-3'], '3'))).toBe('user-3');
    expect(both.through(seenBy(['user-2', 'user-3'], '3'))).toBe('user-3');
    expect(both.through(seenBy(['user-1', 'user-2'], '1'))).toBeUndefined();
  });

  it('is the one that deletes where nobody saw all of it, or all see the same', () => {
    expect(both.through(seenBy(['user-1', 'user-2'], '3'))).toBeUndefined();
    expect(both.isOthers(seenBy(['user-1', 'user-2'], '3'))).toBe(false);
    expect(both.through(seenBy(['user-1', 'user-2'], ''))).toBeUndefined();
    expect(both.through(seenBy(['user-2', 'user-3'], '9'))).toBe('user-2');
  });

  it('is none where the archive lacks what nobody of them was shown (I1)', () => {
    const said = ['3', '2', '1'].map((author) =>
      court(['user-2']).verdict(comment, seenBy(['user-1', 'user-2'], author, { text: '' })),
    );
    // Where its author saw it empty, it is.
    expect(said.map(({ goes }) => goes)).toEqual([false, true, true]);
    expect(said[0]).toMatchObject({ kept: { reason: 'notVerified', why: reasons.inPart } });
  });

  it('is none where that one is not here: it is that person’s to delete', () => {
    const one = court(['user-2']);
    const record = seenBy(['user-1', 'user-2', 'user-3'], '3');
    expect([one.through(record), one.isOthers(record), one.whose(record)]).toEqual([undefined, true, 'user-3']);
    expect(one.verdict(comment, record)).toMatchObject({ goes: false, kept: { why: reasons.othersOnly } });
  });
});

describe('whether a record may go by itself', () => {
  it('is decided by its kind, its state and its owner', () => {
    const { goes } = judge({
      odd: { 'call 2': { vanishedAtMs: 1 }, 'person 2': { row: { left: 1 } }, 'call 3': { witnesses: ['anna'] } },
      policy: { keep: [keyOf('call 7')] },
      connection: 'admin',
    });
    expect(goes('call 1')).toEqual([]);
    expect(goes('call 7')).toBe('chosen');
    expect(goes('call 2')).toBe('vanished');
    expect(goes('call 3')).toBe('neverDeletable');
    expect(goes('never 1')).toBe('neverDeletable');
    expect(goes('along 1')).toBe('neverDeletable');
    expect(goes('unseen 1')).toBe('neverDeletable');
    expect(goes('picky 13')).toBe('refused');
    expect(goes('picky 14')).toEqual([]);
    expect(goes('person 1')).toEqual([]);
    expect(goes('person 2')).toBe('vanished');
  });

  it('is told with the reason that holds', () => {
    const { why: say } = judge({ odd: { 'person 2': { row: { left: 1 } } }, policy: { keep: [keyOf('never 7')] } });
    expect(say('never 7')).toBe(reasons.chosen.en);
    expect(say('never 1')).toBe('no');
    expect(say('along 1')).toBe(reasons.onlyWithParent.en);
    expect(say('unseen 1')).toBe(reasons.noLook.en);
    expect(say('person 2')).toBe(reasons.inactive.en);
    expect(say('picky 13')).toBe('no');
  });

  it('does not ask for witnesses where nobody said whose connection deletes, or where the own one saw it', () => {
    const seen = { 'call 1': { witnesses: ['anna'] }, 'call 2': { witnesses: ['anna', 'admin'] } };
    expect(judge({ odd: seen }).goes('call 1')).toEqual([]);
    expect(judge({ odd: seen, connection: 'admin' }).goes('call 1')).toBe('neverDeletable');
    expect(judge({ odd: seen, connection: 'admin' }).goes('call 2')).toEqual([]);
    expect(judge({ connection: 'admin' }).goes('call 3')).toEqual([]);
  });

  it('of a person takes nothing along', () => {
    expect(judge({ children: { 'person 1': ['never 1'] } }).goes('person 1')).toEqual([]);
  });
});

describe('what goes along with a record (I5)', () => {
  it('is everything below it, the deepest first, but for what has a step of its own', () => {
    const children = { 'call 1': ['along 1', 'call 2'], 'along 1': ['along 2'], 'call 2': ['along 3'] };
    expect(judge({ children }).goes('call 1')).toEqual(['along 2', 'along 1']);
    // A kind that was not chosen has no step: its records go along.
    const some = judge({ children: { 'picky 1': ['call 2'], 'call 2': ['along 3'] }, policy: { kinds: ['picky'] } });
    expect(some.goes('picky 1')).toEqual(['along 3', 'call 2']);
  });

  it('holds the record back when anything below it must stay, and says what', () => {
    const children = { 'call 1': ['along 1'] };
    for (const [odd, keep, reason] of [
      [{ 'along 1': 'unverified' }, [], 'no'],
      [{ 'along 1': 'absent' }, [], blocks.absent.en],
      [{}, [keyOf('along 1')], reasons.chosen.en],
    ] as const) {
      const court = judge({ children, odd, policy: { keep } });
      expect(court.goes('call 1')).toBe('childNotPlanned');
      expect(court.why('call 1')).toContain(reason);
      expect(court.why('call 1')).toContain('along');
    }
    const others = judge({ children, odd: { 'along 1': { witnesses: ['anna'] } }, connection: 'admin' });
    expect(others.why('call 1')).toContain(reasons.othersOnly.en);
    for (const child of ['never 1', 'hand 1', 'person 1', 'strange 1']) {
      const court = judge({ children: { 'call 1': [child] } });
      expect(court.goes('call 1'), child).toBe('childNotPlanned');
      expect(court.why('call 1'), child).toContain(blocks.notCascading.en);
    }
    expect(judge({ children: { 'call 1': ['picky 13'] } }).goes('call 1')).toBe('childNotPlanned');
    const deep = { 'call 1': ['along 1'], 'along 1': ['never 1'] };
    expect(judge({ children: deep }).goes('call 1')).toBe('childNotPlanned');
  });

  it('is remembered without the rows of records, and no more of it than a neighbourhood', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `along ${index}`);
    const court = judge({ children: { 'call 1': many, 'call 2': ['along x'] } });
    expect(court.verdict('call 2')).toEqual({
      goes: true,
      along: [{ key: keyOf('along x'), name: 'along x', fingerprint: 'f' }],
    });
    const askedAgain = (name: string): boolean => {
      const before = court.asked();
      court.verdict(name);
      return court.asked() > before;
    };
    expect(['call 2', 'call 1', 'call 1', 'call 3', 'call 1'].map(askedAgain)).toEqual([
      false,
      true,
      false,
      true,
      true,
    ]);
  });

  it('does not mind what is gone already', () => {
    const children = { 'call 1': ['along 1'], 'along 1': ['never 1'] };
    expect(judge({ children, odd: { 'along 1': { vanishedAtMs: 5 } } }).goes('call 1')).toEqual([]);
  });

  it('is held to the conditions: of a chosen kind what meets them, of another nothing newer', () => {
    const where = [{ field: 'changed', is: '<', value: '2024-01-01' }] as const;
    const old = { changedAtMs: Date.parse('2023-01-01') };
    const young = { changedAtMs: Date.parse('2025-01-01') };
    const children = { 'call 1': ['call 2'], 'call 3': ['along 4'], 'call 5': ['picky 6'], 'call 7': ['along 8'] };
    const court = judge({
      children,
      odd: {
        'call 1': old,
        'call 2': young,
        'call 3': old,
        'along 4': young,
        'call 5': old,
        'picky 6': old,
        'call 7': old,
        'along 8': {},
      },
      policy: { kinds: ['call'], where },
    });
    expect(court.goes('call 1')).toBe('childNotPlanned');
    expect(court.why('call 1')).toContain(blocks.notMatched.en);
    expect(court.goes('call 3')).toBe('childNotPlanned');
    expect(court.goes('call 5')).toEqual(['picky 6']);
    expect(court.goes('call 7')).toEqual(['along 8']);
  });

  it('is nothing at all in a circle: none of its records goes, whoever is asked first', () => {
    const children = { 'call 1': ['call 2'], 'call 2': ['call 3'], 'call 3': ['call 1'] };
    const court = judge({ children });
    for (const name of ['call 1', 'call 2', 'call 3', 'call 1']) {
      expect(court.goes(name), name).toBe('childNotPlanned');
      expect(court.why(name)).toContain(blocks.circle.en);
    }
  });

  it('is judged anew outside of a circle, and once where it was clear', () => {
    // 2 is asked for while 1 is open, and must stay because of 1; by itself it may go when 1 is kept out of it.
    const children = { 'call 1': ['call 2', 'never 1'], 'call 4': ['call 5'], 'call 5': ['along 6'] };
    const court = judge({ children });
    expect(court.goes('call 1')).toBe('childNotPlanned');
    expect(court.goes('call 2')).toEqual([]);
    expect(court.goes('call 4')).toEqual([]);
    const before = court.asked();
    expect(court.goes('call 5')).toEqual(['along 6']);
    expect(court.goes('call 4')).toEqual([]);
    expect(court.goes('call 1')).toBe('childNotPlanned');
    expect(court.asked()).toBe(before);
  });
});
