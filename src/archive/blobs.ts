import { createHash, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

import type { AppendFile, Disk } from '../base/disk.ts';
import { ArchiveError } from './error.ts';
import { blobPath, type Layout } from './layout.ts';
import type { Blob } from './types.ts';

const PART = '.part';
/** So many bytes go to the disk at once: each way there costs as much as writing some kilobytes. */
const GATHERED_BYTES = 1 << 19;

/**
 * A file on its way into the archive. Bytes are hashed while they are written under a temporary name; `finish` makes
 * them durable and gives them their name. `write` and `restart` are what a download wants for a sink.
 */
export class BlobWriter {
  readonly #disk: Disk;
  readonly #layout: Layout;
  readonly #path: string;
  /** Folders that are surely there, and durable: shared by all that write into one archive. */
  readonly #folders: Set<string>;
  #file: AppendFile | undefined;
  #hash = createHash('sha512');
  #sizeBytes = 0;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  #room: Buffer = Buffer.alloc(0);
  /** The piece that is on its way to the disk, while it is hashed and the next one comes. */
  #writing: Promise<void> = Promise.resolve();

  constructor(disk: Disk, layout: Layout, folders = new Set<string>()) {
    this.#disk = disk;
    this.#folders = folders;
    this.#layout = layout;
    this.#path = join(layout.files, `${randomUUID()}${PART}`);
  }

  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Takes bytes, which stay as they are from then on. A write that fails is told by a later call, `finish` at the latest. */
  async write(bytes: Uint8Array): Promise<void> {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes >= GATHERED_BYTES) await this.#passOn();
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** What was gathered is on its way to the disk when it returns. */
  async #passOn(): Promise<void> {
    await this.#writing;
    const file = (this.#file ??= await this.#disk.append(this.#path, { temporary: true }));
    if (this.#gatheredBytes === 0) return;
    const bytes = this.#inOne();
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#writing = file.write(bytes);
    this.#writing.catch(() => undefined);
  }

  /** What was gathered, in one piece. In the same memory each time: new memory for each would lie about until it is swept up. */
  #inOne(): Uint8Array {
    const [first, ...others] = this.#gathered;
    if (first !== undefined && others.length === 0) return first;
    // The end of a file, which for most is all of it.
    if (this.#gatheredBytes < GATHERED_BYTES) return Buffer.concat(this.#gathered);
    if (this.#room.length < this.#gatheredBytes) this.#room = Buffer.allocUnsafeSlow(this.#gatheredBytes);
    let sizeBytes = 0;
    for (const piece of this.#gathered) {
      this.#room.set(piece, sizeBytes);
      sizeBytes += piece.length;
    }
    return this.#room.subarray(0, sizeBytes);
  }

  /** Begins again: the download could not be taken up where it broke. */
  async restart(): Promise<void> {
    await this.#close();
    this.#file = await this.#disk.append(this.#path, { from: 0, temporary: true });
    this.#hash = createHash('sha512');
    this.#sizeBytes = 0;
  }

  /** What is on its way has ended when it returns, whatever became of it. */
  async #close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    this.#writing = Promise.resolve();
    this.#gathered = [];
    this.#gatheredBytes = 0;
    await this.#file?.close();
    this.#file = undefined;
  }

  /** The bytes lie durable under their hash when it returns. With another size than expected: ARCHIVE_BAD_BLOB. */
  async finish(expectedBytes?: number): Promise<Blob> {
    if (expectedBytes !== undefined && expectedBytes !== this.#sizeBytes) {
      const detail = { expectedBytes, sizeBytes: this.#sizeBytes };
      await this.discard();
      throw new ArchiveError('ARCHIVE_BAD_BLOB', detail);
    }
    await this.#passOn();
    await this.#writing;
    await this.#file?.sync();
    await this.#file?.close();
    this.#file = undefined;
    const blob = { sha512: this.#hash.digest('hex'), sizeBytes: this.#sizeBytes };
    const path = blobPath(this.#layout, blob.sha512);
    if ((await this.#disk.sizeBytes(path)) === blob.sizeBytes) await this.#disk.remove(this.#path);
    else {
      const folder = dirname(path);
      if (!this.#folders.has(folder)) await this.#disk.makeFolder(folder);
      // Where the folder is new, its own name is made durable along with the old name's end.
      await this.#disk.move(this.#path, path, { temporary: this.#folders.has(folder) });
      this.#folders.add(folder);
    }
    return blob;
  }

  /** Gives the file up; nothing of it stays. */
  async discard(): Promise<void> {
    await this.#close();
    await this.#disk.remove(this.#path);
  }
}

/** Takes away what a crash left of files that never got their name. */
export async function removeParts(disk: Disk, layout: Layout): Promise<void> {
  for (const name of await disk.list(layout.files)) {
    if (name.endsWith(PART)) await disk.remove(join(layout.files, name));
  }
}
