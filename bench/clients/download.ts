// Fetches files from their links into an archive, as many at once as an export does.
import { readFileSync } from 'node:fs';

import { Archive } from '../../src/archive/archive.ts';
import { systemClock } from '../../src/base/clock.ts';
import { waitForDiskSideBySide } from '../../src/base/disk-threads.ts';
import { keepMemoryFlat } from '../../src/base/memory.ts';
import { connect } from '../../src/bitrix24/client.ts';
import { Gate } from '../../src/bitrix24/gate.ts';
import { webhook } from '../../src/bitrix24/connection.ts';
import { createTransport } from '../../src/bitrix24/transport.ts';
import { kinds } from '../../src/kinds/index.ts';
import { tell } from './tell.ts';

interface Wish {
  readonly path: string;
  readonly url: string;
  /** A list of links. */
  readonly list: string;
  readonly atOnce: number;
}

keepMemoryFlat();
waitForDiskSideBySide();
const { path, url, list, atOnce } = JSON.parse(process.argv[2] ?? '{}') as Wish;
const links = JSON.parse(readFileSync(list, 'utf8')) as readonly string[];
const connection = webhook(url);
const transport = createTransport({ namedHosts: [new URL(connection.origin).hostname] });
const portal = connect({ connection, transport, clock: systemClock, random: Math.random, bucket: 'none' });
const archive = await Archive.create(path, { portal: portal.address, kinds });
await archive.writer.beginRun({ connection: 'bench' });
let bytes = 0;
const queue = links.entries();
// As an export does: so many on the wire, and others on their way to the disk.
const wire = new Gate(atOnce);
const work = async (): Promise<void> => {
  for (const [index, link] of queue) {
    const blob = archive.writer.newBlob();
    const leave = await wire.enter();
    await portal.download({ url: link }, blob).finally(leave);
    const kept = await blob.finish();
    bytes += kept.sizeBytes;
    const owner = { kind: 'disk-file', id: String(index + 1) };
    await archive.writer.addFile({
      owner,
      slot: 'content',
      fileId: owner.id,
      name: `file-${owner.id}.bin`,
      blob: kept,
    });
  }
};
await Promise.all(Array.from({ length: atOnce * 4 }, work));
await archive.writer.finishRun('complete');
await archive.close();
tell(links.length, { bytes });
