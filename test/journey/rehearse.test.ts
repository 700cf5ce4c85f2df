import { Socket } from 'node:net';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { planFromMemory, sourceOf } from '../../src/journey/apply/source.ts';
import { startOf } from '../../src/journey/plan/plan.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { adjusted, rehearse } from '../../src/journey/rehearse/rehearse.ts';
import type { Plan } from '../../src/journey/types.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { everything, JOURNAL, planOf, run } from './apply-support.ts';
import { kinds, MiniArchive, type MiniPortal, randomPortal, stillClock } from './world.ts';

const REHEARSAL = 'archive/rehearsal.jsonl';

beforeEach(() => {
  vi.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
    throw new Error('a socket was opened');
  });
  vi.stubGlobal('fetch', () => {
    throw new Error('a request was made');
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function worldOf(seed: number): Promise<{
  readonly portal: MiniPortal;
  readonly copy: MiniPortal;
  readonly archive: MiniArchive;
  readonly disk: FakeDisk;
  readonly plan: Plan;
}> {
  const portal = randomPortal(seeded(seed), 10);
  const archive = new MiniArchive(portal);
  return { portal, copy: portal.copy(), archive, disk: new FakeDisk(), plan: await planOf(archive) };
}

type World = Awaited<ReturnType<typeof worldOf>>;

const rehearsalOf = ({ plan, disk, copy, archive }: World): ReturnType<typeof rehearse> =>
  rehearse({
    plan: planFromMemory(plan),
    disk,
    journalPath: REHEARSAL,
    portal: copy,
    archive,
    kinds,
    clock: stillClock(),
  });

describe('a rehearsal', () => {
  it('ends as the real run ends, on the same portal, and opens no socket', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const world = await worldOf(seed);
      const before = world.portal.picture();
      const rehearsal = await rehearsalOf(world);
      expect(rehearsal.clean).toBe(true);
      expect(world.portal.requests, 'the real portal is not touched').toBe(0);
      expect(world.portal.picture()).toBe(before);
      await run(world);
      expect(world.portal.picture()).toBe(world.copy.picture());
      const { disk, portal, archive } = world;
      const real = await prove({
        disk,
        journalPath: JOURNAL,
        portal,
        kinds,
        archived: archive.archived,
        clock: stillClock(),
      });
      expect(rehearsal.proof.total).toEqual(real.total);
    }
  });

  it('does not wait, and can be done again', async () => {
    const world = await worldOf(3);
    const started = Date.now();
    await rehearsalOf(world);
    const again = { ...world, copy: world.portal.copy() };
    expect((await rehearsalOf(again)).clean).toBe(true);
    expect(Date.now() - started).toBeLessThan(2500);
  });

  it('finds what will be refused, and the adjusted plan leaves it, and what lies above it, alone', async () => {
    const world = await worldOf(7);
    const id = Number(world.plan.list.find(({ key }) => key.kind === 'doc')?.key.id);
    const refuse: MiniPortal['refuse'] = ({ method, params }) =>
      method === 'doc.delete' && (params as { id: number }).id === id
        ? new PortalError('accessDenied', { method, portalCode: 'ACCESS_DENIED' })
        : undefined;
    world.copy.refuse = refuse;
    const rehearsal = await rehearsalOf(world);
    expect(rehearsal.clean).toBe(false);
    expect(rehearsal.proof.exceptions[0]).toMatchObject({ kind: 'doc', id: String(id), code: 'ACCESS_DENIED' });

    const { disk } = world;
    const source = planFromMemory(world.plan);
    const start = startOf(world.archive.facts(), everything);
    const file = await writePlan(disk, 'archive/plan.jsonl', start, adjusted(disk, REHEARSAL, source));
    expect(file.header.steps).toBeLessThan(world.plan.steps);
    // Of a kind that the copy has no place for, a refusal says nothing.
    const mute = await Array.fromAsync(adjusted(disk, REHEARSAL, source, ['doc']));
    expect(mute.filter(({ type }) => type === 'kept').map((entry) => entry.type)).toHaveLength(world.plan.kept);
    const second = { ...world, copy: world.portal.copy() };
    second.copy.refuse = refuse;
    const better = await rehearse({
      plan: sourceOf(disk, file),
      disk,
      journalPath: REHEARSAL,
      portal: second.copy,
      archive: world.archive,
      kinds,
      clock: stillClock(),
    });
    expect(better.clean).toBe(true);
    expect(second.copy.row('doc', id)).toBeDefined();
  });
});
