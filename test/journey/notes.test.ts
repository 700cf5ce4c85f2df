import { describe, expect, it } from 'vitest';

import { Notes } from '../../src/journey/apply/notes.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import { kindOf } from '../support/archive.ts';
import { alongOf, handOf, ledgerInMemory, scrubOf, targetOf } from './targets.ts';

const [deal, note] = [kindOf('deal'), kindOf('note')];
const key = { kind: 'deal', id: '5' };
const row = { ID: '5' };
const withNote = (action: Target['step']['action']): Target =>
  targetOf({ kind: deal, row, number: 2, action, along: [alongOf(note, { ID: '8' }, 1, key)] });
const [dealRecord, noteRecord] = [
  { step: 2, kind: 'deal', id: '5' },
  { step: 1, kind: 'note', id: '8' },
];
const F = expect.stringMatching(/^[0-9a-f]{64}$/u);

describe('what the journal says of a step that is about to be sent (I3)', () => {
  it('names all that goes with one call, what goes along first, and where it will lie', () => {
    const { ledger, events } = ledgerInMemory();
    new Notes(ledger).intend(withNote({ do: 'delete', fate: 'bin', binDays: 30 }), 'deal.delete');
    const bin = { fate: 'bin', binDays: 30 };
    expect(events).toEqual([
      { type: 'intent', ...noteRecord, action: 'cascade', fingerprint: F, ...bin, with: 2 },
      { type: 'intent', ...dealRecord, action: 'delete', fingerprint: F, method: 'deal.delete', ...bin },
    ]);
    expect([1, 2].map((step) => ledger.states.get(step))).toEqual(['intended', 'intended']);
  });

  it('names no days of a bin where nobody knows them, and no bin where nothing is deleted', () => {
    const { ledger, events } = ledgerInMemory();
    const notes = new Notes(ledger);
    const intents = [{ do: 'delete', fate: 'gone' }, { do: 'deactivate' }] as const;
    for (const action of intents) notes.intend(targetOf({ kind: deal, row, number: 2, action }), 'x');
    expect(events).toEqual([
      { type: 'intent', ...dealRecord, action: 'delete', fingerprint: F, method: 'x', fate: 'gone' },
      { type: 'intent', ...dealRecord, action: 'deactivate', fingerprint: F, method: 'x' },
    ]);
    expect(events[1]).not.toHaveProperty('fate');
  });

  it('holds all that a proof needs to see a hand-over, or emptied fields, for itself', () => {
    const { ledger, events } = ledgerInMemory();
    const notes = new Notes(ledger);
    const hand = { from: '7', to: '9', fields: [{ field: 'OWNER', was: ['7'], becomes: ['9'] }] };
    const handed = targetOf({ kind: deal, row, number: 2, action: handOf('OWNER', '7', '9') });
    const scrubbed = targetOf({ kind: deal, row, number: 2, action: scrubOf('PHONE') });
    notes.intend(handed, 'x');
    notes.intend(scrubbed, 'x');
    notes.found(handed, { state: 'handed', by: 'canary' });
    notes.found(scrubbed, { state: 'scrubbed', by: 'probe' });
    notes.found(handed, { state: 'changed', by: 'check' });
    expect(events).toEqual([
      { type: 'intent', ...dealRecord, action: 'hand', fingerprint: F, method: 'x', hand },
      { type: 'intent', ...dealRecord, action: 'scrub', fingerprint: F, method: 'x', scrub: ['PHONE'] },
      { type: 'found', ...dealRecord, state: 'handed', by: 'canary', hand },
      { type: 'found', ...dealRecord, state: 'scrubbed', by: 'probe', scrub: ['PHONE'] },
      { type: 'found', ...dealRecord, state: 'changed', by: 'check' },
    ]);
  });
});

describe('what the journal says of what went along', () => {
  const target = withNote({ do: 'delete', fate: 'gone' });

  it('is what was answered to the call that took it along', () => {
    const { ledger, events } = ledgerInMemory();
    new Notes(ledger).outcome(target, 'refused', 'DENIED');
    new Notes(ledger).outcome(target, 'acknowledged');
    expect(events).toEqual([
      { type: 'outcome', ...noteRecord, is: 'refused', code: 'DENIED' },
      { type: 'outcome', ...dealRecord, is: 'refused', code: 'DENIED' },
      { type: 'outcome', ...noteRecord, is: 'acknowledged' },
      { type: 'outcome', ...dealRecord, is: 'acknowledged' },
    ]);
  });

  it('is that nobody knows, once, where the record itself is gone: the proof will see', () => {
    for (const by of ['check', 'probe'] as const) {
      const { ledger, events } = ledgerInMemory();
      const notes = new Notes(ledger);
      notes.intend(target, 'x');
      notes.found(target, { state: 'absent', by });
      notes.found(target, { state: 'absent', by });
      expect(events.slice(2).map((event) => [event.type, 'step' in event && event.step])).toEqual([
        ['found', 2],
        ['outcome', 1],
        ['found', 2],
      ]);
      expect(ledger.states.get(1)).toBe('unknown');
    }
  });

  it('is that it was not sent where the record itself is still there', () => {
    for (const before of ['intended', 'unknown', 'planned', 'refused'] as const) {
      const { ledger, events } = ledgerInMemory();
      const notes = new Notes(ledger);
      if (before !== 'planned') notes.intend(target, 'x');
      if (before === 'unknown' || before === 'refused') notes.outcome(target, before);
      const count = events.length;
      notes.found(target, { state: 'present', by: 'probe' });
      expect(ledger.states.get(1), before).toBe(before === 'refused' ? 'refused' : 'planned');
      expect(events.length - count, before).toBe(['intended', 'unknown'].includes(before) ? 2 : 1);
    }
  });

  it('is nothing new when the canary is looked at: what went along keeps its answer', () => {
    const { ledger } = ledgerInMemory();
    const notes = new Notes(ledger);
    notes.intend(target, 'x');
    notes.outcome(target, 'acknowledged');
    notes.found(target, { state: 'absent', by: 'canary' });
    expect([1, 2].map((step) => ledger.states.get(step))).toEqual(['acknowledged', 'absent']);
  });
});
