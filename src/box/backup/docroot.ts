import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readlinkSync } from 'node:fs';
import { Readable } from 'node:stream';

import type { Listed, Listing } from './list.ts';
import { type Part, readPart, writePart } from './part.ts';
import { digestTar, type Packed } from './tar.ts';

export interface FilesProof {
  readonly files: number;
  readonly equal: number;
  /** The site wrote to them while they were packed. */
  readonly changedMeanwhile: readonly string[];
  readonly wrong: readonly string[];
}

/** Packs what was listed, in that order and nothing else. Raises BOX_PROGRAM_FAILED. */
export function packFolder(
  root: string,
  { items }: Listing,
  folder: string,
  file: string,
  signal?: AbortSignal,
): Promise<Part> {
  const zero = Buffer.from([0]);
  const input = Readable.from(
    (function* () {
      for (const { path } of items) yield Buffer.concat([Buffer.from('./'), path, zero]);
    })(),
  );
  const args = ['--create', '--format=gnu', '--numeric-owner', '--no-recursion', '--null', '--verbatim-files-from'];
  return writePart(
    folder,
    file,
    // 1: a file changed, or went, while it was read. The proof says which.
    { program: 'tar', args: [...args, `--directory=${root}`, '--files-from=-', '--file=-'], input, accepts: [0, 1] },
    { gzip: true, ...(signal === undefined ? {} : { signal }) },
  );
}

async function onDisk(path: Buffer, type: Listed['type']): Promise<Packed | undefined> {
  try {
    if (type === 'folder') return lstatSync(path).isDirectory() ? { type: 'folder', target: '' } : undefined;
    if (type === 'link') return { type: 'link', target: readlinkSync(path, 'latin1') };
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
    return { type: 'file', sha256: hash.digest('hex'), target: '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isSame(left: Packed | undefined, right: Packed | undefined): boolean {
  return left?.type === right?.type && left?.sha256 === right?.sha256 && left?.target === right?.target;
}

/** Whether a thing was changed, or taken away, since it was listed. */
function hasChanged(path: Buffer, { stat }: Listed): boolean {
  const now = lstatSync(path, { throwIfNoEntry: false });
  return now === undefined || now.mtimeMs !== stat.mtimeMs || now.ctimeMs !== stat.ctimeMs || now.size !== stat.size;
}

/** Reads a packed folder back and compares it with the disk, byte for byte. Raises BOX_ARCHIVE_DAMAGED. */
export async function provePacked(root: string, { items }: Listing, folder: string, file: string): Promise<FilesProof> {
  const packed = await digestTar(readPart(folder, file) as AsyncIterable<Buffer>);
  const changedMeanwhile: string[] = [];
  const wrong: string[] = [];
  let equal = 0;
  for (const item of items) {
    const path = Buffer.concat([Buffer.from(`${root}/`), item.path]);
    const copy = packed.get(item.path.toString('latin1'));
    if (copy !== undefined && isSame(copy, await onDisk(path, item.type))) equal += 1;
    else (hasChanged(path, item) ? changedMeanwhile : wrong).push(item.path.toString('utf8'));
  }
  return { files: items.filter(({ type }) => type === 'file').length, equal, changedMeanwhile, wrong };
}
