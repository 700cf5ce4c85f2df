import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { textOf } from '../../src/base/json.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import type { ExportReport } from '../../src/journey/export/export.ts';
import type { Progress } from '../../src/journey/types.ts';
import { archiveOfWorld, exportWorld, worldOf } from './world.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function open(): Promise<Archive> {
  const made = await archiveOfWorld();
  const { archive } = made;
  removals.push(async () => {
    await archive.close();
    await made.remove();
  });
  return archive;
}

const countOf = (report: ExportReport, kind: string) => report.kinds.find((count) => count.kind === kind);
const codesOf = (report: ExportReport) =>
  report.missing.map(({ kind, what, code, count }) => `${kind} ${what} ${code} ${count}`);

describe('an export', () => {
  it('brings every kind home whole, and says so by three counts that agree (I9)', async () => {
    const archive = await open();
    const report = await exportWorld(worldOf(), archive);
    expect(report).toMatchObject({ state: 'complete', missing: [], resumed: false, delta: false });
    expect(countOf(report, 'lead')).toEqual({ kind: 'lead', portal: 120, seen: 120, kept: 120, state: 'complete' });
    expect(countOf(report, 'comment')).toMatchObject({ seen: 180, kept: 180, state: 'complete' });
    expect(countOf(report, 'folder')).toMatchObject({ seen: 2, kept: 2 });
    expect(countOf(report, 'file')).toMatchObject({ seen: 4, kept: 4 });
    expect(countOf(report, 'user')).toMatchObject({ seen: 3, kept: 3 });
    expect(report.files).toEqual({ count: 4, bytes: 4 * 'bytes of 11'.length });
    expect(archive.record({ kind: 'file', id: '15' })?.parent).toEqual({ kind: 'folder', id: '13' });
    expect(archive.record({ kind: 'comment', id: '201' })?.parent).toEqual({ kind: 'lead', id: '2' });
    expect(archive.runs()).toMatchObject([{ connection: 'admin', state: 'complete' }]);
  });

  it('tells of a count that stands for no rows, whether the portal lies or hides one (I9)', async () => {
    const archive = await open();
    const world = worldOf();
    world.portal.countOf = (method, honest) => (method === 'lead.list' ? honest + 1 : honest);
    const report = await exportWorld(world, archive);
    expect(report.state).toBe('incomplete');
    expect(countOf(report, 'lead')).toEqual({ kind: 'lead', portal: 121, seen: 120, kept: 120, state: 'incomplete' });
    expect(codesOf(report)).toContain('lead list EXPORT_COUNTS_DIFFER 1');
    expect(archive.missing()).toContainEqual(expect.objectContaining({ kind: 'lead', code: 'EXPORT_COUNTS_DIFFER' }));
  });

  it('counts a row that came twice once, and misses the one in whose place it came (I9)', async () => {
    const world = worldOf();
    world.leads[77] = world.leads[76] ?? {};
    const report = await exportWorld(world, await open());
    expect(countOf(report, 'lead')).toMatchObject({ portal: 120, seen: 119, kept: 119, state: 'incomplete' });
  });

  it('is complete when rows come and go under it: the new are fetched, the gone are counted no more', async () => {
    const archive = await open();
    const world = worldOf();
    let pages = 0;
    world.portal.beforePage = (method) => {
      if (method !== 'lead.list' || ++pages !== 3) return;
      world.leads = world.leads.filter(({ ID }) => ID !== '5');
      world.leads.push({ ID: '500', NAME: 'late', BY: '1', CHANGED: '2026-11-23T09:00:00Z' });
      world.comments.set('5', []);
    };
    const report = await exportWorld(world, archive);
    expect(report.state).toBe('complete');
    expect(countOf(report, 'lead')).toEqual({ kind: 'lead', portal: 120, seen: 120, kept: 120, state: 'complete' });
    expect(archive.record({ kind: 'lead', id: '500' })).toBeDefined();
    expect(archive.record({ kind: 'lead', id: '5' })).toBeDefined();
  });

  it('names what a refused list leaves behind, and goes on with the others (I9)', async () => {
    const archive = await open();
    const world = worldOf();
    const honest = world.portal.methods.get('comment.list');
    world.portal.methods.set('comment.list', (params) => {
      if (textOf(params['lead']) === '7') throw new PortalError('accessDenied', { method: 'comment.list' });
      return honest?.(params) ?? [];
    });
    const report = await exportWorld(world, archive);
    expect(codesOf(report)).toEqual(['comment list EXPORT_NO_RIGHT 1']);
    expect(report.missing[0]?.examples).toEqual(['lead/7']);
    expect(countOf(report, 'comment')).toMatchObject({ kept: 178, state: 'incomplete' });
    expect(countOf(report, 'lead')).toMatchObject({ state: 'complete' });
  });

  it('believes "not found" only of a parent that is seen to be gone: some methods say so of what may not be read', async () => {
    const archive = await open();
    const world = worldOf();
    const honest = world.portal.methods.get('comment.list');
    world.portal.methods.set('comment.list', (params) => {
      const lead = textOf(params['lead']);
      if (lead === '7' || lead === '8') throw new PortalError('notFound', { method: 'comment.list' });
      // Deleted after it was listed, before its comments were asked for.
      world.leads = world.leads.filter(({ ID }) => ID !== '8');
      return honest?.(params) ?? [];
    });
    const report = await exportWorld(world, archive);
    expect(codesOf(report)).toEqual(['comment list EXPORT_NO_RIGHT 1', 'comment list EXPORT_NOT_THERE 1']);
    expect(report.missing.map(({ examples }) => examples)).toEqual([['lead/7'], ['lead/8']]);
    expect(report.state).toBe('incomplete');
  });

  it('names records that others speak of and that are not there, and calls them no gap', async () => {
    const world = worldOf();
    world.portal.methods.set('user.get', ({ id }) => {
      if (textOf(id) === '3') throw new PortalError('notFound', { method: 'user.get' });
      return { value: { ID: textOf(id) } };
    });
    const report = await exportWorld(world, await open());
    expect(codesOf(report)).toEqual(['user record EXPORT_NOT_THERE 1']);
    expect(report.state).toBe('complete');
    expect(countOf(report, 'user')).toMatchObject({ kept: 2, state: 'complete' });
  });

  it('takes a module that is off as a line of the report, and asks nothing of its children', async () => {
    const world = worldOf();
    world.portal.methods.delete('lead.list');
    const report = await exportWorld(world, await open());
    expect(codesOf(report)).toEqual([
      'lead kind EXPORT_NO_METHOD 1',
      'comment kind EXPORT_NO_METHOD 1',
      'user kind EXPORT_NO_METHOD 1',
    ]);
    expect(report.state).toBe('complete');
    expect(world.portal.calls).not.toContain('comment.list');
  });

  it('says what a missing scope costs: the kind and all that hangs on it', async () => {
    const world = worldOf();
    world.portal.methods.set('storage.list', () => {
      throw new PortalError('missingScope', { method: 'storage.list' });
    });
    const report = await exportWorld(world, await open());
    expect(codesOf(report)).toEqual([
      'storage kind EXPORT_NO_SCOPE 1',
      'folder kind EXPORT_NO_SCOPE 1',
      'file kind EXPORT_NO_SCOPE 1',
    ]);
    expect(report.state).toBe('incomplete');
    expect(countOf(report, 'lead')).toMatchObject({ state: 'complete' });
  });

  it('leaves files out when asked to, and says so', async () => {
    const report = await exportWorld(worldOf(), await open(), { files: false });
    expect(codesOf(report)).toEqual(['file file EXPORT_FILES_LEFT_OUT 1']);
    expect(report).toMatchObject({ state: 'incomplete', files: { count: 0, bytes: 0 } });
  });

  it.each(['badCredential', 'portalDeleted', 'overloaded', 'unreachable'] as const)(
    'stops all when %s, keeps what came home, and goes on from there',
    async (kind) => {
      const archive = await open();
      const world = worldOf(400);
      let pages = 0;
      world.portal.beforePage = (method) => {
        if (method === 'lead.list' && ++pages === 5) throw new PortalError(kind, { method });
      };
      await expect(exportWorld(world, archive)).rejects.toMatchObject({ kind });
      expect([...archive.records('lead')]).toHaveLength(200);
      const asked = world.portal.calls.length;
      const report = await exportWorld(world, archive);
      expect(report).toMatchObject({ state: 'complete', resumed: true, delta: false });
      expect(countOf(report, 'lead')).toMatchObject({ portal: 400, seen: 400, kept: 400 });
      // The four pages that were through are not asked for again.
      expect(pages).toBe(5 + 4);
      expect(asked).toBeGreaterThan(0);
    },
  );

  it('tells whoever watches how far each kind is', async () => {
    const seen: Progress[] = [];
    await exportWorld(worldOf(), await open(), { watch: (progress) => seen.push(progress) });
    const leads = seen.filter((event) => event.type === 'kind').filter(({ kind }) => kind === 'lead');
    expect(leads.map(({ done }) => done)).toEqual([0, 50, 100, 120, 120]);
    expect(leads.at(-1)).toMatchObject({ total: 120, state: 'finished' });
    expect(seen.at(-1)).toEqual({ type: 'stage', stage: 'export', state: 'finished' });
  });

  it('takes a chosen kind with what it hangs on, and nothing else', async () => {
    const report = await exportWorld(worldOf(), await open(), { chosen: ['comment'] });
    expect(report.kinds.map(({ kind }) => kind).toSorted()).toEqual(['comment', 'lead']);
  });
});
