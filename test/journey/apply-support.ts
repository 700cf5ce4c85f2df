import { apply } from '../../src/journey/apply/apply.ts';
import type { ApplyOptions, ApplyReport } from '../../src/journey/apply/options.ts';
import { planFromMemory } from '../../src/journey/apply/source.ts';
import { plan } from '../../src/journey/plan/plan.ts';
import type { Plan, Policy } from '../../src/journey/types.ts';
import type { FakeDisk } from '../support/fake-disk.ts';
import { kinds, type MiniArchive, type MiniPortal, PORTAL, stillClock } from './world.ts';

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
