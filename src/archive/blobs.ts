import { createHash, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

import type { AppendFile, Disk } from '../base/disk.ts';
import { ArchiveError } from './error.ts';
import { blobPath, type Layout } from './layout.ts';
import type { Blob } from './types.ts';

const PART = '.part';

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

  /** Takes bytes, which stay as they are from then on. A write that fails is told by the next call, `finish` at the latest. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#writing;
    const file = (this.#file ??= await this.#disk.append(this.#path, { temporary: true }));
    this.#writing = file.write(bytes);
    this.#writing.catch(() => undefined);
    this.#hash.update(bytes);
    this.#sizeBytes += bytes.length;
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
    await this.#writing;
    this.#file ??= await this.#disk.append(this.#path, { temporary: true });
    await this.#file.sync();
    await this.#file.close();
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
