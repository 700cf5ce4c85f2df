import { afterEach, describe, expect, it } from 'vitest';

import type { Archive } from '../../src/archive/archive.ts';
import { PortalError } from '../../src/bitrix24/errors.ts';
import { compareWithPortal, type CompareOptions } from '../../src/journey/export/compare.ts';
import { archiveOfWorld, exportWorld, kinds, type World, worldOf } from './world.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

async function exported(world: World): Promise<Archive> {
  const made = await archiveOfWorld();
  removals.push(async () => {
    await made.archive.close();
    await made.remove();
  });
  await exportWorld(world, made.archive);
  return made.archive;
}

const compare = (world: World, archive: Archive, change: Partial<CompareOptions> = {}) =>
  compareWithPortal({ portal: world.portal, archive, kinds, now: () => 1, ...change });

describe('an archive held against its portal', () => {
  it('agrees right after an export, every record of every kind', async () => {
    const world = worldOf();
    const comparison = await compare(world, await exported(world));
    expect(comparison).toMatchObject({ portal: 'acme.bitrix24.ru', agrees: true, missing: [] });
    expect(Object.fromEntries(comparison.kinds.map(({ kind, same }) => [kind, same]))).toEqual({
      lead: 120,
      comment: 180,
      storage: 2,
      folder: 2,
      file: 4,
      user: 3,
    });
  });

  it('names what changed, what is new and what is gone', async () => {
    const world = worldOf();
    const archive = await exported(world);
    world.leads = world.leads
      .filter(({ ID }) => ID !== '9')
      .map((row) => (row['ID'] === '5' ? { ...row, NAME: 'other' } : row));
    world.leads.push({ ID: '777', NAME: 'new' });
    world.drive.set('13', []);
    const comparison = await compare(world, archive);
    expect(comparison.agrees).toBe(false);
    expect(comparison.kinds.find(({ kind }) => kind === 'lead')).toMatchObject({
      same: 118,
      changedIds: ['5'],
      freshIds: ['777'],
      goneIds: ['9'],
    });
    expect(comparison.kinds.find(({ kind }) => kind === 'file')).toMatchObject({ same: 3, goneIds: ['15'] });
    // Looking changes nothing.
    expect(archive.record({ kind: 'lead', id: '5' })?.name).toBe('lead 5');
    expect(archive.record({ kind: 'lead', id: '9' })?.vanishedAtMs).toBeUndefined();
  });

  it('calls nothing gone that it may not look at', async () => {
    const world = worldOf();
    const archive = await exported(world);
    world.portal.methods.set('storage.list', () => {
      throw new PortalError('accessDenied', { method: 'storage.list' });
    });
    const comparison = await compare(world, archive);
    expect(comparison.agrees).toBe(false);
    expect(comparison.missing.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'storage EXPORT_NO_RIGHT',
      'folder EXPORT_NO_RIGHT',
      'file EXPORT_NO_RIGHT',
    ]);
    expect(comparison.kinds.find(({ kind }) => kind === 'file')).toMatchObject({ gone: 0 });
  });

  it('draws a sample and looks at it by id, 50 a request', async () => {
    const world = worldOf(600);
    const archive = await exported(world);
    world.leads = world.leads.map((row) => ({ ...row, NAME: 'renamed' }));
    const { kinds: compared } = await compare(world, archive, { sample: 0.25 });
    const lead = compared.find(({ kind }) => kind === 'lead');
    expect(lead?.changed).toBeGreaterThan(100);
    expect(lead?.changed).toBeLessThan(200);
    expect(lead).toMatchObject({ same: 0, gone: 0, fresh: 0 });
  });
});
