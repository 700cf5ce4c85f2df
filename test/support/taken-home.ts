import { join } from 'node:path';

import { expect, onTestFinished } from 'vitest';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import type { HttpRequest } from '../../src/bitrix24/port.ts';
import type { Clock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { ApplyOptions } from '../../src/journey/apply/options.ts';
import { planFromFile, type PlanSource } from '../../src/journey/apply/source.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import type { PlanEntry } from '../../src/journey/plan/entry.ts';
import type { PlanFacts } from '../../src/journey/plan/facts.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import type { PlanStart } from '../../src/journey/plan/plan.ts';
import { type Rehearsal, rehearse } from '../../src/journey/rehearse/rehearse.ts';
import { administratorWebhook } from '../../src/portal/company/index.ts';
import { loadArchive } from '../../src/portal/load/load.ts';
import { createPortal } from '../../src/portal/portal.ts';
import { connectTo, host, type Reached, reach } from '../export/local.ts';
import { emptyArchive } from './archive.ts';

/** A sample company whose archive is exported, sealed and verified, and the portal that it came from. */
export interface TakenHome {
  readonly reached: Reached;
  readonly archive: Archive;
  readonly folder: string;
  readonly facts: PlanFacts;
  readonly options: Omit<ApplyOptions, 'plan'>;
}

/**
 * `atEnd` puts off what tidies up: until the test ends, or until all of a file's tests have. `before` hears each request
 * before the portal does.
 */
export async function takenHome(
  size: number,
  atEnd: (tidy: () => Promise<void>) => void = onTestFinished,
  before?: (request: HttpRequest) => void,
): Promise<TakenHome> {
  const reached = reach({ size }, administratorWebhook, before);
  const { portal, clock } = reached;
  const made = await emptyArchive({ kinds });
  atEnd(() => made.remove());
  const report = await exportPortal({ portal, archive: made.archive, kinds, connection: 'user-1', clock });
  expect(report.state).toBe('complete');
  const { archive, facts } = await sealedAndVerified(made, clock, atEnd);
  const archived = archivedIn(archive);
  const options = {
    disk: nodeDisk,
    journalPath: join(made.path, 'journal.jsonl'),
    portal,
    archive: { sealRoot: facts.sealRoot, fingerprint: fingerprintOf, archived },
    kinds,
    clock,
    guard: { attended: true, typed: host },
  } as const;
  return { reached, archive, folder: made.path, facts, options };
}

/** An archive that is full is sealed, opened to be read, verified, and asked for what a plan is made from. */
export async function sealedAndVerified(
  made: Awaited<ReturnType<typeof emptyArchive>>,
  clock: Clock,
  atEnd: (tidy: () => Promise<void>) => void = onTestFinished,
): Promise<{ readonly archive: Archive; readonly facts: PlanFacts }> {
  const seal = await sealArchive(made.archive);
  const archive = await Archive.open(made.path, { mode: 'read', kinds });
  atEnd(() => archive.close());
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
    children: (key) => archive.childKeys(key),
  };
  return { archive, facts };
}

/** A plan as a file in the archive's folder. */
export async function planFile(
  { folder }: TakenHome,
  start: PlanStart,
  entries: AsyncIterable<PlanEntry>,
  name = 'plan.jsonl',
): Promise<PlanSource> {
  const path = join(folder, name);
  await writePlan(nodeDisk, path, start, entries);
  return planFromFile(nodeDisk, path);
}

/** The same plan on a portal that was loaded from the archive. */
export async function rehearsed(
  { archive, options, folder, reached }: TakenHome,
  plan: PlanSource,
): Promise<Rehearsal> {
  const sealRoot = (await archive.seal())?.root;
  const copy = createPortal({ clock: reached.clock, webhooks: [administratorWebhook] });
  const { without } = loadArchive(copy.core, archive, { administrators: [1] });
  const portal = connectTo(copy, reached.clock, administratorWebhook);
  const source = { ...options.archive, sealRoot, archived: archivedIn(archive) };
  return rehearse({ ...options, archive: source, plan, portal, without, journalPath: join(folder, 'rehearsal.jsonl') });
}
