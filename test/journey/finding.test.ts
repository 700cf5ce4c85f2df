import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import { codeOf, foundOf, judged } from '../../src/journey/apply/finding.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import { kindOf } from '../support/archive.ts';
import { handOf, print, scrubOf, targetOf } from './targets.ts';

const deal = kindOf('deal', { volatile: ['VIEWS'] });
const row = { ID: '5', TITLE: 'a', OWNER: '7', VIEWS: '1' };
const person = kindOf('user', {
  deletion: { how: 'deactivate', call: () => ({ method: 'user.update' }), isActive: (each) => each['ACTIVE'] === true },
});

describe('what a look says of a step (I4)', () => {
  it('is that the record is the archived one when nothing but what changes by itself is another', () => {
    const target = targetOf({ kind: deal, row });
    const same = { ...row, VIEWS: '2' };
    expect(judged(target, { is: 'row', row: same }, print)).toEqual({ is: 'same', row: same });
    expect(judged(target, { is: 'row', row: { ...row, TITLE: 'b' } }, print)).toEqual({ is: 'changed' });
  });

  it('is what was seen where no row was', () => {
    const target = targetOf({ kind: deal, row });
    for (const seen of [{ is: 'absent' }, { is: 'unheard' }, { is: 'unreadable', code: 'X' }] as const) {
      expect(judged(target, seen, print)).toEqual(seen);
    }
  });

  it('of a hand-over looks at the people in its fields and at nothing else', () => {
    const target = targetOf({ kind: deal, row, action: handOf('OWNER', '7', '9') });
    const of = (owner: string): unknown =>
      judged(target, { is: 'row', row: { ...row, TITLE: 'b', OWNER: owner } }, print).is;
    expect([of('7'), of('9'), of('8')]).toEqual(['same', 'handed', 'changed']);
  });

  it('of fields to be emptied is that they are, or that the record is still the archived one', () => {
    const target = targetOf({ kind: deal, row, action: scrubOf('TITLE') });
    const of = (title: string): unknown => judged(target, { is: 'row', row: { ...row, TITLE: title } }, print).is;
    expect([of(''), of('a'), of('b')]).toEqual(['scrubbed', 'same', 'changed']);
    // A deletion does not care whether some field is empty.
    expect(judged(targetOf({ kind: deal, row }), { is: 'row', row: { ...row, TITLE: '' } }, print).is).toBe('changed');
  });

  it('of a person is that they can not come in any more, whatever else changed; what the plan itself emptied is passed over', () => {
    const active = { ID: '3', ACTIVE: true, NAME: 'a', PHONE: '1' };
    const plain = targetOf({ kind: person, row: active, action: { do: 'deactivate' } });
    const see = (target: typeof plain, more: object): unknown =>
      judged(target, { is: 'row', row: { ...active, ...more } }, print).is;
    expect([see(plain, {}), see(plain, { ACTIVE: false, NAME: 'b' }), see(plain, { PHONE: '' })]).toEqual([
      'same',
      'inactive',
      'changed',
    ]);
    const emptied = targetOf({
      kind: { ...person, volatile: ['PHONE'] },
      row: active,
      action: { do: 'deactivate', despite: ['PHONE'] },
    });
    const despite = { ...emptied, kind: person };
    expect([see(despite, { PHONE: '' }), see(despite, { NAME: 'b' })]).toEqual(['same', 'changed']);
    // Only a deactivation is done when a person is inactive.
    const scrubbed = targetOf({ kind: person, row: { ...active, ACTIVE: false }, action: scrubOf('PHONE') });
    expect(see(scrubbed, { ACTIVE: false })).toBe('same');
  });
});

const code = (portalCode: string): string => codeOf(new PortalError('accessDenied', { method: 'x', portalCode }));

describe('what a look says of a bin that is to be switched off', () => {
  const type = kindOf('type', {
    bin: { of: 'item', isOn: (each) => each['BIN'] === 'Y', off: () => ({ method: 'x' }), writes: ['BIN'] },
  });
  const on = { ID: '1', BIN: 'Y' };
  const see = (target: Target, more: object): unknown =>
    judged(target, { is: 'row', row: { ...on, ...more } }, print).is;

  it('is that it is off, or that the record is still the archived one', () => {
    const target = targetOf({ kind: type, row: on, action: { do: 'binOff' } });
    expect([see(target, {}), see(target, { BIN: 'N' }), see(target, { NAME: 'b' })]).toEqual([
      'same',
      'binOff',
      'changed',
    ]);
    // A deletion does not care whether some bin is off.
    expect(see(targetOf({ kind: type, row: on }), { BIN: 'N' })).toBe('changed');
  });

  it('passes over what switching it off has written when the record itself goes', () => {
    const without = targetOf({ kind: { ...type, volatile: ['BIN'] }, row: on });
    const { step } = without;
    const target = {
      ...without,
      kind: type,
      step: { ...step, action: { do: 'delete', fate: 'gone', despite: ['BIN'] } },
    };
    expect([see(target as Target, { BIN: 'N' }), see(target as Target, { NAME: 'b' })]).toEqual(['same', 'changed']);
  });
});

describe('what the journal says of a look that found no archived record', () => {
  it('is the state, with what stood in the way', () => {
    expect(foundOf({ is: 'childAppeared', child: { kind: 'note', id: '4' } })).toEqual({
      state: 'childAppeared',
      child: 'note:4',
    });
    expect(foundOf({ is: 'unreadable', code: 'X' })).toEqual({ state: 'unreadable', code: 'X' });
    expect(foundOf({ is: 'unheard' })).toEqual({ state: 'unreadable', code: 'UNANSWERED' });
    for (const is of ['absent', 'inactive', 'handed', 'scrubbed', 'changed'] as const) {
      expect(foundOf({ is })).toEqual({ state: is });
    }
  });

  it('names a refusal by the word of the portal, or by ours where it has none', () => {
    expect([code('DENIED'), code(''), code('0')]).toEqual(['DENIED', 'PORTAL_ACCESS_DENIED', 'PORTAL_ACCESS_DENIED']);
  });
});
