import { describe, expect, it } from 'vitest';

import { PortalError } from '../../src/bitrix24/errors.ts';
import type { JournalEvent } from '../../src/journey/journal/events.ts';
import { readJournal } from '../../src/journey/journal/read.ts';
import type { FakeDisk } from '../support/fake-disk.ts';
import { JOURNAL, run } from './apply-support.ts';
import { HERS, twoConnections } from './two-connections.ts';

async function eventsOf({ disk }: { readonly disk: FakeDisk }): Promise<readonly JournalEvent[]> {
  return (await Array.fromAsync(readJournal(disk, JOURNAL))).map(({ event }) => event);
}
/** Each look and each intent of a journal, in order, as `note:101 absent prove`. */
const told = (events: readonly JournalEvent[]): readonly string[] =>
  events.flatMap((event) => {
    if (event.type === 'intent') return [`${event.kind}:${event.id} intent`];
    return event.type === 'found' ? [`${event.kind}:${event.id} ${event.state} ${event.by}`] : [];
  });
/** The last thing that is known of a step, with its code. */
const lastOf = (events: readonly JournalEvent[], kind: string, id: string): unknown =>
  events.findLast((event) => 'kind' in event && event.kind === kind && 'id' in event && event.id === id);

describe('people have their turn last (I7)', () => {
  it('after what went through their connections was seen gone by a reading of its own (I6), and after all else was sent', async () => {
    const world = await twoConnections();
    const report = await run(world, { through: world.through, caps: { canary: 0 } });
    expect(report).toMatchObject({ ended: 'finished', states: { planned: 0, refused: 0, unknown: 0 } });
    expect(report).not.toHaveProperty('unreached');
    const lines = told(await eventsOf(world));
    const firstPerson = lines.findIndex((line) => line.startsWith('person:') && line.endsWith('intent'));
    const hers = world.plan.list.filter(({ key }) => HERS.includes(key.kind));
    expect(hers).toHaveLength(6);
    for (const { key } of hers) {
      const seen = lines.indexOf(`${key.kind}:${key.id} absent prove`);
      expect([key, seen > 0 && seen < firstPerson]).toEqual([key, true]);
    }
    // What the owner's own connection deleted can wait for the proof.
    expect(lines.filter((line) => line.startsWith('doc:') && line.endsWith('prove'))).toEqual([]);
    const docs = lines.filter((line) => line.startsWith('doc:') && line.endsWith('intent'));
    expect([docs.length, Math.max(...docs.map((line) => lines.indexOf(line))) < firstPerson]).toEqual([2, true]);
    expect([...world.strange]).toEqual([]);
  });

  it('after what went along unseen was looked at through the connection that ends with them (I3)', async () => {
    const world = await twoConnections();
    // Her answers are lost: what was sent is seen gone, what went along is known to nobody yet.
    world.anna.fault = (request) => (request === 2 ? { does: 'cut', at: 50 } : undefined);
    await run(world, { through: world.through, caps: { canary: 0 } });
    const lines = told(await eventsOf(world));
    const firstPerson = lines.findIndex((line) => line.startsWith('person:') && line.endsWith('intent'));
    const remarks = world.plan.list.filter(({ key }) => key.kind === 'remark').map(({ key }) => key.id);
    for (const id of remarks) {
      const probed = lines.indexOf(`remark:${id} absent probe`);
      expect([id, probed > 0 && probed < firstPerson]).toEqual([id, true]);
    }
  });

  it('but for those through whose connection something is still to go: they stay, and say why; others go', async () => {
    const world = await twoConnections();
    world.revoke();
    const report = await run(world, { through: world.through });
    expect(report.unreached).toEqual([{ connection: 'user-5', code: 'PORTAL_BAD_CREDENTIAL' }]);
    const events = await eventsOf(world);
    expect(lastOf(events, 'person', '5')).toMatchObject({ type: 'outcome', is: 'refused', code: 'CONNECTION_NEEDED' });
    expect(lastOf(events, 'person', '6')).toMatchObject({ type: 'outcome', is: 'acknowledged' });
    expect(world.portal.row('person', '5')).toMatchObject({ active: true });
    expect(world.anna.rows.get('note')?.size).toBe(3);
  });

  it('and those through whose connection nothing is left to go, go, whether it still works or not', async () => {
    const world = await twoConnections({ docs: 0 });
    // All of hers goes; her webhook is deleted before the people have their turn.
    const few = await run(world, { through: world.through, caps: { maxDelete: 3, canary: 0 } });
    expect([few.reason, few.states.absent]).toEqual(['maxDelete', 6]);
    world.revoke();
    await run(world, { through: world.through });
    const events = await eventsOf(world);
    expect(lastOf(events, 'person', '5')).toMatchObject({ type: 'outcome', is: 'acknowledged' });
  });

  it('but for those of whom one record alone is left, that the portal refused', async () => {
    const world = await twoConnections();
    world.anna.refuse = ({ method, params }) =>
      method === 'note.delete' && (params as { readonly id: number }).id === 102
        ? new PortalError('accessDenied', { method, portalCode: 'ACCESS_DENIED' })
        : undefined;
    const few = await run(world, { through: world.through, caps: { maxDelete: 4, canary: 0 } });
    expect(few.states.refused).toBe(2);
    world.revoke();
    await run(world, { through: world.through });
    expect(lastOf(await eventsOf(world), 'person', '5')).toMatchObject({ is: 'refused', code: 'CONNECTION_NEEDED' });
  });
});
