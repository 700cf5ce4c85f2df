import { createWriteStream } from 'node:fs';
import { mkdir, utimes } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import type { Archive } from '../archive/archive.ts';
import { blobPath } from '../archive/layout.ts';
import type { Blob } from '../archive/types.ts';

/** The bytes of a file of the archive, piece by piece. */
export function blobChunks({ place }: Archive, { sha512 }: Blob): AsyncIterable<Uint8Array> {
  return place.disk.chunks(blobPath(place.layout, sha512));
}

/** All of them at once: for files that are known to be small. */
export async function blobBytes({ place }: Archive, { sha512 }: Blob): Promise<Uint8Array> {
  return place.disk.read(blobPath(place.layout, sha512));
}

/** Copies a file out of the archive, with the time of its last change. */
export async function copyBlob(archive: Archive, blob: Blob, path: string, changedAtMs?: number): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await pipeline(Readable.from(blobChunks(archive, blob)), createWriteStream(path, { flags: 'wx' }));
  if (changedAtMs !== undefined) await utimes(path, changedAtMs / 1000, changedAtMs / 1000);
}
