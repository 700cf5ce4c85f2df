import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Encrypter } from 'age-encryption';
import { pack as tarPack } from 'tar-stream';
import { ZipFile } from 'yazl';

import type { Archive } from '../../archive/archive.ts';
import { ArchiveError } from '../../archive/error.ts';
import { SEAL_FILES } from '../../archive/layout.ts';
import { payloadPaths } from '../../archive/manifest.ts';

export interface PackOptions {
  readonly as: 'tar' | 'zip';
  /** Public keys of age (`age1…`): only their owners can read the pack. None: it is not encrypted. */
  readonly recipients?: readonly string[];
  readonly signal?: AbortSignal;
  /** Told after each file: bytes packed so far, and in all. */
  readonly tell?: (bytes: number, totalBytes: number) => void;
}

export interface Packed {
  readonly path: string;
  readonly files: number;
  readonly sizeBytes: number;
}

interface Entry {
  /** As the pack names it: `<archive's folder>/data/…`. */
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/**
 * Puts a sealed archive into one file, under a name that appears when it is whole. The same archive gives the same
 * bytes, whenever and wherever it is packed (encrypted ones differ, as they must). No seal: ARCHIVE_UNSEALED.
 */
export async function packArchive(archive: Archive, target: string, options: PackOptions): Promise<Packed> {
  const seal = await archive.seal();
  if (seal === undefined) throw new ArchiveError('ARCHIVE_UNSEALED', { path: archive.path });
  const entries = await entriesOf(archive);
  const totalBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const part = `${target}.part`;
  const time = new Date(Math.floor(seal.sealedAtMs / 1000) * 1000);
  try {
    const plain =
      options.as === 'tar'
        ? tarOf(entries, time, progress(options, totalBytes))
        : zipOf(entries, time, progress(options, totalBytes));
    const bytes = await encrypted(plain, options.recipients ?? []);
    const { signal } = options;
    await pipeline(
      bytes,
      createWriteStream(part, { mode: 0o600, flush: true }),
      ...(signal === undefined ? [] : [{ signal }]),
    );
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  const sizeBytes = (await archive.place.disk.sizeBytes(target)) ?? 0;
  return { path: target, files: entries.length, sizeBytes };
}

async function entriesOf(archive: Archive): Promise<readonly Entry[]> {
  const { disk, layout } = archive.place;
  const paths = [...SEAL_FILES, ...(await payloadPaths(disk, layout))].toSorted();
  const entries: Entry[] = [];
  for (const path of paths) {
    const whole = join(layout.folder, path);
    entries.push({
      name: `${basename(layout.folder).normalize('NFC')}/${path}`,
      path: whole,
      sizeBytes: (await disk.sizeBytes(whole)) ?? 0,
    });
  }
  return entries;
}

function progress({ tell }: PackOptions, totalBytes: number): (bytes: number) => void {
  let done = 0;
  return (bytes) => {
    done += bytes;
    tell?.(done, totalBytes);
  };
}

function tarOf(entries: readonly Entry[], mtime: Date, done: (bytes: number) => void): Readable {
  const tar = tarPack();
  const write = async (): Promise<void> => {
    for (const { name, path, sizeBytes } of entries) {
      const entry = tar.entry({ name, size: sizeBytes, mtime, mode: 0o644, uid: 0, gid: 0, uname: '', gname: '' });
      await pipeline(createReadStream(path), entry as unknown as Writable);
      done(sizeBytes);
    }
    tar.finalize();
  };
  write().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error('unreadable')));
  return tar as unknown as Readable;
}

/** A zip keeps the hour of a wall clock: that of UTC, so that it does not hang on where it was packed. */
function wallClock(time: Date): Date {
  return new Date(
    time.getUTCFullYear(),
    time.getUTCMonth(),
    time.getUTCDate(),
    time.getUTCHours(),
    time.getUTCMinutes(),
    time.getUTCSeconds(),
  );
}

function zipOf(entries: readonly Entry[], time: Date, done: (bytes: number) => void): Readable {
  const zip = new ZipFile();
  const mtime = wallClock(time);
  for (const { name, path, sizeBytes } of entries) {
    // Raw answers and most files are compressed already; stored bytes are the same under every version of zlib.
    const options = { mtime, mode: 0o100_644, compress: false, forceDosTimestamp: true, size: sizeBytes };
    zip.addReadStreamLazy(name, options, (give) => {
      const stream = createReadStream(path);
      stream.once('end', () => done(sizeBytes));
      give(null, stream);
    });
  }
  zip.end();
  return zip.outputStream as Readable;
}

async function encrypted(plain: Readable, recipients: readonly string[]): Promise<Readable> {
  if (recipients.length === 0) return plain;
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  const web = Readable.toWeb(
    plain.pipe(new Transform({ transform: (chunk: Uint8Array, _, next) => next(null, chunk) })),
  );
  return Readable.fromWeb((await encrypter.encrypt(web as ReadableStream<Uint8Array>)) as never);
}
