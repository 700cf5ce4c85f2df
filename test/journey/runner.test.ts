import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Call, Outcome, Portal } from '../../src/bitrix24/port.ts';
import { type Checked, FRESH_MS, Runner } from '../../src/journey/apply/runner.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import type { JournalEvent } from '../../src/journey/journal/events.ts';
import type { LedgerState } from '../../src/journey/journal/ledger.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { Answering, answered, eyesOf, handOf, ledgerInMemory, scrubOf, targetOf } from './targets.ts';
import { stillClock } from './world.ts';

const kindNamed = (id: string): Kind =>
  kindOf(id, {
    look: {
      by: 'ids',
      request: (ids) => ({
        method: `${id}.list`,
        params: { ids: [...ids] },
        rows: [],
        idField: 'ID',
        pager: { by: 'id' },
      }),
    },
    deletion: {
      how: 'call',
      call: (record) => ({ method: `${id}.delete`, params: { id: record.id } }),
      fate: { to: 'gone' },
    },
  });
const [deal, task] = [kindNamed('deal'), kindNamed('task')];
const doc = (kind: Kind, id: number): Target => targetOf({ kind, row: { ID: String(id) }, number: id });

/** A portal of records by number that does as it is told, but for what `instead` says of a call. */
class Records extends Answering {
  readonly there: Set<string>;
  instead: (call: Call, batch: number) => Outcome | undefined = () => undefined;

  constructor(...ids: readonly number[]) {
    super((call, batch) => this.instead(call, batch) ?? this.#obey(call));
    this.there = new Set(ids.map(String));
  }

  #obey({ method, params }: Call): Outcome {
    const { id = '', ids = [] } = params as { readonly id?: string; readonly ids?: readonly string[] };
    if (method.endsWith('.list')) return answered(ids.filter((each) => this.there.has(each)).map((ID) => ({ ID })));
    return this.there.delete(id) ? answered(true) : { is: 'refused', error: new PortalError('notFound', { method }) };
  }
}

function runnerOn(answering: Answering, hard?: AbortSignal) {
  const { ledger, events, commits } = ledgerInMemory();
  const clock = stillClock();
  const runner = new Runner({ portal: answering.portal, ledger, eyes: eyesOf([deal, task]), clock, hard });
  const states = (...steps: readonly number[]): readonly LedgerState[] => steps.map((step) => ledger.states.get(step));
  return { runner, ledger, events, commits, clock, states };
}
const lost: Outcome = { is: 'unknown', error: new PortalError('unanswered', { method: 'x' }) };
const types = (events: readonly JournalEvent[]): readonly string[] =>
  events.map((event) =>
    event.type === 'found' ? `${event.by} ${event.state}` : 'is' in event ? event.is : event.type,
  );
const ids = (checked: readonly Checked[]): readonly string[] => checked.map(({ target }) => target.step.key.id);

describe('a window', () => {
  it('goes in one request with the look at the next one, its intents durable before it (I3)', async () => {
    const portal = new Records(1, 2, 3);
    const { runner, commits, states, clock } = runnerOn(portal);
    const checked = await runner.check([doc(deal, 1), doc(deal, 2)]);
    expect(ids(checked)).toEqual(['1', '2']);
    const next = await runner.send(checked, [doc(deal, 3)]);
    expect(ids(next)).toEqual(['3']);
    expect(next[0]?.atMs).toBe(clock.now());
    expect(portal.asked).toEqual([['deal.list'], ['deal.delete', 'deal.delete', 'deal.list']]);
    expect(portal.there).toEqual(new Set(['3']));
    expect(states(1, 2, 3)).toEqual(['acknowledged', 'acknowledged', 'planned']);
    expect(runner.acknowledged).toBe(2);
    // What came of it is made durable together with the next intents: one sync a request.
    expect(commits).toEqual([2]);
    expect(await runner.send(next, [])).toEqual([]);
    expect(portal.asked.at(-1)).toEqual(['deal.delete']);
    expect(commits).toEqual([2, 5]);
  });

  it('may leave as long as its looks are fresh, by the oldest of them', async () => {
    const portal = new Records(1, 2);
    const { runner, clock } = runnerOn(portal);
    const [first] = await runner.check([doc(deal, 1)]);
    clock.at += FRESH_MS;
    const [second] = await runner.check([doc(deal, 2)]);
    await runner.send([first, second] as readonly Checked[], []);
    expect(portal.options.at(-1)).toStrictEqual({ notAfterMs: clock.at });
    expect(portal.asked).toHaveLength(3);
  });

  it('is looked at again when one of its looks has grown old (I4)', async () => {
    const portal = new Records(1, 2);
    const { runner, clock, states } = runnerOn(portal);
    const [first] = await runner.check([doc(deal, 1)]);
    clock.at += FRESH_MS + 1;
    const [second] = await runner.check([doc(deal, 2)]);
    portal.there.delete('1');
    await runner.send([first, second] as readonly Checked[], []);
    expect(portal.asked.slice(2)).toEqual([['deal.list'], ['deal.delete']]);
    expect(states(1, 2)).toEqual(['alreadyGone', 'acknowledged']);
  });

  it('can be cut off by a second Ctrl-C, and only by that', async () => {
    const { signal } = new AbortController();
    const portal = new Records(1);
    const { runner } = runnerOn(portal, signal);
    await runner.send(await runner.check([doc(deal, 1)]), []);
    expect(portal.options).toEqual([undefined, { signal, notAfterMs: expect.any(Number) }]);
  });

  it('tells how many questions a look at it takes', () => {
    const { runner } = runnerOn(new Records());
    expect(runner.questionsFor([doc(deal, 1), doc(deal, 2)])).toBe(1);
    expect(runner.questionsFor([])).toBe(0);
  });
});

describe('a look', () => {
  it('notes why what it did not find as archived stays, and nothing of what may go', async () => {
    const portal = new Records(1);
    const { runner, events } = runnerOn(portal);
    expect(ids(await runner.check([doc(deal, 1), doc(deal, 2)]))).toEqual(['1']);
    expect(events).toEqual([{ type: 'found', step: 2, kind: 'deal', id: '2', state: 'absent', by: 'check' }]);
  });

  it('is taken again up to three times when its answer was lost, and then the portal is (I3)', async () => {
    const portal = new Records(1);
    portal.instead = (_, batch) => (batch < 3 ? lost : undefined);
    expect(ids(await runnerOn(portal).runner.check([doc(deal, 1)]))).toEqual(['1']);
    expect(portal.batches).toHaveLength(3);
    const deaf = new Records(1);
    deaf.instead = () => lost;
    const { runner, events } = runnerOn(deaf);
    await expect(runner.check([doc(deal, 1)])).rejects.toMatchObject({ kind: 'unanswered' });
    expect(deaf.batches).toHaveLength(3);
    expect(events).toEqual([]);
    const silent = new Records(1);
    silent.instead = () => ({ is: 'notExecuted' });
    await expect(runnerOn(silent).runner.check([doc(deal, 1)])).rejects.toMatchObject({ code: 'PORTAL_UNANSWERED' });
    const first = new PortalError('unreachable', { method: 'x' });
    silent.instead = (_, batch) => (batch === 4 ? { is: 'notExecuted', error: first } : { is: 'notExecuted' });
    await expect(runnerOn(silent).runner.check([doc(deal, 1)])).rejects.toBe(first);
  });

  it('of which a part was lost is taken again for that part, which stays when nothing is heard of it', async () => {
    const single = kindOf('single', {
      look: { by: 'get', call: ({ id }) => ({ method: 'single.get', params: { id } }), at: [] },
    });
    const portal = new Records();
    const seen: string[] = [];
    portal.instead = ({ params }) => {
      const { id } = params as { readonly id: string };
      seen.push(id);
      return id === '1' ? answered({ ID: id }) : lost;
    };
    const { runner, events } = runnerOn(portal);
    expect(ids(await runner.check([doc(single, 1), doc(single, 2)]))).toEqual(['1']);
    expect(seen).toEqual(['1', '2', '2', '2']);
    expect(events).toMatchObject([{ step: 2, state: 'unreadable', code: 'UNANSWERED' }]);
  });

  it('at the next window is taken anew where it was lost in the request that it rode with', async () => {
    const portal = new Records(1, 2);
    portal.instead = ({ method }, batch) => (batch === 2 && method === 'deal.list' ? lost : undefined);
    const { runner } = runnerOn(portal);
    const next = await runner.send(await runner.check([doc(deal, 1)]), [doc(deal, 2)]);
    expect(ids(next)).toEqual(['2']);
    expect(portal.asked).toEqual([['deal.list'], ['deal.delete', 'deal.list'], ['deal.list']]);
  });
});

describe('an answer that was lost', () => {
  it('is found out by looking: what is gone is done, what is there is tried again (I3)', async () => {
    const portal = new Records(1, 2, 3);
    portal.instead = ({ params }, batch) => {
      if (batch !== 2) return undefined;
      const { id } = params as { readonly id?: string };
      if (id === '1') portal.there.delete(id);
      return id === undefined ? undefined : lost;
    };
    const { runner, states, events } = runnerOn(portal);
    const next = await runner.send(await runner.check([doc(deal, 1), doc(deal, 2)]), [doc(deal, 3)]);
    expect(states(1, 2)).toEqual(['absent', 'acknowledged']);
    expect(ids(next)).toEqual(['3']);
    // The look that rode with it may show what was only about to go: it is taken anew.
    expect(portal.asked).toEqual([
      ['deal.list'],
      ['deal.delete', 'deal.delete', 'deal.list'],
      ['deal.list'],
      ['deal.list'],
      ['deal.delete'],
      ['deal.list'],
    ]);
    expect(types(events)).toEqual([
      'intent',
      'intent',
      'unknown',
      'unknown',
      'probe absent',
      'probe present',
      'intent',
      'acknowledged',
    ]);
  });

  it('is not tried for ever: three times, then a last look', async () => {
    const portal = new Records(1);
    portal.instead = ({ method }) => (method === 'deal.delete' ? lost : undefined);
    const { runner, states } = runnerOn(portal);
    await runner.send(await runner.check([doc(deal, 1)]), []);
    expect(portal.asked.filter(([method]) => method === 'deal.delete')).toHaveLength(3);
    expect(portal.asked.at(-1)).toEqual(['deal.list']);
    expect(states(1)).toEqual(['planned']);
  });

  it('of a whole request is one of each step in it', async () => {
    const portal = new Records(1, 2);
    const { runner, states } = runnerOn(portal);
    const checked = await runner.check([doc(deal, 1), doc(deal, 2)]);
    const batch = portal.batch.bind(portal);
    let cut = true;
    portal.batch = async (calls, options) => {
      const outcomes = await batch(calls, options);
      if (!cut) return outcomes;
      cut = false;
      throw new PortalError('unanswered', { method: 'batch' });
    };
    await runner.send(checked, []);
    expect(states(1, 2)).toEqual(['absent', 'absent']);
    expect(runner.acknowledged).toBe(0);
  });

  it('stops everything when the line or the connection is gone, what is known of each durable (I7)', async () => {
    const cases = [
      [new PortalError('unreachable', { method: 'batch' }), 'planned'],
      [new Error('Ctrl-C'), 'unknown'],
    ] as const;
    for (const [error, state] of cases) {
      const portal = new Records(1);
      const { runner, states, commits, events } = runnerOn(portal);
      const checked = await runner.check([doc(deal, 1)]);
      portal.batch = () => Promise.reject(error);
      await expect(runner.send(checked, [doc(deal, 2)])).rejects.toBe(error);
      expect(states(1)).toEqual([state]);
      expect(commits.at(-1)).toBe(events.length);
    }
    const dead = new PortalError('badCredential', { method: 'deal.delete' });
    const portal = new Records(1, 2);
    portal.instead = ({ method, params }) => {
      const { id } = params as { readonly id?: string };
      return method === 'deal.delete' && id === '2' ? { is: 'refused', error: dead } : undefined;
    };
    const { runner, states, commits, events } = runnerOn(portal);
    await expect(runner.send(await runner.check([doc(deal, 1), doc(deal, 2)]), [])).rejects.toBe(dead);
    expect(states(1, 2)).toEqual(['acknowledged', 'planned']);
    expect(commits.at(-1)).toBe(events.length);
  });
});

describe('steps of which nobody knows whether they were done', () => {
  it('are looked at by kind, and those that were not done are given back', async () => {
    const portal = new Records(2, 4);
    const { runner, events, commits } = runnerOn(portal);
    const targets = [doc(deal, 1), doc(task, 3), doc(deal, 2), doc(task, 4)];
    expect((await runner.probe(targets)).map(({ step }) => step.number)).toEqual([2, 4]);
    expect(portal.asked).toEqual([['deal.list'], ['task.list']]);
    expect(types(events)).toEqual(['probe absent', 'probe present', 'probe absent', 'probe present']);
    expect(commits).toEqual([4]);
  });

  it('stay unknown where the look is not heard or can not be taken, and are not tried again', async () => {
    const single = kindOf('single', {
      look: { by: 'get', call: ({ id }) => ({ method: 'single.get', params: { id } }), at: [] },
    });
    const portal = new Records();
    portal.instead = ({ params }) => {
      const { id } = params as { readonly id: string };
      if (id === '1') return lost;
      return { is: 'refused', error: new PortalError('accessDenied', { method: 'single.get', portalCode: 'NO' }) };
    };
    const { runner, events } = runnerOn(portal);
    expect(await runner.probe([doc(single, 1), doc(single, 2)])).toEqual([]);
    expect(events).toEqual([
      { type: 'found', step: 2, kind: 'single', id: '2', state: 'unreadable', by: 'probe', code: 'NO' },
    ]);
  });
});

const acknowledge = async (portal: Records, ...numbers: readonly number[]) => {
  const all = runnerOn(portal);
  const targets = numbers.map((number) => doc(deal, number));
  await all.runner.send(await all.runner.check(targets), []);
  return { ...all, targets };
};

it('a look at what was done asks for it alone, and not for what may lie below', async () => {
  const note = kindOf('note', { references: [{ field: 'DEAL_ID', to: 'deal', parent: true }] });
  const portal = new Records(1);
  const { ledger } = ledgerInMemory();
  const eyes = eyesOf([deal, note]);
  const runner = new Runner({ portal: portal.portal, ledger, eyes, clock: stillClock() });
  await runner.send(await runner.check([doc(deal, 1)]), []);
  await runner.canary([doc(deal, 1)]);
  await runner.probe([doc(deal, 1)]);
  expect(portal.asked).toEqual([['deal.list', 'crm.note.list'], ['deal.delete'], ['deal.list'], ['deal.list']]);
});

describe('the canary', () => {
  it('is well when all that was acknowledged of it is seen absent (I6)', async () => {
    const portal = new Records(1, 2);
    const { runner, targets, events, commits } = await acknowledge(portal, 1, 2, 3);
    expect(await runner.canary(targets)).toEqual({ seen: 2, wrong: [] });
    expect(types(events).slice(-2)).toEqual(['canary absent', 'canary absent']);
    expect(commits.at(-1)).toBe(events.length);
    // What was gone before anything was sent proves nothing, and is not asked for.
    expect(portal.batches.at(-1)).toEqual([{ method: 'deal.list', params: { ids: ['1', '2'] } }]);
  });

  it('is not when one of it is still there, as it was or otherwise', async () => {
    for (const row of [{ ID: '1' }, { ID: '1', TITLE: 'edited' }]) {
      const portal = new Records(1, 2);
      const { runner, targets, states } = await acknowledge(portal, 1, 2);
      portal.instead = () => answered([row]);
      const { seen, wrong } = await runner.canary(targets);
      expect([seen, wrong]).toEqual([1, [targets[0]]]);
      expect(states(1, 2)).toEqual(['stillThere', 'absent']);
    }
  });

  it('is not when nobody can see, and says nothing of what it did not see', async () => {
    const portal = new Records(1);
    const { runner, targets, states } = await acknowledge(portal, 1);
    portal.instead = ({ method }) => ({ is: 'refused', error: new PortalError('accessDenied', { method }) });
    expect(await runner.canary(targets)).toEqual({ seen: 0, wrong: targets });
    expect(states(1)).toEqual(['acknowledged']);
  });

  it('of what stays is that it holds what it was to hold', async () => {
    const writes = kindOf('deal', {
      ...deal,
      people: [{ field: 'OWNER', title: { ru: '', en: '' }, set: () => ({ method: 'deal.update' }) }],
      scrub: { fields: ['PHONE'], call: () => ({ method: 'deal.scrub' }) },
    });
    const row = { ID: '1', OWNER: '7', PHONE: '1' };
    for (const [action, after, state] of [
      [handOf('OWNER', '7', '9'), { ...row, OWNER: '9' }, 'handed'],
      [scrubOf('PHONE'), { ...row, PHONE: '' }, 'scrubbed'],
    ] as const) {
      let now: typeof row = row;
      const portal = new Answering(({ method }) => {
        if (method !== 'deal.list') now = after;
        return answered(method === 'deal.list' ? [now] : true);
      });
      const { runner, ledger, states } = runnerOn(portal);
      const target = targetOf({ kind: writes, row, action });
      await runner.send(await runner.check([target]), []);
      expect(await runner.canary([target])).toEqual({ seen: 1, wrong: [] });
      expect(states(1)).toEqual([state]);
      expect(ledger.standing.canaryPassed).toBe(true);
    }
  });
});

it('a portal that gives fewer outcomes than it was asked for has not done the rest', async () => {
  const portal = new Records(1, 2);
  const { runner, events } = runnerOn(portal);
  const checked = await runner.check([doc(deal, 1), doc(deal, 2)]);
  const batch: Portal['batch'] = portal.batch.bind(portal);
  portal.batch = async (calls, options) => {
    if (calls.length < 2) return batch(calls, options);
    return batch(calls.slice(0, 1), options);
  };
  await runner.send(checked, []);
  expect(types(events)).toEqual([
    'intent',
    'intent',
    'acknowledged',
    'notSent',
    'probe present',
    'intent',
    'acknowledged',
  ]);
});
