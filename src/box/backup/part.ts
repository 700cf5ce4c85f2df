import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';

import { BoxError } from '../error.ts';

export interface Part {
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: Readable;
  /** Endings that are no failure. */
  readonly accepts?: readonly number[];
}

/** Starts a program whose output or input is streamed; `ended` rejects with BOX_PROGRAM_FAILED. Its words may name secrets and are dropped. */
function start({ program, args, environment = {}, input, accepts = [0] }: Program): {
  readonly stdout: Readable;
  readonly stdin: NodeJS.WritableStream;
  readonly ended: Promise<number>;
} {
  const child = spawn(program, [...args], { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
  child.stderr.resume();
  child.stdin.on('error', () => undefined);
  if (input === undefined) child.stdin.end();
  else input.pipe(child.stdin);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new BoxError('BOX_PROGRAM_FAILED', { program, reason: error.code ?? 'UNKNOWN' }));
    });
    child.once('close', (code) => {
      if (code !== null && accepts.includes(code)) resolve(code);
      else reject(new BoxError('BOX_PROGRAM_FAILED', { program, reason: code ?? 'KILLED' }));
    });
  });
  return { stdout: child.stdout, stdin: child.stdin, ended };
}

/**
 * Writes what a program prints into a file of the backup, packed unless it packs itself. The file has its name only once
 * it is whole and durable. Raises BOX_PROGRAM_FAILED, and what the disk says.
 */
export async function writePart(
  folder: string,
  file: string,
  program: Program,
  options: { readonly gzip: boolean; readonly signal?: AbortSignal },
): Promise<Part> {
  const { stdout, ended } = start(program);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      done(null, chunk);
    },
  });
  const path = join(folder, `${file}.part`);
  const target = createWriteStream(path, { mode: 0o600, flush: true });
  const control = options.signal === undefined ? {} : { signal: options.signal };
  const flow = options.gzip
    ? pipeline(stdout, createGzip({ level: 6 }), meter, target, control)
    : pipeline(stdout, meter, target, control);
  await Promise.all([flow, ended]);
  await rename(path, join(folder, file));
  const opened = await open(folder, 'r');
  await opened.sync();
  await opened.close();
  return { file, sizeBytes, sha256: hash.digest('hex') };
}

/** The bytes of a part, unpacked. */
export function readPart(folder: string, file: string): Readable {
  const bytes = createReadStream(join(folder, file));
  if (!file.endsWith('.gz')) return bytes;
  const unpacked = createGunzip();
  bytes.once('error', (error) => unpacked.destroy(error));
  return bytes.pipe(unpacked);
}

/** Feeds a part to a program. Raises BOX_PROGRAM_FAILED. */
export async function feedPart(folder: string, file: string, program: Omit<Program, 'input'>): Promise<void> {
  const { stdout, ended } = start({ ...program, input: readPart(folder, file) });
  stdout.resume();
  await ended;
}

/** SHA-256 of a file as it is on the disk now; undefined when it is not there. */
export async function hashOf(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return hash.digest('hex');
}
