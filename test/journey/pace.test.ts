import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from 'vitest';

import type { ApplyOptions } from '../../src/journey/apply/options.ts';
import { Pace } from '../../src/journey/apply/pace.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import type { Progress } from '../../src/journey/types.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { alongOf, entriesOf, GONE, ledgerInMemory, targetOf } from './targets.ts';
import { stillClock } from './world.ts';

const [deal, note] = [kindOf('deal'), kindOf('note')];
const target = (number: number, kind: Kind = deal) => targetOf({ kind, row: { ID: String(number) }, number });
const step = (number: number, kind: Kind = deal): PlanEntry => ({ type: 'step', step: target(number, kind).step });

function paceWith(options: Partial<ApplyOptions> = {}) {
  const clock = stillClock();
  const told: Progress[] = [];
  const all = ledgerInMemory();
  const pace = new Pace({ clock, watch: (progress) => told.push(progress), ...options }, all.ledger);
  const reached = (...numbers: readonly number[]): void => {
    for (const number of numbers) {
      all.ledger.note({ type: 'outcome', step: number, kind: 'deal', id: String(number), is: 'acknowledged' });
    }
  };
  /** Of each kind: how many are done of how many, and whether that is all. */
  const kindsTold = (): readonly string[] =>
    told
      .splice(0)
      .flatMap((each) =>
        each.type === 'kind' ? [`${each.kind} ${each.done}/${each.total} ${each.state} ${each.stage}`] : [],
      );
  return { ...all, clock, told, pace, reached, kindsTold };
}
const abortedSignal = (): AbortSignal => AbortSignal.abort(new Error('Ctrl-C'));

const paused = (): Promise<void> => new Promise(() => {});

describe('whether a run goes on', () => {
  it('is so until somebody says otherwise', async () => {
    expect(await paceWith().pace.mayGoOn(1000)).toBeUndefined();
    const signal = new AbortController().signal;
    expect(await paceWith({ controls: { signal, hard: signal } }).pace.mayGoOn(0)).toBeUndefined();
  });

  it('ends with either Ctrl-C', async () => {
    expect(await paceWith({ controls: { signal: abortedSignal() } }).pace.mayGoOn(0)).toBe('cancelled');
    expect(await paceWith({ controls: { hard: abortedSignal() } }).pace.mayGoOn(0)).toBe('cancelled');
  });

  it('ends at its cap of deletions, up to which so many are allowed', async () => {
    const { pace } = paceWith({ caps: { maxDelete: 10 } });
    expect([await pace.mayGoOn(9), await pace.mayGoOn(10)]).toEqual([undefined, 'maxDelete']);
    expect([pace.allowance(0), pace.allowance(9), pace.allowance(12)]).toEqual([10, 1, 0]);
    expect([paceWith().pace.allowance(9), paceWith({ caps: {} }).pace.allowance(9)]).toEqual([Infinity, Infinity]);
  });

  it('ends after its minutes', async () => {
    const { pace, clock } = paceWith({ caps: { maxMinutes: 2 } });
    clock.at += 119_999;
    expect(await pace.mayGoOn(0)).toBeUndefined();
    clock.at += 1;
    expect(await pace.mayGoOn(0)).toBe('maxMinutes');
  });

  it('waits while paused, as often as it is, and says so before it waits', async () => {
    let pauses = 2;
    const seen: number[] = [];
    const { pace, told, events, commits } = paceWith({
      controls: {
        paused: () => {
          pauses -= 1;
          return pauses < 0 ? undefined : Promise.resolve().then(() => void seen.push(commits.length));
        },
      },
    });
    expect(await pace.mayGoOn(0)).toBeUndefined();
    expect(told).toEqual([
      { type: 'pause', reason: 'user' },
      { type: 'pause', reason: 'user' },
    ]);
    expect(events).toEqual([{ type: 'paused' }, { type: 'paused' }]);
    expect(commits).toEqual([1, 2]);
  });

  it('waits until the pause is over', async () => {
    for (const controls of [{}, { signal: new AbortController().signal }]) {
      const gate = Promise.withResolvers<void>();
      let pauses = 0;
      const paused = (): Promise<void> | undefined => (pauses++ === 0 ? gate.promise : undefined);
      let goesOn = false;
      const { pace } = paceWith({ controls: { ...controls, paused } });
      const ended = pace.mayGoOn(0).then(() => (goesOn = true));
      await setImmediate();
      expect(goesOn).toBe(false);
      gate.resolve();
      expect(await ended).toBe(true);
    }
  });

  it('ends with Ctrl-C though it is paused, at once and also where it was pressed before', async () => {
    const controller = new AbortController();
    const { pace } = paceWith({ controls: { paused, signal: controller.signal } });
    const ended = pace.mayGoOn(0);
    await setImmediate();
    controller.abort(new Error('Ctrl-C'));
    expect(await ended).toBe('cancelled');
    expect(await paceWith({ controls: { paused, signal: abortedSignal() } }).pace.mayGoOn(0)).toBe('cancelled');
  });
});

describe('what is told of a run', () => {
  it('is at the beginning how many steps each kind has, and how many were done before', async () => {
    const { pace, reached, kindsTold, ledger } = paceWith();
    reached(1, 2, 5);
    ledger.note({ type: 'outcome', step: 3, kind: 'deal', id: '3', is: 'refused' });
    const kept = { key: { kind: 'deal', id: '9' }, name: '', reason: 'chosen', why: { ru: '', en: '' } } as const;
    await pace.begin(entriesOf(step(1), step(2), step(3), step(4), { type: 'kept', kept }, step(5, note)));
    expect(kindsTold()).toEqual(['deal 2/4 running apply', 'note 1/1 finished apply']);
  });

  it('counts every way of being done, and no other', async () => {
    const record = { kind: 'deal', id: '1' };
    const { pace, ledger, kindsTold } = paceWith();
    const states = ['absent', 'inactive', 'handed', 'scrubbed'] as const;
    states.forEach((state, index) => ledger.note({ type: 'found', step: index + 1, ...record, state, by: 'probe' }));
    ledger.note({ type: 'found', step: 5, ...record, state: 'absent', by: 'check' });
    const undone = ['changed', 'childAppeared', 'unreadable'] as const;
    undone.forEach((state, index) => ledger.note({ type: 'found', step: index + 6, ...record, state, by: 'check' }));
    await pace.begin(entriesOf(...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => step(number))));
    expect(kindsTold()).toEqual(['deal 5/8 finished apply']);
  });

  it('is after each window what was acknowledged, with what went along; not what was tried', async () => {
    const { pace, reached, kindsTold, ledger } = paceWith();
    const along = alongOf(note, { ID: '1' }, 1, { kind: 'deal', id: '2' });
    const first = targetOf({ kind: deal, row: { ID: '2' }, number: 2, action: GONE, along: [along] });
    await pace.begin(entriesOf(step(1, note), step(2), step(3), step(4)));
    expect(kindsTold()).toEqual(['note 0/1 running apply', 'deal 0/3 running apply']);
    reached(1, 2);
    ledger.note({ type: 'outcome', step: 3, kind: 'deal', id: '3', is: 'refused' });
    pace.tell([first, target(3)]);
    expect(kindsTold()).toEqual(['deal 1/3 running apply', 'note 1/1 finished apply']);
    reached(4);
    pace.tell([target(4)]);
    expect(kindsTold()).toEqual(['deal 2/3 finished apply']);
    // A refused step that went in a second turn does not make more of it than there are.
    reached(3, 4);
    pace.tell([target(3), target(4)]);
    expect(kindsTold()).toEqual(['deal 3/3 finished apply']);
  });

  it('is the time left, once a second, less the more is done, and nothing at the end', async () => {
    const { pace, clock, told, reached } = paceWith({
      pace: {
        limits: { burst: 0, perSecond: 1 },
        requestMs: { from: 0, to: 0 },
        atOnce: 1,
        bytesPerSecond: { from: 1, to: 1 },
      },
    });
    reached(1);
    const targets = Array.from({ length: 99 }, (_, index) => target(index + 1));
    await pace.begin(entriesOf(...targets.map((each): PlanEntry => ({ type: 'step', step: each.step }))));
    const eta = (): unknown => told.splice(0).filter(({ type }) => type === 'eta');
    expect(eta()).toEqual([]);
    // 98 steps are left: two to six requests, one a second.
    pace.tell([]);
    expect(eta()).toEqual([{ type: 'eta', stage: 'apply', fromMs: 2000, toMs: 6000 }]);
    clock.at += 999;
    pace.tell([]);
    expect(eta()).toEqual([]);
    clock.at += 1;
    pace.tell(targets.slice(1, 50));
    // Half of it took a second: so will the other half, more or less.
    expect(eta()).toEqual([{ type: 'eta', stage: 'apply', fromMs: 900, toMs: expect.closeTo(2200, 3) }]);
    clock.at += 1000;
    pace.tell(targets.slice(50));
    expect(eta()).toEqual([{ type: 'eta', stage: 'apply', fromMs: 0, toMs: 0 }]);
  });

  it('is told to nobody where nobody watches', async () => {
    const clock = stillClock();
    const pace = new Pace({ clock, controls: { paused: () => undefined } }, ledgerInMemory().ledger);
    await pace.begin(entriesOf(step(1)));
    pace.tell([target(1)]);
    expect(await pace.mayGoOn(0)).toBeUndefined();
  });
});
