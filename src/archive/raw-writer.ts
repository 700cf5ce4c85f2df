import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';

import type { AppendFile, Disk } from '../base/disk.ts';
import { type Layout, segmentName, segmentNumber } from './layout.ts';

const compress = promisify(gzip);

/** A segment of this size is closed, and never written again. */
const SEGMENT_BYTES = 16_000_000;

/** Below this, packing on the spot is quicker than handing it to another thread. */
const SMALL_BYTES = 200_000;
const LEVEL = { level: 2 };

/** A place in the raw log: the end of everything that was written before it. */
export interface RawPlace {
  readonly segment: number;
  readonly offset: number;
}

/** The raw log's writing end. What it appended is durable after `sync`. */
export class RawWriter {
  readonly #disk: Disk;
  readonly #layout: Layout;
  #place: RawPlace;
  #file: AppendFile | undefined;

  private constructor(disk: Disk, layout: Layout, place: RawPlace) {
    this.#disk = disk;
    this.#layout = layout;
    this.#place = place;
  }

  /** Goes on at `place`; whatever lies after it was never acknowledged, and is cut off. */
  static async resume(disk: Disk, layout: Layout, place: RawPlace): Promise<RawWriter> {
    for (const name of await disk.list(layout.raw)) {
      if ((segmentNumber(name) ?? 0) > place.segment) await disk.remove(join(layout.raw, name));
    }
    const path = join(layout.raw, segmentName(place.segment));
    const sizeBytes = await disk.sizeBytes(path);
    if (place.offset === 0) await disk.remove(path);
    else if (sizeBytes !== undefined && sizeBytes > place.offset) {
      const file = await disk.append(path, { from: place.offset });
      await file.sync();
      await file.close();
    }
    return new RawWriter(disk, layout, place);
  }

  get place(): RawPlace {
    return this.#place;
  }

  /** Appends lines as one gzip member and says where it begins. */
  async append(lines: Uint8Array): Promise<RawPlace> {
    const bytes = lines.length < SMALL_BYTES ? gzipSync(lines, LEVEL) : await compress(lines, LEVEL);
    if (this.#place.offset >= SEGMENT_BYTES) await this.#nextSegment();
    this.#file ??= await this.#disk.append(join(this.#layout.raw, segmentName(this.#place.segment)));
    const begin = this.#place;
    await this.#file.write(bytes);
    this.#place = { segment: begin.segment, offset: begin.offset + bytes.length };
    return begin;
  }

  async #nextSegment(): Promise<void> {
    await this.#file?.sync();
    await this.#file?.close();
    this.#file = undefined;
    this.#place = { segment: this.#place.segment + 1, offset: 0 };
  }

  async sync(): Promise<void> {
    await this.#file?.sync();
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }
}
