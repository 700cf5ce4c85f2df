import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import { kindById, kinds } from '../../src/kinds/index.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import type { ApplyOptions } from '../../src/journey/apply/options.ts';
import { planFromFile, type PlanSource } from '../../src/journey/apply/source.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import type { ProofReport } from '../../src/journey/prove/types.ts';
import { writeProof } from '../../src/journey/prove/write.ts';
import type { Policy } from '../../src/journey/types.ts';
import { type Rehearsal, rehearse } from '../../src/journey/rehearse/rehearse.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { connectTo, host, type Reached, reach } from '../export/local.ts';
import { emptyArchive } from '../support/archive.ts';
import { Listener } from './spoken.ts';

const removals: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(removals.splice(0).map((remove) => remove()));
});

interface Exit {
  readonly reached: Reached;
  readonly archive: Archive;
  readonly folder: string;
  readonly facts: PlanFacts;
  readonly options: Omit<ApplyOptions, 'plan'>;
}

/** A sample company, taken home, verified and sealed. */
async function takenHome(size: number, before?: (request: HttpRequest) => void): Promise<Exit> {
  const reached = reach({ size }, administratorWebhook, before);
  const { portal, clock } = reached;
  const made = await emptyArchive({ kinds });
  removals.push(() => made.remove());
  const report = await exportPortal({ portal, archive: made.archive, kinds, connection: 'user-1', clock });
  expect(report.state).toBe('complete');
  const seal = await sealArchive(made.archive);
  const archive = await Archive.open(made.path, { mode: 'read', kinds });
  removals.push(() => archive.close());
  const verification = await Verification.of(archive);
  expect(verification).toMatchObject({ damageCount: 0, seal: { root: seal.root } });
  const facts: PlanFacts = {
    portal: host,
    sealRoot: seal.root,
    madeAtMs: clock.now(),
    kinds,
    ownerId: '1',
    administrators: ['1'],
    records: (kind) => verification.records(kind),
    record: (key) => verification.record(key),
    children: (key) => [...archive.children(key)].map((child) => child.key),
  };
  const archived = archivedIn(archive);
  const folder = made.path;
  const options = {
    disk: nodeDisk,
    journalPath: join(folder, 'journal.jsonl'),
    portal,
    archive: { sealRoot: seal.root, fingerprint: fingerprintOf, archived },
    kinds,
    clock,
    guard: { attended: true, typed: host },
  } as const;
  return { reached, archive, folder, facts, options };
}

async function planned({ facts, folder }: Exit, policy: Policy): Promise<PlanSource> {
  const path = join(folder, 'plan.jsonl');
  await writePlan(nodeDisk, path, startOf(facts, policy), planEntries(facts, policy));
  return planFromFile(nodeDisk, path);
}

/** The same plan on a portal that was loaded from the archive. */
function rehearsed({ archive, options, folder, reached }: Exit, plan: PlanSource): Promise<Rehearsal> {
  const copy = createPortal({ clock: reached.clock, webhooks: [administratorWebhook] });
  const { without } = loadArchive(copy.core, archive, { administrators: [1] });
  const portal = connectTo(copy, reached.clock, administratorWebhook);
  return rehearse({ ...options, plan, portal, without, journalPath: join(folder, 'rehearsal.jsonl') });
}

async function leave({ options }: Exit, plan: PlanSource): Promise<ProofReport> {
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
    const exit = await takenHome(200, listener.hear);
    await leave(exit, await planned(exit, { kinds: 'all', where: [], keep: [] }));
    expect(listener.methods.size).toBeGreaterThan(80);
    expect([...listener.problems]).toEqual([]);
  }, 60_000);
});
