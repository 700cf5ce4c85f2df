// A whole exit in a process of its own, over real HTTP and the real disk, that goes on wherever an earlier one was killed.
// Arguments: the folder, the webhook's address. Prints one line of JSON when all is done.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { sealArchive } from '../../src/archive/seal.ts';
import type { RecordKey } from '../../src/archive/types.ts';
import { Verification } from '../../src/archive/verify/verify.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planFromFile } from '../../src/journey/apply/source.ts';
import { exportPortal } from '../../src/journey/export/export.ts';
import { takeLock } from '../../src/base/journal/lock.ts';
import { thisProcess } from '../../src/base/this-process.ts';
import { writePlan } from '../../src/journey/plan/file.ts';
import { planEntries, startOf } from '../../src/journey/plan/plan.ts';
import { prove } from '../../src/journey/prove/prove.ts';
import { kindsOf } from '../simulation/kinds.ts';

const [folder = '', address = ''] = process.argv.slice(2);
const kinds = kindsOf('all');
const path = join(folder, 'archive');
const plan = join(folder, 'plan.jsonl');
const journalPath = join(folder, 'journal.jsonl');
/** The longest pause of a real exit that this one makes, too; longer ones are the patience with a slow portal. */
const LONGEST_PAUSE_MS = 60_000;
/** The pauses of a real exit would only make the test longer. */
const clock: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms > LONGEST_PAUSE_MS ? ms : Math.min(ms, 20), signal),
};
const transport = createTransport({ namedHosts: ['127.0.0.1'] });
const portal = connect({ connection: webhook(address), transport, clock, random: seeded(1), bucket: 'none' });

async function home(): Promise<void> {
  const exists = existsSync(join(path, 'data/archive.sqlite')) || existsSync(join(path, 'data/raw/000001.jsonl.gz'));
  const archive = exists
    ? await Archive.open(path, { mode: 'write', kinds, clock })
    : await Archive.create(path, { portal: portal.address, kinds, clock });
  const { state, missing } = await exportPortal({ portal, archive, kinds, connection: 'user-1', clock });
  if (state !== 'complete') throw new Error(`the export is not complete: ${JSON.stringify(missing)}`);
  await sealArchive(archive);
}

async function planned(): Promise<void> {
  const archive = await Archive.open(path, { mode: 'read', kinds });
  const verification = await Verification.of(archive);
  if (verification.seal === undefined) throw new Error('the seal does not hold');
  const facts = {
    portal: portal.address,
    sealRoot: verification.seal.root,
    madeAtMs: clock.now(),
    kinds,
    ownerId: '1',
    administrators: ['1'],
    records: (kind: string) => verification.records(kind),
    record: (key: RecordKey) => verification.record(key),
    children: (key: RecordKey) => [...archive.children(key)].map((child) => child.key),
  };
  const policy = { kinds: 'all', where: [], keep: [] } as const;
  await writePlan(nodeDisk, plan, startOf(facts, policy), planEntries(facts, policy));
  await archive.close();
}

async function away(): Promise<void> {
  const lock = await takeLock(nodeDisk, join(folder, 'locks'), thisProcess());
  const archive = await Archive.open(path, { mode: 'read', kinds });
  const archived = archivedIn(archive);
  const seal = await archive.seal();
  const shared = { disk: nodeDisk, journalPath, portal, kinds, clock };
  const { ended, reason } = await apply({
    ...shared,
    plan: await planFromFile(nodeDisk, plan),
    archive: { sealRoot: seal?.root, fingerprint: fingerprintOf, archived },
    guard: { attended: true, typed: portal.address },
  });
  if (ended !== 'finished') throw new Error(`stopped: ${reason}`);
  const { total } = await prove({ ...shared, archived });
  await archive.close();
  await lock.release();
  console.log(JSON.stringify(total));
}

if (!existsSync(join(path, 'tagmanifest-sha512.txt'))) await home();
if (!existsSync(plan)) await planned();
await away();
// Nothing is owed to anybody any more.
process.exit(0);
