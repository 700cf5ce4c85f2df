// Fetches files from their links into an archive, as many at once as an export does; or only hashes what comes, for
// comparison: what the wire alone takes.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Archive } from '../../src/archive/archive.ts';
import { systemClock } from '../../src/base/clock.ts';
import { waitForDiskSideBySide } from '../../src/base/disk-threads.ts';
import { keepMemoryFlat } from '../../src/base/memory.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { Gate } from '../../src/bitrix24/gate.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import type { Sink } from '../../src/bitrix24/port.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { kinds } from '../../src/kinds/index.ts';
import { tell } from './tell.ts';

interface Wish {
  readonly path: string;
  readonly url: string;
  /** A list of links. */
  readonly list: string;
  readonly atOnce: number;
  /** False: nothing is written. */
  readonly isKept?: boolean;
}

keepMemoryFlat();
waitForDiskSideBySide();
const { path, url, list, atOnce, isKept = true } = JSON.parse(process.argv[2] ?? '{}') as Wish;
const links = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
const connection = webhook(url);
const transport = createTransport({ namedHosts: [new URL(connection.origin).hostname] });
const portal = connect({ connection, transport, clock: systemClock, random: Math.random, bucket: 'none' });
let bytes = 0;
const queue = links.entries();
// As an export does: so many on the wire, and others on their way to the disk.
const wire = new Gate(atOnce);

async function fetched(link: string, sink: Sink): Promise<void> {
  const leave = await wire.enter();
  await portal.download({ url: link }, sink).finally(leave);
}

/** Takes files until there are no more, as many at once as an export. */
async function all(take: (index: number, link: string) => Promise<void>): Promise<void> {
  const work = async (): Promise<void> => {
    for (const [index, link] of queue) await take(index, link);
  };
  await Promise.all(Array.from({ length: atOnce * 4 }, work));
}

if (isKept) {
  const archive = await Archive.create(path, { portal: portal.address, kinds });
  await archive.writer.beginRun({ connection: 'bench' });
  await all(async (index, link) => {
    const blob = archive.writer.newBlob();
    await fetched(link, blob);
    const kept = await blob.finish();
    bytes += kept.sizeBytes;
    const owner = { kind: 'disk-file', id: String(index + 1) };
    const name = `file-${owner.id}.bin`;
    await archive.writer.addFile({ owner, slot: 'content', fileId: owner.id, name, blob: kept });
  });
  await archive.writer.finishRun('complete');
  await archive.close();
} else {
  await all(async (_, link) => {
    let hash = createHash('sha512');
    let own = 0;
    await fetched(link, {
      write: async (piece) => {
        hash.update(piece);
        own += piece.length;
      },
      restart: async () => {
        hash = createHash('sha512');
        own = 0;
      },
    });
    hash.digest();
    bytes += own;
  });
}
tell(links.length, { bytes });
