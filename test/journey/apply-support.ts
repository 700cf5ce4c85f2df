import { expect } from 'vitest';

import { seeded } from '../../src/base/random.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { ApplyOptions, ApplyReport } from '../../src/journey/apply/options.ts';
import { planFromMemory } from '../../src/journey/apply/source.ts';
import { plan } from '../../src/journey/plan/plan.ts';
import type { Plan, Policy } from '../../src/journey/types.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { kinds, MiniArchive, type MiniPortal, PORTAL, randomPortal, stillClock } from './world.ts';

export const everything: Policy = { kinds: 'all', where: [], keep: [] };
export const JOURNAL = 'archive/journal.jsonl';

export function planOf(archive: MiniArchive, policy: Policy = everything): Promise<Plan> {
  return plan(archive.facts(), policy);
}

/** One run of a plan on a mini portal, attended by somebody who types the right address. */
export function run(
  world: { readonly portal: MiniPortal; readonly archive: MiniArchive; readonly disk: FakeDisk; readonly plan: Plan },
  more: Partial<ApplyOptions> = {},
): Promise<ApplyReport> {
  return apply({
    plan: planFromMemory(world.plan),
    disk: world.disk,
    journalPath: JOURNAL,
    portal: world.portal,
    archive: world.archive,
    kinds,
    clock: stillClock(),
    guard: { attended: true, typed: PORTAL },
    ...more,
  });
}

export interface World {
  readonly portal: MiniPortal;
  readonly archive: MiniArchive;
  readonly disk: FakeDisk;
  readonly plan: Plan;
}

export async function worldOf(portal: MiniPortal, policy: Policy = everything): Promise<World> {
  const archive = new MiniArchive(portal);
  return { portal, archive, disk: new FakeDisk(), plan: await planOf(archive, policy) };
}

/** What must hold of any history, whatever happened in it. */
export function checkHistory({ portal, plan }: World): void {
  const planned = new Map(plan.list.map((step) => [`${step.key.kind}:${step.key.id}`, step]));
  const seen = new Set<string>();
  for (const { key, fingerprint } of portal.gone) {
    const name = `${key.kind}:${key.id}`;
    const step = planned.get(name);
    expect(step, `${name} is in the plan (I5)`).toBeDefined();
    expect(fingerprint, `${name} went in the version that was kept (I4)`).toBe(step?.fingerprint);
    expect(seen.has(name), `${name} went once`).toBe(false);
    seen.add(name);
  }
  const owner = portal.gone.findIndex(({ key }) => key.kind === 'person' && key.id === '1');
  if (owner !== -1) expect(owner, 'nothing after the owner (I7)').toBe(portal.gone.length - 1);
}

/** A small portal by chance, the same for the same seed. */
export const small = (seed = 7): MiniPortal => randomPortal(seeded(seed), 8);
