import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import type { Disk } from '../../base/disk.ts';
import type { Layout } from '../layout.ts';

/** Too many open files, no memory, no permission: that says nothing about the file, and is no damage. */
export function isNotOfTheFile(error: unknown): boolean {
  const { syscall, code = '' } = error as NodeJS.ErrnoException;
  return syscall !== undefined && !['ENOENT', 'EIO'].includes(code);
}

/** A piece of a segment that could not be read: everything after it is lost to the verifier. */
export interface Unreadable {
  readonly unreadable: string;
}

/**
 * The lines of one segment as any gzip program would read them: the verifier has its own way to the raw log and shares
 * no code with the one that rebuilds. `from` is where a member begins.
 */
export async function* rawLines(
  disk: Disk,
  layout: Layout,
  name: string,
  onBytes: (count: number) => void,
  from = 0,
): AsyncGenerator<string | Unreadable, void, void> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const text = new PassThrough({ encoding: 'utf8' });
  let packed = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, void> {
    for await (const piece of disk.chunks(join(layout.raw, name), from)) {
      packed += piece.length;
      onBytes(piece.length);
      yield piece;
    }
  }
  const piped = pipeline(counted, gunzip, text).then(
    () => undefined,
    (error: unknown) => error,
  );
  try {
    let rest: string[] = [];
    for await (const piece of text as AsyncIterable<string>) {
      const lines = piece.split('\n');
      const last = lines.pop() ?? '';
      const [first, ...others] = lines;
      if (first !== undefined) {
        yield rest.join('') + first;
        yield* others;
        rest = [];
      }
      rest.push(last);
    }
    if (rest.join('') !== '') yield { unreadable: 'the last line has no end' };
  } catch (error) {
    if (isNotOfTheFile(error)) throw error;
    // Nothing written is no damage; answers that should be there are missed elsewhere.
    if (packed > 0) yield { unreadable: (error as Error).message };
    return;
  } finally {
    await piped;
  }
  // gunzip passes over what follows the last member when it does not look like another one.
  if (gunzip.bytesWritten !== packed) yield { unreadable: 'something that is no gzip follows' };
}
