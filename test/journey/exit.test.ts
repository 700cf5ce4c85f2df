import { join } from 'node:path';

import { describe, expect, it, onTestFinished } from 'vitest';

import { nodeDisk } from '../../src/base/disk.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { PlanSource } from '../../src/journey/apply/source.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import { writeProof } from '../../src/journey/prove/write.ts';
import type { Policy } from '../../src/journey/types.ts';
import { planFile, rehearsed, type TakenHome, takenHome } from '../support/taken-home.ts';
import { Listener } from './spoken.ts';

function planned(exit: TakenHome, policy: Policy): Promise<PlanSource> {
  return planFile(exit, startOf(exit.facts, policy), planEntries(exit.facts, policy));
}

async function leave({ options }: TakenHome, plan: PlanSource): Promise<ProofReport> {
  const report = await apply({ ...options, plan });
  if (report.error !== undefined) throw report.error;
  expect(report.ended).toBe('finished');
  return prove({ ...options, archived: options.archive.archived });
}

const ends = (proof: ProofReport): unknown => proof.kinds.map(({ binUntilMs: _until, ...kind }) => kind);

describe('a whole exit on the sample company', () => {
  it('takes everything that can go, in an order without refusals, and proves it', async () => {
    const exit = await takenHome(400);
    const plan = await planned(exit, { kinds: 'all', where: [], keep: [] });
    const rehearsal = await rehearsed(exit, plan);
    const report = await leave(exit, plan);
    expect(rehearsal.without).toEqual([]);
    expect(rehearsal.proof.exceptions).toEqual(report.exceptions);
    expect(ends(rehearsal.proof)).toEqual(ends(report));
    // Every kind that a call deletes has gone on the copy. (The sample company's tasks have system fields only, and below each
    // post of its Feed lie words of people whose connections are not here: they are not in the archive, so both stay.)
    const went = new Set(rehearsal.proof.kinds.filter(({ gone, inBin }) => gone + inBin > 0).map(({ kind }) => kind));
    const deleted = kinds.filter(({ deletion }) => deletion.how === 'call').map(({ id }) => id);
    expect(deleted.filter((id) => !went.has(id))).toEqual(['task-field', 'feed-post']);
    // A method that the local portal does not have is refused there, and the proof says so; nothing else may be odd.
    const honest = report.exceptions.filter(({ code }) => code !== 'ERROR_METHOD_NOT_FOUND');
    const odd = honest.map(({ kind, id, end, code, child }) => [kind, id, end, code, child].join(' '));
    expect(odd).toEqual([]);
    // Of what went with a parent, some lists answer "gone" and "forbidden" alike: no proof can be had of those.
    for (const { kind, acknowledged, left } of report.kinds) {
      if (kindById(kind)?.deletion.how !== 'withParent') expect(acknowledged, kind).toBe(0);
      expect(left, kind).toBe(0);
    }
    for (const { kind, before = 0, after = 0, gone, inBin, acknowledged } of report.kinds) {
      if (kind !== 'user' && kind !== 'disk-storage')
        expect(after, kind).toBe(Math.max(0, before - gone - inBin - acknowledged));
    }
    const { files } = await writeProof({
      disk: nodeDisk,
      journalPath: exit.options.journalPath,
      folder: join(exit.folder, 'proof'),
      kinds,
    });
    expect(files).toHaveLength(9);
  }, 60_000);

  it('says nothing to the portal that its documentation does not know', async () => {
    const listener = new Listener();
    const exit = await takenHome(200, onTestFinished, listener.hear);
    await leave(exit, await planned(exit, { kinds: 'all', where: [], keep: [] }));
    expect(listener.methods.size).toBeGreaterThan(80);
    expect([...listener.problems]).toEqual([]);
  }, 60_000);
});
