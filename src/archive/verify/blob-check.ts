import { join } from 'node:path';

import type { Disk } from '../../base/disk.ts';
import type { Database } from '../database.ts';
import { blobPath, type Layout } from '../layout.ts';
import { parseManifest, sealFile, sha512Of } from '../manifest.ts';
import type { DamageList } from './damage-list.ts';
import { sampled } from './raw-check.ts';

/** Files read at the same time: enough to hide the disk's waiting, few enough for a laptop. */
const AT_ONCE = 4;

export interface BlobCheckOptions {
  readonly sample: number;
  readonly onBytes: (count: number) => void;
  readonly onBlob: () => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads every blob again that a record or the seal speaks of. Gives back the hashes of those that are not whole; in a
 * sample, also of those that were not looked at.
 */
export async function checkBlobs(
  disk: Disk,
  layout: Layout,
  database: Database,
  damage: DamageList,
  options: BlobCheckOptions,
): Promise<ReadonlySet<string>> {
  const bad = new Set<string>();
  const queue = dueBlobs(disk, layout, database);
  const work = async (): Promise<void> => {
    for await (const { sha512, sizeBytes } of queue) {
      options.signal?.throwIfAborted();
      if (!inSample(sha512, options.sample)) {
        bad.add(sha512);
        continue;
      }
      const path = `data/files/${sha512.slice(0, 2)}/${sha512}`;
      const found = await disk.sizeBytes(blobPath(layout, sha512));
      if (found === undefined) {
        damage.add({ code: 'BLOB_MISSING', path, message: 'its bytes are not there' });
        bad.add(sha512);
      } else if (
        (sizeBytes !== undefined && found !== sizeBytes) ||
        (await sha512Of(disk, join(layout.folder, path), options.onBytes)) !== sha512
      ) {
        damage.add({ code: 'BLOB_DAMAGED', path, message: 'its bytes are not those that came home' });
        bad.add(sha512);
      }
      options.onBlob();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return bad;
}

function inSample(sha512: string, part: number): boolean {
  return sampled(Number.parseInt(sha512.slice(0, 8), 16), part);
}

/** Blobs that files speak of, then those that only the seal knows (of files that were replaced since). */
async function* dueBlobs(
  disk: Disk,
  layout: Layout,
  database: Database,
): AsyncGenerator<{ readonly sha512: string; readonly sizeBytes?: number }, void, void> {
  let after = '';
  for (;;) {
    const rows = database.all(
      `SELECT sha512, max(blobBytes) AS size FROM files WHERE sha512 IS NOT NULL AND sha512 > ?
        GROUP BY sha512 ORDER BY sha512 LIMIT 500`,
      after,
    );
    for (const { sha512, size } of rows) {
      after = String(sha512);
      yield { sha512: after, sizeBytes: Number(size) };
    }
    if (rows.length === 0) break;
  }
  const manifest = parseManifest((await sealFile(disk, layout, 'manifest-sha512.txt')) ?? '');
  for (const path of manifest?.keys() ?? []) {
    const sha512 = /^data\/files\/[0-9a-f]{2}\/(?<sha512>[0-9a-f]{128})$/u.exec(path)?.groups?.['sha512'];
    if (sha512 === undefined) continue;
    if (database.get('SELECT 1 FROM files WHERE sha512 = ? LIMIT 1', sha512) === undefined) yield { sha512 };
  }
}
