import { createDecipheriv, createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { BoxError } from '../error.ts';
import { readTar, type TarEntry } from './tar.ts';

/** Volumes of one of the vendor's own backups: `x.tar`, `x.tar.1`, `x.tar.2`… in order. */
export function volumesOf(first: string): readonly string[] {
  const volumes = [first];
  for (let number = 1; existsSync(`${first}.${number}`); number++) volumes.push(`${first}.${number}`);
  return volumes;
}

const headerBytes = 512;
const marker = 'Bitrix Encrypted File';

/** The vendor's key: the hash of the password, written in letters. */
function keyOf(password: string): Buffer {
  return Buffer.from(createHash('md5').update(password).digest('hex'), 'latin1');
}

function decipher(key: Buffer): ReturnType<typeof createDecipheriv> {
  // The vendor has no chaining between blocks (ECB): such a backup hides little. It can only be read as it is.
  return createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
}

/**
 * Checks the first block: 256 bytes in the open with the marker, and the same bytes encrypted, by which a password shows
 * itself to be the right one. Raises BOX_BACKUP_PASSWORD, BOX_ARCHIVE_DAMAGED.
 */
function checkHeader(header: Buffer, key: Buffer): void {
  const open = header.subarray(0, 256);
  if (open.toString('latin1', 100, 100 + marker.length) !== marker)
    throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'HEADER' });
  const known = decipher(key).update(header.subarray(256, headerBytes));
  if (!known.equals(open)) throw new BoxError('BOX_BACKUP_PASSWORD');
}

/** Bytes of an encrypted backup, decrypted. */
class Decrypted extends Transform {
  readonly #key: Buffer;
  readonly #decipher: ReturnType<typeof createDecipheriv>;
  #header = Buffer.alloc(0);

  constructor(password: string) {
    super();
    this.#key = keyOf(password);
    this.#decipher = decipher(this.#key);
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null, data?: Buffer) => void,
  ): void {
    try {
      let rest = chunk;
      if (this.#header.length < headerBytes) {
        const missing = headerBytes - this.#header.length;
        this.#header = Buffer.concat([this.#header, chunk.subarray(0, missing)]);
        rest = chunk.subarray(missing);
        if (this.#header.length < headerBytes) return done();
        checkHeader(this.#header, this.#key);
      }
      done(null, this.#decipher.update(rest));
    } catch (error) {
      done(error as Error);
    }
  }

  override _flush(done: (error?: Error | null, data?: Buffer) => void): void {
    try {
      done(null, this.#decipher.final());
    } catch {
      done(new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'END' }));
    }
  }
}

async function* joined(volumes: readonly string[]): AsyncGenerator<Buffer, void, void> {
  for (const volume of volumes) yield* createReadStream(volume) as AsyncIterable<Buffer>;
}

/**
 * Reads a backup that the vendor's system made: volumes in order, unpacked, decrypted. `password` for `.enc` ones.
 * Raises BOX_BACKUP_PASSWORD, BOX_ARCHIVE_DAMAGED.
 */
export async function* readVendorBackup(
  first: string,
  password?: string,
): AsyncGenerator<TarEntry & { content(): AsyncGenerator<Buffer, void, void> }, void, void> {
  const encrypted = /\.enc(?:\.gz)?$/u.test(first);
  if (encrypted && password === undefined) throw new BoxError('BOX_BACKUP_PASSWORD');
  let bytes: Readable = Readable.from(joined(volumesOf(first)));
  const pass = (next: Transform): void => {
    const from = bytes;
    from.once('error', (error) => next.destroy(error));
    bytes = from.pipe(next);
  };
  if (first.endsWith('.gz')) pass(createGunzip());
  if (encrypted) pass(new Decrypted(password ?? ''));
  try {
    yield* readTar(bytes as AsyncIterable<Buffer>);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    // Cut or garbled where it is packed.
    if (!code.startsWith('Z_')) throw error;
    throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: code }, { cause: error });
  }
}
