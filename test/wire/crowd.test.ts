import { describe, expect, it } from 'vitest';

import { Crowd, withCrowd } from '../../src/bitrix24/crowd.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { Gate } from '../../src/bitrix24/gate.ts';
import type { Ask, Question, WireEvent } from '../../src/bitrix24/ask.ts';
import { SimClock } from './sim-clock.ts';

describe('a gate', () => {
  it('lets in as many as it has places, in the order in which they came, and those who give up take no place', async () => {
    const gate = new Gate(2);
    const order: string[] = [];
    const [first, second] = [await gate.enter(), await gate.enter()];
    const impatient = new AbortController();
    const given = gate.enter(impatient.signal);
    const third = gate.enter().then((leave) => (order.push('third'), leave));
    const fourth = gate.enter().then((leave) => (order.push('fourth'), leave));
    impatient.abort(new Error('gone'));
    await expect(given).rejects.toThrow('gone');
    first();
    first();
    (await third)();
    expect(gate.inside).toBe(2);
    second();
    (await fourth)();
    expect(order).toEqual(['third', 'fourth']);
    expect(gate.inside).toBe(0);
  });

  it('sends nobody out when places are taken away, and lets nobody in before there is room', async () => {
    const gate = new Gate(3);
    const leaves = [await gate.enter(), await gate.enter(), await gate.enter()];
    gate.places = 1;
    let isIn = false;
    const waiting = gate.enter().then((leave) => ((isIn = true), leave));
    leaves[0]?.();
    leaves[1]?.();
    await Promise.resolve();
    expect(isIn).toBe(false);
    leaves[2]?.();
    (await waiting)();
    expect(isIn).toBe(true);
  });
});

describe('requests side by side', () => {
  const question: Question = {
    method: 'batch',
    api: 'v2',
    params: {},
    effect: 'read',
    costs: [{ method: 'crm.item.list' }],
  };

  it('become fewer when the portal slows down or refuses, and come back one by one when it is well', async () => {
    const clock = new SimClock();
    const events: WireEvent[] = [];
    const crowd = new Crowd({ clock, mostAtOnce: 16, onEvent: (event) => events.push(event) });
    let seconds = 0.1;
    let refuses = false;
    const ask: Ask = async () => {
      await clock.sleep(3_000);
      if (refuses) throw new PortalError('overloaded', { method: 'batch' });
      return { envelope: { time: { duration: seconds } }, bytes: new Uint8Array(), atMs: clock.now() };
    };
    const crowded = withCrowd(ask, crowd);
    const round = (): Promise<unknown> =>
      Promise.allSettled(Array.from({ length: crowd.atOnce }, () => crowded(question)));
    await round();
    expect(crowd.atOnce).toBe(16);
    seconds = 2;
    await round();
    const whenSlow = crowd.atOnce;
    expect(whenSlow).toBe(12);
    refuses = true;
    await round();
    expect(crowd.atOnce).toBe(6);
    refuses = false;
    seconds = 0.1;
    for (let rounds = 0; rounds < 20; rounds += 1) await round();
    expect(crowd.atOnce).toBe(16);
    const told = events.flatMap((event) => (event.is === 'sideBySide' ? [event.requests] : []));
    expect(told).toEqual([12, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });

  it('never come down to none, however long the portal is unwell', async () => {
    const clock = new SimClock();
    const crowd = new Crowd({ clock });
    for (let failure = 0; failure < 20; failure += 1) {
      await clock.sleep(10_000);
      crowd.failed();
    }
    expect(crowd.atOnce).toBe(1);
  });
});
