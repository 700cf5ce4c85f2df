import { describe, expect, it } from 'vitest';

import type { Clock } from '../../src/base/clock.ts';
import type { EventOf, JournalEvent } from '../../src/journey/journal/events.ts';
import { openJournal } from '../../src/journey/journal/journal.ts';
import { Ledger, type LedgerState, stateAfter, StepStates } from '../../src/journey/journal/ledger.ts';
import { FakeDisk } from '../support/fake-disk.ts';

const clock: Clock = { now: () => 1_700_000_000_000, sleep: async () => {} };
const record = { step: 1, kind: 'contact', id: '1' };
type Seen = EventOf<'found'>;
const found = (state: Seen['state'], by: Seen['by'], step = 1): Seen => ({ type: 'found', ...record, step, state, by });
const outcome = (is: EventOf<'outcome'>['is']): JournalEvent => ({ type: 'outcome', ...record, is });
const intent: JournalEvent = { type: 'intent', ...record, action: 'delete', fingerprint: 'f'.repeat(64) };
const EVERY: readonly LedgerState[] = [
  'planned',
  'intended',
  'acknowledged',
  'absent',
  'changed',
  'childAppeared',
  'alreadyGone',
  'inactive',
  'stillThere',
  'refused',
  'unknown',
  'handed',
  'scrubbed',
  'binOff',
  'unreachable',
];

/** What an event makes of every state a step may be in; those not named stay as they are. */
function makes(event: JournalEvent, of: Partial<Record<LedgerState, LedgerState>> | LedgerState): void {
  for (const before of EVERY) {
    const expected = typeof of === 'string' ? of : (of[before] ?? before);
    expect(stateAfter(event, before), `${JSON.stringify(event)} of ${before}`).toBe(expected);
  }
}

describe('the state of a step, as its journal tells it (I3, I6)', () => {
  it('is intended before it is sent, and then what the portal said', () => {
    makes(intent, 'intended');
    makes(outcome('acknowledged'), 'acknowledged');
    makes(outcome('refused'), 'refused');
    makes(outcome('unknown'), 'unknown');
  });

  it('is as if nothing had been when it was certainly not sent, or is seen to be there after a lost answer', () => {
    makes(outcome('notSent'), 'planned');
    makes(found('present', 'probe'), 'planned');
  });

  it('is gone only by somebody else when it was gone before anything was sent', () => {
    makes(found('absent', 'check'), 'alreadyGone');
    for (const by of ['probe', 'canary', 'prove'] as const) {
      for (const before of EVERY) {
        expect(stateAfter(found('absent', by), before)).toBe(before === 'alreadyGone' ? 'alreadyGone' : 'absent');
      }
    }
  });

  it('is what was seen of people and fields', () => {
    for (const state of ['inactive', 'handed', 'scrubbed'] as const) makes(found(state, 'prove'), state);
  });

  const came: Partial<Record<LedgerState, LedgerState>> = {
    intended: 'unknown',
    acknowledged: 'stillThere',
    absent: 'stillThere',
    alreadyGone: 'stillThere',
    inactive: 'stillThere',
    handed: 'stillThere',
    scrubbed: 'stillThere',
    binOff: 'stillThere',
    unreachable: 'stillThere',
  };

  it('is still there when the portal had said yes, or when it had been seen to be gone', () => {
    for (const by of ['check', 'canary', 'prove'] as const) makes(found('present', by), came);
  });

  it('is changed when it is seen so before it is sent; after that, being there in any version is being there', () => {
    makes(found('changed', 'check'), 'changed');
    makes(found('changed', 'prove'), came);
    makes(found('childAppeared', 'check'), 'childAppeared');
  });

  it('claims nothing where the last proof could not look, also of what an earlier one saw', () => {
    makes(found('unreadable', 'prove'), {
      absent: 'acknowledged',
      inactive: 'acknowledged',
      handed: 'acknowledged',
      scrubbed: 'acknowledged',
      binOff: 'acknowledged',
      alreadyGone: 'unknown',
      unreachable: 'unknown',
    });
    makes(found('unreadable', 'check'), 'refused');
    makes(found('unreadable', 'probe'), {});
    makes(found('unreadable', 'canary'), {});
  });

  it('went with what it was part of where that is all that can be seen, and where anything was sent for it', () => {
    const untouched = ['planned', 'changed', 'childAppeared', 'refused'] as const;
    const all = Object.fromEntries(EVERY.map((state) => [state, 'unreachable'] as const));
    makes(found('unreachable', 'prove'), { ...all, ...Object.fromEntries(untouched.map((state) => [state, state])) });
  });

  it('is not touched by what is about no step', () => {
    for (const event of [
      { type: 'paused' },
      { type: 'finished' },
      { type: 'proved', looked: 1 },
      { type: 'resumed', cutBytes: 0 },
    ] as const) {
      expect(stateAfter(event, 'absent')).toBeUndefined();
      const states = new StepStates(1);
      states.see(outcome('unknown'));
      states.see(Object.assign({ step: 1 }, event));
      expect(states.get(1)).toBe('unknown');
    }
  });
});

describe('the states of all steps', () => {
  it('grow with the journal, and keep what was there', () => {
    const states = new StepStates();
    for (const step of [1, 2, 3, 9, 10, 40]) states.see(found('absent', 'prove', step));
    for (const step of [1, 2, 3, 9, 10, 40]) expect(states.get(step)).toBe('absent');
    for (const step of [4, 8, 11, 39, 41, 1000]) expect(states.get(step)).toBe('planned');
  });

  it('are counted up to the last step of the plan, and each step once', () => {
    const states = new StepStates(3);
    states.see(intent);
    states.see({ ...intent, step: 3 });
    expect(states.counts(3)).toMatchObject({ planned: 1, intended: 2, absent: 0 });
    states.see(found('absent', 'prove', 3));
    expect(states.counts(3)).toMatchObject({ planned: 1, intended: 1, absent: 1 });
    expect(Object.values(states.counts(3)).reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

async function standing(events: readonly JournalEvent[]): Promise<Ledger['standing']> {
  const disk = new FakeDisk();
  const first = new Ledger();
  first.use(await openJournal({ disk, path: 'j', clock }));
  for (const event of events) first.note(event);
  await first.commit();
  // What is kept while the journal is written is what is rebuilt from it.
  const again = new Ledger();
  await openJournal({ disk, path: 'j', clock, visit: again.visit });
  expect(again.standing).toEqual(first.standing);
  expect(again.states.get(1)).toBe(first.states.get(1));
  return again.standing;
}

const isProved = async (...events: readonly JournalEvent[]): Promise<boolean> => (await standing(events)).proved;

describe('the standing of a run', () => {
  const begun: JournalEvent = {
    type: 'begun',
    plan: 'a'.repeat(64),
    portal: 'acme.bitrix24.ru',
    sealRoot: 'b'.repeat(64),
    steps: 1,
    attended: true,
  };
  const nothing = { bringing: false, canaryPassed: false, counted: false, finished: false, proved: false };

  it('is that of nothing before anything was noted', async () => {
    expect(await standing([])).toEqual(nothing);
    expect(await standing([intent, outcome('acknowledged')])).toEqual(nothing);
  });

  it('knows its plan, and whether the portal was counted', async () => {
    expect(await standing([begun])).toEqual({ ...nothing, plan: begun.plan, sealRoot: begun.sealRoot });
    expect(await standing([{ type: 'witness', when: 'before' }])).toEqual({ ...nothing, counted: true });
  });

  it('knows the seal that its plan is bound to, and whether changed records were being brought home', async () => {
    const [from, to] = [begun.sealRoot, 'c'.repeat(64)];
    const bound = { ...nothing, plan: begun.plan };
    const bringing: JournalEvent = { type: 'bringing', sealRoot: from, records: 1 };
    expect(await standing([begun, bringing])).toEqual({ ...bound, sealRoot: from, bringing: true });
    const resealed: JournalEvent = { type: 'resealed', from, to, records: 1 };
    expect(await standing([begun, bringing, resealed])).toEqual({ ...bound, sealRoot: to });
  });

  it('is past the canary when the canary was seen as it should be, and by nothing else', async () => {
    for (const state of ['absent', 'handed', 'scrubbed'] as const) {
      expect(await standing([found(state, 'canary')]), state).toEqual({ ...nothing, canaryPassed: true });
    }
    for (const event of [
      found('present', 'canary'),
      found('unreadable', 'canary'),
      found('absent', 'check'),
      found('absent', 'probe'),
      found('absent', 'prove'),
    ]) {
      expect(await standing([event]), JSON.stringify(event)).toEqual(nothing);
    }
  });

  it('is finished until it is taken up again', async () => {
    expect(await standing([{ type: 'finished' }])).toEqual({ ...nothing, finished: true });
    expect(await standing([{ type: 'finished' }, { type: 'paused' }])).toEqual({ ...nothing, finished: true });
    expect(await standing([{ type: 'finished' }, { type: 'resumed', cutBytes: 0 }])).toEqual(nothing);
  });

  it('is proved by a reading to its end, until something is sent or tried again', async () => {
    const proved: JournalEvent = { type: 'proved', looked: 1 };
    expect(await isProved(found('absent', 'prove'))).toBe(false);
    expect(await isProved(proved)).toBe(true);
    expect(await isProved(proved, { type: 'confirmed', number: 1, by: 'Anna' })).toBe(true);
    for (const event of [
      { type: 'resumed', cutBytes: 0 },
      intent,
      { type: 'stopped', reason: 'cancelled', unknown: 0 },
      { type: 'finished' },
    ] satisfies readonly JournalEvent[])
      expect(await isProved(proved, event), event.type).toBe(false);
    // Nothing more can be seen through a connection whose own owner is dismissed.
    expect(await isProved(found('inactive', 'prove'))).toBe(true);
    expect(await isProved(found('inactive', 'check'))).toBe(false);
  });

  it('can not be noted before a journal is open', async () => {
    const ledger = new Ledger();
    expect(() => ledger.note(intent)).toThrow(expect.objectContaining({ code: 'JOURNAL_CLOSED' }));
    expect(() => ledger.commit()).toThrow(expect.objectContaining({ code: 'JOURNAL_CLOSED' }));
    expect(ledger.states.get(1)).toBe('planned');
  });
});
