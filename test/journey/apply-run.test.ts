import { describe, expect, it } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { Canary } from '../../src/journey/apply/options.ts';
import { planFromMemory } from '../../src/journey/apply/source.ts';
import type { JournalEvent } from '../../src/journey/journal/events.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { Plan, Progress } from '../../src/journey/types.ts';
import { FakeDisk, PowerLoss } from '../support/fake-disk.ts';
import { everything, JOURNAL, planOf, run } from './apply-support.ts';
import { MiniArchive, MiniPortal, PORTAL, stillClock } from './world.ts';

interface World {
  readonly portal: MiniPortal;
  readonly archive: MiniArchive;
  readonly disk: FakeDisk;
  readonly plan: Plan;
}

type Counts = Partial<Readonly<Record<'notes' | 'docs' | 'folders' | 'people', number>>>;

/** A portal of so many of each kind, numbered through, and the plan to delete all of them. */
async function worldOf({ notes = 0, docs = 0, folders = 0, people = 0 }: Counts): Promise<World> {
  const portal = new MiniPortal();
  for (let id = 101; id <= 100 + notes; id++) {
    portal.put('note', { id, name: 'note' });
    portal.put('remark', { id: id + 100, noteId: id, name: 'remark' });
  }
  for (let id = 301; id <= 300 + docs; id++) portal.put('doc', { id, name: 'doc' });
  for (let id = 401; id <= 400 + folders; id++) portal.put('folder', { id, name: 'folder' });
  for (let id = 1; id <= people; id++) portal.put('person', { id, name: 'person', active: true });
  const archive = new MiniArchive(portal);
  return { portal, archive, disk: new FakeDisk(), plan: await planOf(archive, everything) };
}
const keysLeft = ({ portal }: World, kind: string): readonly string[] => [...(portal.rows.get(kind)?.keys() ?? [])];
async function eventsOf({ disk }: World): Promise<readonly JournalEvent[]> {
  return (await Array.fromAsync(readJournal(disk, JOURNAL))).map(({ event }) => event);
}
const only = <Type extends JournalEvent['type']>(events: readonly JournalEvent[], type: Type) =>
  events.filter((event): event is Extract<JournalEvent, { type: Type }> => event.type === type);
const refusing = (id: number) => (call: { readonly method: string; readonly params?: unknown }) =>
  call.method.endsWith('.delete') && (call.params as { id: number }).id === id
    ? new PortalError('accessDenied', { method: call.method })
    : undefined;

const nobody = (): Promise<boolean> => Promise.reject(new Error('nobody is asked'));
const change = (world: World): void => world.portal.put('doc', { id: 301, name: 'edited' });

describe('the beginning of a run', () => {
  it('waits as long as the guard says, and never less than three seconds', async () => {
    for (const [delayMs, waited] of [
      [undefined, 3000],
      [10, 3000],
      [60_000, 60_000],
    ] as const) {
      const world = await worldOf({ docs: 1 });
      const clock = stillClock();
      const start = clock.at;
      let firstAt = 0;
      world.portal.meanwhile = () => (firstAt ||= clock.at);
      const guard = { attended: true, typed: PORTAL, ...(delayMs === undefined ? {} : { delayMs }) } as const;
      await run(world, { clock, guard });
      expect(firstAt - start).toBe(waited);
    }
  });

  it('is written down once, with what the portal held; a later run says that it goes on, and whose lock it took over', async () => {
    const world = await worldOf({ docs: 5 });
    const { sha256 } = planFromMemory(world.plan);
    await run(world, {
      caps: { maxDelete: 2, canary: 1 },
      guard: { attended: false, portal: PORTAL, planSha256: sha256 },
    });
    await run(world, { tookOver: 'pid 7' });
    const events = await eventsOf(world);
    expect(only(events, 'begun')).toMatchObject([{ attended: false, plan: sha256 }]);
    expect(only(events, 'resumed')).toEqual([{ type: 'resumed', cutBytes: 0, tookOver: 'pid 7' }]);
    expect(only(events, 'witness')).toHaveLength(1);
    expect(only(events, 'counted')).toEqual([{ type: 'counted', when: 'before', kind: 'doc', total: 5 }]);
    const third = await worldOf({ docs: 1 });
    await run(third);
    await run(third);
    expect(only(await eventsOf(third), 'resumed')).toEqual([{ type: 'resumed', cutBytes: 0 }]);
  });

  it('finds out about what an earlier run left unknown before anything else is sent (I3)', async () => {
    const world = await worldOf({ docs: 60 });
    // The answer of the third request never comes, and the process ends.
    world.portal.fault = (request) => (request === 3 ? { does: 'die', at: 20 } : undefined);
    await expect(run(world, { caps: { canary: 0 } })).rejects.toBeInstanceOf(PowerLoss);
    world.portal.fault = () => undefined;
    const before = (await eventsOf(world)).length;
    const report = await run(world, { caps: { canary: 0 } });
    const events = (await eventsOf(world)).slice(before);
    const firstIntent = events.findIndex(({ type }) => type === 'intent');
    const probed = only(events.slice(0, firstIntent), 'found').filter(({ by }) => by === 'probe');
    expect(probed.map(({ state }) => state)).toEqual([
      ...Array.from({ length: 20 }, () => 'absent'),
      ...Array.from({ length: 29 }, () => 'present'),
    ]);
    expect(report.states.absent + report.states.acknowledged).toBe(60);
  });

  it('looks for itself at what went along with something that was found gone', async () => {
    const world = await worldOf({ notes: 2 });
    for (const kind of ['note', 'remark'])
      for (const id of keysLeft(world, kind)) world.portal.rows.get(kind)?.delete(id);
    const report = await run(world);
    expect(report.states).toMatchObject({ alreadyGone: 2, absent: 2, unknown: 0 });
  });
});

describe('the end of a run, told', () => {
  it('tells what waits for its turn from what stayed with what it goes along with', async () => {
    const world = await worldOf({ notes: 3, docs: 2 });
    world.portal.refuse = refusing(102);
    // A record that changed, and one that the portal refuses: what goes along with either is as it was.
    world.portal.put('note', { id: 101, name: 'edited' });
    const report = await run(world, { caps: { canary: 0 } });
    expect(report).toMatchObject({ ended: 'finished', states: { changed: 1, planned: 1 }, stayedAlong: 1 });
    const stopped = await worldOf({ notes: 3, docs: 2 });
    const few = await run(stopped, { caps: { maxDelete: 1, canary: 1 } });
    expect(few.reason).toBe('maxDelete');
    expect(few.states.planned).toBeGreaterThan(0);
    expect(few).not.toHaveProperty('stayedAlong');
  });
});

describe('the first few', () => {
  it('are ten, or as many as are said; none in a rehearsal', async () => {
    for (const [canary, most] of [
      [undefined, 10],
      [3, 3],
    ] as const) {
      const world = await worldOf({ docs: 20 });
      const asked: Canary[] = [];
      const afterCanary = async (seen: Canary): Promise<boolean> => {
        asked.push(seen);
        return false;
      };
      const caps = canary === undefined ? {} : { canary };
      expect(await run(world, { caps, controls: { afterCanary } })).toMatchObject({
        reason: 'canaryDeclined',
        acknowledgedNow: most,
      });
      expect(asked).toEqual([{ kind: 'doc', absent: most, left: 20 - most }]);
      // Whoever says yes later is not asked again.
      expect((await run(world, { controls: { afterCanary } })).ended).toBe('finished');
      expect(asked).toHaveLength(1);
    }
    const rehearsed = await worldOf({ docs: 20 });
    expect((await run(rehearsed, { caps: { canary: 0 }, controls: { afterCanary: nobody } })).ended).toBe('finished');
    expect(only(await eventsOf(rehearsed), 'found')).toEqual([]);
  });

  it('are the next few when the first were gone already, for those prove nothing', async () => {
    const world = await worldOf({ docs: 6 });
    for (const id of [301, 302]) world.portal.rows.get('doc')?.delete(String(id));
    const asked: Canary[] = [];
    const afterCanary = async (canary: Canary): Promise<boolean> => asked.push(canary) > 0;
    await run(world, { caps: { canary: 2 }, controls: { afterCanary } });
    expect(asked).toEqual([{ kind: 'doc', absent: 2, left: 2 }]);
  });

  it('keep to the cap of deletions, and to Ctrl-C', async () => {
    const world = await worldOf({ docs: 20 });
    expect(await run(world, { caps: { maxDelete: 4 } })).toMatchObject({ reason: 'maxDelete', acknowledgedNow: 4 });
    const cancelled = await worldOf({ docs: 20 });
    const report = await run(cancelled, { controls: { signal: AbortSignal.abort(new Error('Ctrl-C')) } });
    expect(report).toMatchObject({ reason: 'cancelled', acknowledgedNow: 0 });
    expect(cancelled.portal.writes).toBe(0);
  });

  it('are no people: they are not deleted, so nothing can be seen absent', async () => {
    const world = await worldOf({ people: 2 });
    const report = await run(world, { controls: { afterCanary: nobody } });
    expect(report.ended).toBe('finished');
    expect(only(await eventsOf(world), 'found')).toEqual([]);
  });
});

describe('what was refused', () => {
  it('is tried again by a later run, and not twice by the one in which it was among the first few', async () => {
    const world = await worldOf({ docs: 8 });
    world.portal.refuse = refusing(303);
    expect((await run(world, { caps: { canary: 3 } })).states.refused).toBe(1);
    expect(only(await eventsOf(world), 'intent').filter(({ id }) => id === '303')).toHaveLength(1);
    expect((await run(world)).states.refused).toBe(1);
    expect(only(await eventsOf(world), 'intent').filter(({ id }) => id === '303')).toHaveLength(2);
    world.portal.refuse = () => undefined;
    expect(await run(world)).toMatchObject({ ended: 'finished', states: { refused: 0, acknowledged: 6, absent: 2 } });
    expect(keysLeft(world, 'doc')).toEqual([]);
  });

  it('is tried again where something new below it is gone again; what changed stays changed', async () => {
    const world = await worldOf({ notes: 3 });
    const remark = { id: 900, noteId: 101, name: 'new' };
    world.portal.put('remark', remark);
    world.portal.put('note', { id: 102, name: 'edited' });
    expect((await run(world)).states).toMatchObject({ childAppeared: 1, changed: 1 });
    world.portal.rows.get('remark')?.delete('900');
    world.portal.put('note', { id: 102, name: 'note' });
    expect((await run(world)).states).toMatchObject({ childAppeared: 0, changed: 1 });
    expect(keysLeft(world, 'note')).toEqual(['102']);
  });
});

describe('the end of a run', () => {
  it('is told to whoever watches, and written down', async () => {
    const world = await worldOf({ docs: 2 });
    const told: Progress[] = [];
    const report = await run(world, { watch: (progress) => told.push(progress) });
    expect(report).toEqual({
      plan: planFromMemory(world.plan).sha256,
      ended: 'finished',
      states: expect.objectContaining({ absent: 2, planned: 0 }),
      acknowledgedNow: 2,
    });
    expect([told[0], told.at(-1)]).toEqual([
      { type: 'stage', stage: 'apply', state: 'started' },
      { type: 'stage', stage: 'apply', state: 'finished' },
    ]);
    expect(told.some((progress) => progress.type === 'kind' && progress.done === 2)).toBe(true);
    expect((await eventsOf(world)).at(-1)).toEqual({ type: 'finished' });
  });

  it('is a stop at the cap only while something is left that might have gone', async () => {
    const all = await worldOf({ docs: 20 });
    expect(await run(all, { caps: { maxDelete: 15 } })).toMatchObject({
      reason: 'maxDelete',
      acknowledgedNow: 15,
    });
    expect(keysLeft(all, 'doc')).toHaveLength(5);
    expect((await eventsOf(all)).at(-1)).toEqual({ type: 'stopped', reason: 'maxDelete', unknown: 0 });
    const many = await worldOf({ docs: 120 });
    expect(await run(many, { caps: { maxDelete: 70 } })).toMatchObject({ reason: 'maxDelete', acknowledgedNow: 70 });
    expect(await run(many, { caps: { maxDelete: 51 } })).toMatchObject({ ended: 'finished', acknowledgedNow: 50 });
  });

  it('is one by the portal when it can go no further, with the reason', async () => {
    const world = await worldOf({ docs: 20 });
    world.portal.fault = (request) => (request >= 4 ? { does: 'unreachable' } : undefined);
    const report = await run(world, { caps: { canary: 2 } });
    expect(report).toMatchObject({ reason: 'portal', error: { kind: 'unreachable' }, acknowledgedNow: 2 });
    expect((await eventsOf(world)).at(-1)).toEqual({ type: 'stopped', reason: 'portal', unknown: 0 });
  });

  it('says how many steps nobody knows of when a second Ctrl-C cut off a request', async () => {
    const world = await worldOf({ docs: 20 });
    const hard = new AbortController();
    const batch = world.portal.batch.bind(world.portal);
    world.portal.batch = async (calls) => {
      if (!calls.some(({ effect }) => effect === 'write')) return batch(calls);
      hard.abort(new Error('Ctrl-C'));
      throw hard.signal.reason;
    };
    expect(await run(world, { controls: { hard: hard.signal } })).toMatchObject({
      reason: 'cancelled',
      states: { unknown: 10 },
    });
    expect((await eventsOf(world)).at(-1)).toEqual({ type: 'stopped', reason: 'cancelled', unknown: 10 });
  });

  it('is an error where it is one of ours, and the journal is closed in any case', async () => {
    const world = await worldOf({ docs: 2 });
    let closed = 0;
    const append = world.disk.append.bind(world.disk);
    world.disk.append = async (path, options) => ({
      ...(await append(path, options)),
      close: async () => void (closed += 1),
    });
    const bug = new Error('a bug');
    world.portal.meanwhile = () => {
      throw bug;
    };
    await expect(run(world)).rejects.toBe(bug);
    expect(closed).toBe(1);
    world.portal.meanwhile = () => {};
    await run(world);
    expect(closed).toBe(2);
  });

  it('looks once more at what is unknown, unless it was told to end', async () => {
    for (const cancels of [false, true]) {
      const world = await worldOf({ docs: 60 });
      const controller = new AbortController();
      const batch = world.portal.batch.bind(world.portal);
      let blind = false;
      // The answer to the deletion is lost, and the look after it is refused.
      world.portal.batch = async (calls) => {
        const error = new PortalError(blind ? 'accessDenied' : 'unanswered', { method: 'x' });
        const outcomes = await batch(calls);
        const writes = calls.some(({ effect }) => effect === 'write');
        const is = writes ? 'unknown' : blind ? 'refused' : undefined;
        blind = writes;
        if (writes && cancels) controller.abort(new Error('Ctrl-C'));
        return is === undefined ? outcomes : outcomes.map(() => ({ is, error }));
      };
      const report = await run(world, { caps: { canary: 0 }, controls: { signal: controller.signal } });
      expect(report.states).toMatchObject(cancels ? { absent: 0, unknown: 49 } : { absent: 60, unknown: 0 });
    }
  });

  it('names with what is unknown also what an earlier run meant to do and nobody could look at since', async () => {
    const dying = await worldOf({ docs: 5 });
    dying.portal.meanwhile = (request) => {
      if (request === 3) dying.disk.die();
    };
    await expect(run(dying)).rejects.toBeInstanceOf(PowerLoss);
    const world = { ...dying, disk: dying.disk.reboot(seeded(1)) };
    world.portal.meanwhile = () => {};
    world.portal.refuse = ({ method }) => new PortalError('accessDenied', { method });
    await run(world, { controls: { signal: AbortSignal.abort(new Error('Ctrl-C')) } });
    expect((await eventsOf(world)).at(-1)).toEqual({ type: 'stopped', reason: 'cancelled', unknown: 5 });
  });

  it('comes before the last window, too, when it is asked for', async () => {
    const world = await worldOf({ docs: 5 });
    const controller = new AbortController();
    world.portal.meanwhile = (request) => {
      if (request === 2) controller.abort(new Error('Ctrl-C'));
    };
    const report = await run(world, { caps: { canary: 0 }, controls: { signal: controller.signal } });
    expect(report).toMatchObject({ reason: 'cancelled', acknowledgedNow: 0 });
    expect(world.portal.writes).toBe(0);
  });
});

describe('windows', () => {
  it('are told one after the other', async () => {
    const told: string[] = [];
    const watch = (progress: Progress): void => {
      if (progress.type === 'kind') told.push(`${progress.done}/${progress.total} ${progress.state}`);
    };
    await run(await worldOf({ docs: 60 }), { caps: { canary: 0 }, watch });
    expect(told).toEqual(['0/60 running', '49/60 running', '60/60 finished']);
  });

  it('are as large as fills whole requests: 47 folders and the three looks at the next ones', async () => {
    const world = await worldOf({ folders: 94 });
    await run(world, { caps: { canary: 0 } });
    expect(keysLeft(world, 'folder')).toEqual([]);
    // Who looks, the first look, two windows.
    expect(world.portal.requests).toBe(4);
  });
});

describe('people', () => {
  it('wait for what changed where it is to be brought home first, for the connection goes with its owner', async () => {
    const world = await worldOf({ docs: 3, people: 2 });
    change(world);
    const report = await run(world, { waitsForChanged: true });
    expect(report).toMatchObject({ ended: 'stopped', reason: 'changed', states: { changed: 1, planned: 1 } });
    expect(keysLeft(world, 'doc')).toEqual(['301']);
    const below = await worldOf({ notes: 2, people: 2 });
    below.portal.put('remark', { id: 900, noteId: 101, name: 'new' });
    expect(await run(below, { waitsForChanged: true })).toMatchObject({ reason: 'changed' });
  });

  it('do not wait where nothing changed, or where nobody brings it home', async () => {
    expect((await run(await worldOf({ docs: 3, people: 2 }), { waitsForChanged: true })).ended).toBe('finished');
    const world = await worldOf({ docs: 3, people: 2 });
    change(world);
    expect(await run(world)).toMatchObject({ ended: 'finished', states: { changed: 1, planned: 0 } });
  });
});
