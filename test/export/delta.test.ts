import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { archiveOfWorld, exportWorld, worldOf } from './world.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<Archive> {
  const made = await archiveOfWorld();
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  return made.archive;
}

/** The portal's clock in these tests: the first run begins at this moment. */
const firstRun = '2026-11-23T12:00:00+03:00';
const later = '2026-11-24T08:00:00Z';

describe('a second export into the same archive', () => {
  it('fetches what changed, finds what is new, and marks what vanished', async () => {
    const archive = await open();
    const world = worldOf();
    await exportWorld(world, archive);
    world.leads = world.leads
      .filter(({ ID }) => ID !== '60')
      .map((row) => (row['ID'] === '7' ? { ...row, NAME: 'renamed', CHANGED: later } : row));
    world.leads.push({ ID: '900', NAME: 'new', BY: '2', CHANGED: later });
    const report = await exportWorld(world, archive);
    expect(report).toMatchObject({ state: 'complete', delta: true, resumed: false });
    expect(report.kinds.find(({ kind }) => kind === 'lead')).toMatchObject({ portal: 120, seen: 120, kept: 120 });
    expect(archive.record({ kind: 'lead', id: '7' })?.name).toBe('renamed');
    expect(archive.record({ kind: 'lead', id: '900' })?.name).toBe('new');
    expect(archive.record({ kind: 'lead', id: '60' })?.vanishedAtMs).toBeDefined();
    expect(archive.record({ kind: 'lead', id: '61' })?.vanishedAtMs).toBeUndefined();
    // The comments of a lead that is gone went with it.
    expect(archive.record({ kind: 'comment', id: '6001' })?.vanishedAtMs).toBeDefined();
  });

  it('finds a record that came without a change: one that a right was granted for', async () => {
    const archive = await open();
    const world = worldOf(40);
    const [first, ...others] = world.leads;
    world.leads = others;
    await exportWorld(world, archive);
    world.leads = [first ?? {}, ...others];
    const report = await exportWorld(world, archive);
    expect(report.state).toBe('complete');
    expect(archive.record({ kind: 'lead', id: '1' })).toBeDefined();
  });

  it('fetches no file again that it holds, and tries again those that it could not get', async () => {
    const archive = await open();
    const world = worldOf();
    const address = '/rest/download.json?token=secret-token-14';
    const bytes = world.portal.bytes.get(address) ?? Buffer.from('');
    world.portal.bytes.delete(address);
    const first = await exportWorld(world, archive);
    expect(first).toMatchObject({ state: 'incomplete', files: { count: 3 } });
    expect(first.missing).toMatchObject([{ kind: 'file', what: 'file', code: 'EXPORT_FILE_GONE', examples: ['14'] }]);
    world.portal.bytes.set(address, bytes);
    const second = await exportWorld(world, archive);
    expect(second).toMatchObject({ state: 'complete', missing: [], files: { count: 1 } });
    const third = await exportWorld(world, archive);
    expect(third.files).toEqual({ count: 0, bytes: 0 });
    expect(archive.missing()).toEqual([]);
  });

  it('asks for changes by the clock of the portal, with an hour to spare, whatever ours says', async () => {
    const archive = await open();
    const world = worldOf(60);
    const years = { now: () => Date.parse('2031-01-01T00:00:00Z'), sleep: () => Promise.resolve() };
    await exportWorld(world, archive, { clock: years });
    // Written while the first run was reading, by a replica that lagged.
    const moment = new Date(Date.parse(firstRun) - 30 * 60_000).toISOString();
    world.leads = world.leads.map((row) => (row['ID'] === '3' ? { ...row, NAME: 'late', CHANGED: moment } : row));
    await exportWorld(world, archive, { clock: years });
    expect(archive.record({ kind: 'lead', id: '3' })?.name).toBe('late');
  });

  it('costs far fewer pages when nothing changed', async () => {
    const archive = await open();
    const world = worldOf(2000);
    const pages = { lead: 0 };
    world.portal.beforePage = (method) => {
      if (method === 'lead.list') pages.lead++;
    };
    const full = await exportWorld(world, archive, { chosen: ['lead'] });
    const whole = pages.lead;
    world.leads = world.leads.slice(0, 30);
    await exportWorld(world, archive, { chosen: ['lead'] });
    pages.lead = 0;
    const delta = await exportWorld(world, archive, { chosen: ['lead'] });
    expect(whole).toBe(40);
    // All ids fit the page that came with the count.
    expect(pages.lead).toBe(0);
    expect(delta.requests).toBeLessThanOrEqual(full.requests);
    expect(delta.kinds).toMatchObject([{ kind: 'lead', portal: 30, seen: 30, kept: 30, state: 'complete' }]);
  });
});

describe('several connections of one portal', () => {
  it('make one record with two witnesses of what both see, and keep what one alone sees', async () => {
    const archive = await open();
    const world = worldOf(20);
    await exportWorld(world, archive, { connection: 'admin' });
    const employee = worldOf(20);
    employee.leads = employee.leads.slice(0, 5);
    const report = await exportWorld(employee, archive, { connection: 'anna' });
    expect(report).toMatchObject({ state: 'complete', delta: false });
    expect(report.kinds.find(({ kind }) => kind === 'lead')).toMatchObject({ portal: 5, seen: 5, kept: 5 });
    expect(archive.record({ kind: 'lead', id: '1' })?.witnesses).toEqual(['admin', 'anna']);
    expect(archive.record({ kind: 'lead', id: '9' })).toMatchObject({ witnesses: ['admin'] });
    expect(archive.record({ kind: 'lead', id: '9' })?.vanishedAtMs).toBeUndefined();
  });
});
