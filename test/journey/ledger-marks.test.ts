import { describe, expect, it } from 'vitest';

import { ledgerInMemory } from './targets.ts';

const record = { step: 3, kind: 'deal', id: '5' };
const [was, fingerprint] = ['a'.repeat(64), 'b'.repeat(64)];

describe('what a ledger remembers beside the states', () => {
  it('is which version a step means since its record was brought home', () => {
    const { ledger } = ledgerInMemory();
    ledger.note({ type: 'intent', ...record, step: 2, action: 'delete', fingerprint: was });
    ledger.note({ type: 'broughtHome', ...record, was, fingerprint });
    expect([...ledger.versions]).toEqual([[3, fingerprint]]);
    expect(ledger.states.get(3)).toBe('planned');
  });

  it('is what stood in the way of a step, until a later look finds something else', () => {
    const { ledger } = ledgerInMemory();
    const found = { type: 'found', ...record, by: 'check' } as const;
    ledger.note({ ...found, state: 'childAppeared', child: 'note:8' });
    ledger.note({ ...found, step: 4, state: 'childAppeared', child: 'note:9' });
    ledger.note({ type: 'outcome', ...record, is: 'notSent' });
    expect([...ledger.blockers]).toEqual([
      [3, 'note:8'],
      [4, 'note:9'],
    ]);
    ledger.note({ ...found, state: 'changed' });
    expect([...ledger.blockers]).toEqual([[4, 'note:9']]);
  });

  it('is nothing of a plan before one was begun', () => {
    expect(ledgerInMemory().ledger.standing).toStrictEqual({
      bringing: false,
      canaryPassed: false,
      counted: false,
      finished: false,
      proved: false,
    });
  });
});
