import { describe, expect, it } from 'vitest';

import { textOf } from '../../src/base/json.ts';
import { seeded } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import { checkHistory, JOURNAL, run, small, type World, worldOf } from './apply-support.ts';
import { MiniPortal, print, randomPortal, stillClock } from './world.ts';

describe('apply', () => {
  it('does what the plan says, all of it and nothing else (I2)', async () => {
    const world = await worldOf(small());
    const before = world.archive.records.size;
    const report = await run(world);
    checkHistory(world);
    expect(report).toMatchObject({
      ended: 'finished',
      states: { planned: 0, intended: 0, unknown: 0, refused: 0, changed: 0 },
    });
    expect(world.portal.gone).toHaveLength(world.plan.steps);
    const left = [...world.portal.rows.values()].reduce((sum, rows) => sum + rows.size, 0);
    const deactivated = world.plan.list.filter(({ action }) => action.do === 'deactivate').length;
    expect(left).toBe(before - world.plan.steps + deactivated);
  });

  it('sends nothing before the guard was passed, and waits at least three seconds after it', async () => {
    const world = await worldOf(small());
    const wrong = [
      { attended: true, typed: 'acme.bitrix24.com' },
      { attended: true, typed: '' },
      { attended: false, portal: 'acme.bitrix24.ru', planSha256: '' },
      { attended: false, portal: 'acme.bitrix24.ru', planSha256: '0123456789ab' },
      { attended: false, portal: 'other.bitrix24.ru', planSha256: 'x' },
    ] as const;
    for (const guard of wrong) await expect(run(world, { guard })).rejects.toMatchObject({ code: 'GUARD_REFUSED' });
    const { planFromMemory } = await import('../../src/journey/apply/source.ts');
    const { sha256 } = planFromMemory(world.plan);
    const short = { attended: false, portal: 'acme.bitrix24.ru', planSha256: sha256.slice(0, 11) } as const;
    await expect(run(world, { guard: short })).rejects.toMatchObject({ code: 'GUARD_REFUSED' });
    expect(world.portal.requests).toBe(0);
    expect(world.disk.files.size).toBe(0);
    const clock = stillClock();
    const start = clock.at;
    let firstAt = 0;
    world.portal.meanwhile = () => (firstAt ||= clock.at);
    await run(world, {
      clock,
      guard: { attended: false, portal: ' https://ACME.bitrix24.ru/ ', planSha256: sha256.slice(0, 12) },
    });
    expect(firstAt - start).toBeGreaterThanOrEqual(3000);
  });

  it('refuses a plan of another portal or of another archive, and a journal of another plan (I10)', async () => {
    const world = await worldOf(small());
    const other: World = { ...world, plan: { ...world.plan, portal: 'other.bitrix24.ru' } };
    await expect(run(other, { guard: { attended: true, typed: 'other.bitrix24.ru' } })).rejects.toMatchObject({
      code: 'PLAN_OTHER_PORTAL',
    });
    for (const sealRoot of ['b'.repeat(128), undefined]) {
      const { fingerprint, archived } = world.archive;
      await expect(run(world, { archive: { fingerprint, archived, sealRoot } })).rejects.toMatchObject({
        code: 'PLAN_STALE',
      });
    }
    expect(world.portal.requests).toBe(0);
    await run(world, { caps: { maxDelete: 3 } });
    const requests = world.portal.requests;
    const edited: World = { ...world, plan: { ...world.plan, madeAtMs: 1 } };
    await expect(run(edited)).rejects.toMatchObject({ code: 'JOURNAL_OTHER_PLAN' });
    expect(world.portal.requests).toBe(requests);
  });

  it('stops at its cap and goes on with the same command', async () => {
    const world = await worldOf(small());
    const first = await run(world, { caps: { maxDelete: 13 } });
    expect(first).toMatchObject({ ended: 'stopped', reason: 'maxDelete', acknowledgedNow: 13 });
    expect(world.portal.writes).toBe(13);
    const second = await run(world);
    expect(second.ended).toBe('finished');
    checkHistory(world);
    expect(world.portal.gone).toHaveLength(world.plan.steps);
  });

  it('sends ten first, sees them absent, and asks', async () => {
    const world = await worldOf(randomPortal(seeded(3), 30));
    const asked: unknown[] = [];
    const report = await run(world, {
      controls: {
        afterCanary: async (canary) => {
          asked.push(canary);
          return false;
        },
      },
    });
    expect(report).toMatchObject({ ended: 'stopped', reason: 'canaryDeclined', acknowledgedNow: 10 });
    expect(asked).toHaveLength(1);
    expect(world.portal.writes).toBe(10);
    // The safest kind, the one with a bin, is the first.
    expect(new Set(world.portal.gone.filter((gone) => gone.with === undefined).map(({ key }) => key.kind))).toEqual(
      new Set(['note']),
    );
  });

  it('stops when the canary is still there though the portal said yes', async () => {
    const world = await worldOf(small());
    const rows = new Map(world.portal.rows.get('note'));
    world.portal.meanwhile = () => {
      for (const [id, row] of rows) world.portal.rows.get('note')?.set(id, row);
    };
    const report = await run(world);
    expect(report).toMatchObject({ ended: 'stopped', reason: 'canaryFailed' });
    expect(world.portal.writes).toBeLessThanOrEqual(10);
  });
});

describe('what changed since the export', () => {
  it('skips a record that is not the archived one any more (I4)', async () => {
    const world = await worldOf(small());
    for (const { key } of world.plan.list.filter(({ key: { kind } }) => kind === 'doc').slice(0, 3)) {
      world.portal.put('doc', { ...world.portal.row('doc', key.id), name: 'edited since' });
    }
    const report = await run(world);
    checkHistory(world);
    expect(report.states.changed).toBe(3);
    expect([...(world.portal.rows.get('doc')?.values() ?? [])].map(({ name }) => name)).toEqual(
      Array.from({ length: 3 }, () => 'edited since'),
    );
  });

  it('does not mind a field that changes by itself', async () => {
    const world = await worldOf(small());
    for (const [id, row] of world.portal.rows.get('doc') ?? [])
      world.portal.put('doc', { ...row, id: Number(id), views: 5 });
    expect((await run(world)).states.changed).toBe(0);
  });

  it('leaves what something new has appeared in, and whatever holds that (I5)', async () => {
    const world = await worldOf(small());
    const note = world.plan.list.find(({ key }) => key.kind === 'note')?.key.id ?? '';
    const doc = world.plan.list.find(({ key }) => key.kind === 'doc')?.key.id ?? '';
    const folder = textOf(world.portal.row('doc', doc)?.['folderId']);
    world.portal.put('remark', { id: 9001, noteId: Number(note), name: 'new' });
    world.portal.put('doc', { id: 9002, folderId: Number(folder), name: 'new' });
    const report = await run(world);
    checkHistory(world);
    expect(world.portal.row('note', note)).toBeDefined();
    expect(world.portal.row('folder', folder)).toBeDefined();
    expect(world.portal.row('remark', 9001)).toBeDefined();
    expect(world.portal.row('doc', 9002)).toBeDefined();
    expect(report.states.childAppeared).toBeGreaterThanOrEqual(2);
  });

  it('leaves a note whose remark was edited: the remark would go in a version that nobody kept', async () => {
    const world = await worldOf(small());
    const remark = world.plan.list.find(({ key }) => key.kind === 'remark')?.key.id ?? '';
    const row = world.portal.row('remark', remark);
    world.portal.put('remark', { ...row, name: 'edited since' });
    await run(world);
    checkHistory(world);
    expect(world.portal.row('remark', remark)).toBeDefined();
    expect(world.portal.row('note', textOf(row?.['noteId']))).toBeDefined();
  });

  it('sees something new even among more rows than a page holds', async () => {
    const portal = new MiniPortal();
    portal.put('note', { id: 1, name: 'busy' });
    for (let id = 100; id < 180; id++) portal.put('remark', { id, noteId: 1, name: 'x' });
    const world = await worldOf(portal, { kinds: ['note'], where: [], keep: [] });
    portal.put('remark', { id: 999, noteId: 1, name: 'the eighty-first' });
    await run(world);
    expect(portal.gone).toEqual([]);
  });

  it('proves by a read that something was gone already, and sends nothing for it', async () => {
    const world = await worldOf(small());
    const keys = world.plan.list.filter(({ key }) => key.kind === 'doc').slice(0, 4);
    for (const { key } of keys) world.portal.rows.get('doc')?.delete(key.id);
    const report = await run(world);
    expect(report.states.alreadyGone).toBe(4);
    checkHistory(world);
  });

  it('looks again when a pause made its look old', async () => {
    const portal = new MiniPortal();
    for (let id = 1; id <= 120; id++) portal.put('doc', { id, name: `doc ${id}` });
    const world = await worldOf(portal, { kinds: ['doc'], where: [], keep: [] });
    const clock = stillClock();
    let pauses = 0;
    const paused = (): Promise<void> | undefined => {
      pauses += 1;
      if (pauses !== 4) return undefined;
      clock.at += 3_600_000;
      for (const [id, row] of portal.rows.get('doc') ?? [])
        portal.put('doc', { ...row, id: Number(id), name: 'edited in the pause' });
      return Promise.resolve();
    };
    await run(world, { clock, controls: { paused } });
    checkHistory(world);
    expect(portal.rows.get('doc')?.size).toBeGreaterThan(0);
  });
});

describe('refusals', () => {
  it('records a refusal with its code and goes on with the others', async () => {
    const world = await worldOf(small());
    const id = Number(world.plan.list.find(({ key }) => key.kind === 'doc')?.key.id);
    world.portal.refuse = ({ method, params }) =>
      method === 'doc.delete' && (params as { id: number }).id === id
        ? new PortalError('accessDenied', { method, portalCode: 'ACCESS_DENIED' })
        : undefined;
    const report = await run(world);
    checkHistory(world);
    expect(report.states.refused).toBe(1);
    expect(world.portal.row('doc', id)).toBeDefined();
    const codes: string[] = [];
    for await (const { event } of readJournal(world.disk, JOURNAL)) {
      if (event.type === 'outcome' && event.is === 'refused') codes.push(`${event.id} ${event.code}`);
    }
    expect(codes).toContain(`${id} ACCESS_DENIED`);
  });

  it('sends nothing more once the connection is dead (I7)', async () => {
    const world = await worldOf(small());
    world.portal.refuse = ({ method }) =>
      world.portal.writes >= 12 ? new PortalError('badCredential', { method, status: 401 }) : undefined;
    const report = await run(world);
    expect(report).toMatchObject({ ended: 'stopped', reason: 'portal' });
    expect(report.states.unknown + report.states.intended).toBe(0);
    const { requests } = world.portal;
    world.portal.refuse = () => undefined;
    expect((await run(world)).ended).toBe('finished');
    expect(world.portal.requests).toBeGreaterThan(requests);
    checkHistory(world);
  });

  it('takes a portal that ignores the filter for a portal that said nothing', async () => {
    const world = await worldOf(small(), { kinds: ['doc'], where: [], keep: [] });
    const stranger = { id: 5555, name: 'stranger' };
    const batch = world.portal.batch.bind(world.portal);
    world.portal.batch = async (calls) =>
      (await batch(calls)).map((outcome, index) =>
        calls[index]?.method === 'doc.list' ? { is: 'answered', answer: { result: [stranger] } } : outcome,
      );
    const report = await run(world);
    expect(world.portal.writes).toBe(0);
    expect(report.states.alreadyGone).toBe(0);
    expect(report.states.refused).toBe(world.plan.steps);
  });
});

describe('hands on the controls', () => {
  it('finishes what is in flight at the first Ctrl-C and leaves nothing unknown', async () => {
    const world = await worldOf(small());
    const controller = new AbortController();
    world.portal.meanwhile = (request) => {
      if (request === 4) controller.abort(new Error('Ctrl-C'));
    };
    const report = await run(world, { controls: { signal: controller.signal } });
    expect(report).toMatchObject({ ended: 'stopped', reason: 'cancelled', states: { unknown: 0, intended: 0 } });
    expect(world.portal.requests).toBe(4);
    expect((await run(world)).ended).toBe('finished');
    checkHistory(world);
  });

  it('sends nothing while paused', async () => {
    const world = await worldOf(small());
    const controller = new AbortController();
    let requests = 0;
    const paused = (): Promise<void> => {
      requests = world.portal.requests;
      queueMicrotask(() => controller.abort(new Error('Ctrl-C')));
      return new Promise(() => {});
    };
    const report = await run(world, { controls: { paused, signal: controller.signal } });
    expect(report.reason).toBe('cancelled');
    expect(world.portal.requests).toBe(requests);
    expect(world.portal.writes).toBe(0);
  });

  it("never names the portal's data in the journal, only ids", async () => {
    const world = await worldOf(small());
    await run(world);
    expect(world.disk.text(JOURNAL)).not.toMatch(/note \d|doc \d|folder \d|person \d/u);
    expect(print('doc', { id: 1 })).toMatch(/^[0-9a-f]{64}$/u);
  });
});
