// A process that races for one exit: on a word of its parent it applies the plan in a folder, if it gets the lock, and
// keeps the lock until it is told to let go. It races again and again, each time in another folder.
import { join } from 'node:path';

import { Archive } from '../../src/archive/archive.ts';
import { archivedIn } from '../../src/archive/archived.ts';
import { fingerprintOf } from '../../src/archive/fingerprint.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { nodeDisk } from '../../src/base/disk.ts';
import { seeded } from '../../src/base/random.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { apply } from '../../src/journey/apply/apply.ts';
import { planFromFile } from '../../src/journey/apply/source.ts';
import { type Lock, takeLock } from '../../src/base/journal/lock.ts';
import { thisProcess } from '../../src/base/this-process.ts';
import { kindsOf } from '../simulation/kinds.ts';

/** What a racer is told. */
export type Told = { readonly race: string; readonly address: string } | { readonly letGo: true };

/** What it says: how its race went. */
export type Said = { readonly is: 'ready' | 'locked' | 'let go' } | { readonly is: 'won'; readonly ended: string };

const kinds = kindsOf('crm');
/** Nobody changes their mind here, but a slow portal is waited for. */
const clock: Clock = {
  now: () => systemClock.now(),
  sleep: (ms, signal) => systemClock.sleep(ms > 60_000 ? ms : 1, signal),
};
let lock: Lock | undefined;

function say(said: Said): void {
  process.send?.(said);
}

async function race(folder: string, address: string): Promise<void> {
  try {
    lock = await takeLock(nodeDisk, join(folder, 'exit/locks'), thisProcess());
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'LOCKED') throw error;
    return say({ is: 'locked' });
  }
  const archive = await Archive.open(join(folder, 'archive'), { mode: 'read', kinds });
  const archived = archivedIn(archive);
  const transport = createTransport({ namedHosts: ['127.0.0.1'] });
  const portal = connect({ connection: webhook(address), transport, clock, random: seeded(1), bucket: 'none' });
  const seal = await archive.seal();
  const { ended } = await apply({
    disk: nodeDisk,
    journalPath: join(folder, 'exit/journal.jsonl'),
    plan: await planFromFile(nodeDisk, join(folder, 'exit/plan.jsonl')),
    portal,
    kinds,
    clock,
    archive: { sealRoot: seal?.root, fingerprint: fingerprintOf, archived },
    guard: { attended: true, typed: portal.address },
  });
  await archive.close();
  say({ is: 'won', ended });
}

async function letGo(): Promise<void> {
  await lock?.release();
  lock = undefined;
  say({ is: 'let go' });
}

process.on('message', (told: Told) => void ('race' in told ? race(told.race, told.address) : letGo()));
process.on('disconnect', () => process.exit(0));
say({ is: 'ready' });
