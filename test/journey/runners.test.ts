import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Portal } from '../../src/bitrix24/port.ts';
import { aliveThrough, CONNECTION_ABSENT, type Through } from '../../src/journey/apply/alive.ts';
import { Runners } from '../../src/journey/apply/runners.ts';
import type { Target } from '../../src/journey/apply/target.ts';
import type { Kind } from '../../src/kinds/kind.ts';
import { kindOf } from '../support/archive.ts';
import { Answering, answered, eyesOf, ledgerInMemory, targetOf } from './targets.ts';
import { stillClock } from './world.ts';

const file: Kind = kindOf('file', {
  look: {
    by: 'ids',
    request: (ids) => ({
      method: 'file.list',
      params: { ids: [...ids] },
      rows: [],
      idField: 'ID',
      pager: { by: 'id' },
    }),
  },
  deletion: {
    how: 'call',
    call: ({ id }) => ({ method: 'file.delete', params: { id } }),
    fate: { to: 'gone' },
  },
});

/** Somebody's connection: shows and deletes files by number, says whose it is, or is refused. */
class Connection {
  readonly asked: string[] = [];
  readonly there: Set<string>;
  readonly portal: Portal;
  isRevoked = false;
  /** How often it was asked whose it is. */
  introduced = 0;
  /** What comes instead of an answer to anything but that. */
  broken: Error | undefined;

  constructor(userId: number, ...ids: readonly number[]) {
    this.there = new Set(ids.map(String));
    const { portal } = new Answering(({ method, params }) => {
      const { id = '', ids: asked = [] } = params as { readonly id?: string; readonly ids?: readonly string[] };
      this.asked.push(...asked, ...(id === '' ? [] : [`delete ${id}`]));
      if (method === 'file.list') return answered(asked.filter((each) => this.there.has(each)).map((ID) => ({ ID })));
      return answered(this.there.delete(id));
    });
    const refused = (): void => {
      if (this.isRevoked) throw new PortalError('badCredential', { method: 'profile' });
    };
    this.portal = {
      ...portal,
      call: async (call) => {
        refused();
        if (call.method !== 'profile') return portal.call(call);
        this.introduced += 1;
        return { result: { ID: String(userId) } };
      },
      batch: async (calls, options) => {
        refused();
        if (this.broken !== undefined) throw this.broken;
        return portal.batch(calls, options);
      },
    };
  }
}

const targetThrough = (number: number, through?: string): Target => {
  const target = targetOf({ kind: file, row: { ID: String(number) }, number });
  return through === undefined ? target : { ...target, step: { ...target.step, through } };
};

function world(people: Readonly<Record<string, Connection>>, main = new Connection(1, 1, 2, 3, 4)) {
  const { ledger, events, commits } = ledgerInMemory();
  const through: Through = async (connection) => people[connection]?.portal;
  const runners = new Runners({ portal: main.portal, through, ledger, eyes: eyesOf([file]), clock: stillClock() });
  const states = (...steps: readonly number[]): readonly unknown[] => steps.map((step) => ledger.states.get(step));
  return { main, runners, events, commits, states };
}

describe('a step that goes through another connection', () => {
  it('is looked at and deleted through that one alone, in a batch of its own', async () => {
    const anna = new Connection(5, 2);
    const { main, runners, states } = world({ 'user-5': anna });
    const first = await runners.check([targetThrough(1)]);
    const next = await runners.send(first, [targetThrough(2, 'user-5')]);
    expect(await runners.send(next, [])).toEqual([]);
    expect([main.asked, anna.asked]).toEqual([
      ['1', 'delete 1'],
      ['2', 'delete 2'],
    ]);
    expect(states(1, 2)).toEqual(['acknowledged', 'acknowledged']);
    expect([runners.acknowledged, runners.unreached]).toEqual([2, []]);
  });

  it('is refused, by name, where its connection is not here, is refused or is another person’s; the rest goes', async () => {
    const revoked = new Connection(6, 3);
    revoked.isRevoked = true;
    const mixedUp = new Connection(5, 4);
    const { main, runners, events, states } = world({ 'user-6': revoked, 'user-7': mixedUp });
    for (const [number, connection] of [
      [2, 'user-5'],
      [3, 'user-6'],
      [4, 'user-7'],
    ] as const) {
      expect(await runners.check([targetThrough(number, connection)])).toEqual([]);
    }
    await runners.send(await runners.check([targetThrough(1)]), []);
    expect(states(1, 2, 3, 4)).toEqual(['acknowledged', 'refused', 'refused', 'refused']);
    expect([main.asked, revoked.asked, mixedUp.asked]).toEqual([['1', 'delete 1'], [], []]);
    expect(runners.unreached).toEqual([
      { connection: 'user-5', code: CONNECTION_ABSENT },
      { connection: 'user-6', code: 'PORTAL_BAD_CREDENTIAL' },
      { connection: 'user-7', code: 'OTHER_PERSON' },
    ]);
    expect(events.filter(({ type }) => type === 'outcome')).toContainEqual(
      expect.objectContaining({ step: 3, through: 'user-6', is: 'refused', code: 'PORTAL_BAD_CREDENTIAL' }),
    );
  });

  it('keeps what was answered when its connection ends after it, and the journal says so at once (I3)', async () => {
    const anna = new Connection(5, 2, 3);
    const { runners, events, commits, states } = world({ 'user-5': anna });
    const [sent, waiting] = [targetThrough(2, 'user-5'), targetThrough(3, 'user-5')];
    await runners.send(await runners.check([sent]), []);
    anna.isRevoked = true;
    expect(await runners.canary([sent])).toEqual({ seen: 0, wrong: [] });
    expect(await runners.check([waiting])).toEqual([]);
    expect(states(2, 3)).toEqual(['acknowledged', 'refused']);
    expect(commits.at(-1)).toBe(events.length);
    expect(runners.unreached).toEqual([{ connection: 'user-5', code: 'PORTAL_BAD_CREDENTIAL' }]);
    // Nothing more goes through it in this run, whatever becomes of it.
    anna.isRevoked = false;
    expect(await runners.alive('user-5')).toEqual({ code: 'PORTAL_BAD_CREDENTIAL' });
    expect(await runners.check([targetThrough(4, 'user-5')])).toEqual([]);
    expect(states(4)).toEqual(['refused']);
    expect(anna.asked).toEqual(['2', 'delete 2']);
  });

  it('is asked once whose it is, and all that went through it counts', async () => {
    const anna = new Connection(5, 2, 3);
    const { runners } = world({ 'user-5': anna });
    for (const number of [2, 3]) await runners.send(await runners.check([targetThrough(number, 'user-5')]), []);
    expect([runners.acknowledged, anna.introduced]).toEqual([2, 1]);
  });

  it('ends the run, as through any connection, when it is the portal that gives out', async () => {
    for (const broken of [new PortalError('portalDeleted', { method: 'batch' }), new Error('a mistake of our own')]) {
      const anna = new Connection(5, 2);
      anna.broken = broken;
      const { runners, states } = world({ 'user-5': anna });
      await expect(runners.check([targetThrough(2, 'user-5')])).rejects.toBe(broken);
      expect([states(2), runners.unreached]).toEqual([['planned'], []]);
    }
  });

  it('is probed through it, too, and stays unknown to nobody else', async () => {
    const anna = new Connection(5);
    const { main, runners } = world({ 'user-5': anna });
    await runners.probe([targetThrough(1), targetThrough(2, 'user-5')]);
    expect([main.asked, anna.asked]).toEqual([['1'], ['2']]);
  });
});

it('a portal that says neither yes nor no says nothing of a connection', async () => {
  const down = new PortalError('unanswered', { method: 'profile' });
  const { portal } = new Connection(5);
  const through: Through = async () => ({ ...portal, call: () => Promise.reject(down) });
  await expect(aliveThrough(through, 'user-5')).rejects.toBe(down);
});
