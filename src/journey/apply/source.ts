import { sha256 } from '../../base/hash.ts';
import type { Disk } from '../../base/disk.ts';
import type { PlanEntry } from '../plan/entry.ts';
import { entriesOf, type PlanFile, readPlan } from '../plan/file.ts';
import type { Plan, PlanHeader } from '../types.ts';

/** A plan as apply reads it: twice, from the beginning, in order. */
export interface PlanSource {
  readonly header: PlanHeader;
  readonly sha256: string;
  entries(): AsyncIterable<PlanEntry>;
}

/** A plan on disk, read whole and found unaltered. @throws Bye24Error PLAN_ABSENT, PLAN_ALTERED */
export async function planFromFile(disk: Disk, path: string): Promise<PlanSource> {
  return sourceOf(disk, await readPlan(disk, path));
}

export function sourceOf(disk: Disk, file: PlanFile): PlanSource {
  return { header: file.header, sha256: file.sha256, entries: () => entriesOf(disk, file.path) };
}

/** The same plan, of which some steps mean another version of their record since it was brought home. */
export function inVersions(plan: PlanSource, versions: ReadonlyMap<number, string>): PlanSource {
  if (versions.size === 0) return plan;
  return {
    ...plan,
    async *entries() {
      for await (const entry of plan.entries()) {
        const fingerprint = entry.type === 'step' ? versions.get(entry.step.number) : undefined;
        if (entry.type !== 'step' || fingerprint === undefined) yield entry;
        else yield { type: 'step', step: { ...entry.step, fingerprint } };
      }
    },
  };
}

/** A plan in memory. */
export function planFromMemory(plan: Plan): PlanSource {
  const { list, stays, hands, ...header } = plan;
  const entries: PlanEntry[] = [
    ...list.map((step): PlanEntry => ({ type: 'step', step })),
    ...stays.map((kept): PlanEntry => ({ type: 'kept', kept })),
    ...hands.map((byHand): PlanEntry => ({ type: 'byHand', byHand })),
  ];
  return {
    header,
    sha256: sha256(JSON.stringify(plan)),
    async *entries() {
      yield* entries;
    },
  };
}
