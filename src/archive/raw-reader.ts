import { join } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';

import type { Disk } from '../base/disk.ts';
import { type Layout, segmentName, segmentNumber } from './layout.ts';
import type { RawPlace } from './raw-writer.ts';

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** One gzip member of a segment, unpacked. */
export interface RawMember {
  readonly at: RawPlace;
  readonly end: RawPlace;
  readonly lines: string;
}

/** A part of a segment that is no whole member: torn, or damaged. */
export interface RawTear {
  readonly at: RawPlace;
  readonly torn: true;
  /** Whole members follow: damage, not the torn end of a write. */
  readonly inside: boolean;
}

/** Numbers of the raw segments on disk, in order. */
export async function segmentsOf(disk: Disk, layout: Layout): Promise<readonly number[]> {
  const names = await disk.list(layout.raw);
  return names
    .map(segmentNumber)
    .filter((segment) => segment !== undefined)
    .toSorted((a, b) => a - b);
}

/** The members of one segment from an offset on; after damage comes one tear, and nothing more of that segment. */
export async function* membersOf(
  disk: Disk,
  layout: Layout,
  segment: number,
  from = 0,
): AsyncGenerator<RawMember | RawTear> {
  const bytes = await disk.read(join(layout.raw, segmentName(segment)));
  let offset = from;
  while (offset < bytes.length) {
    const member = unpack(bytes, offset);
    const at = { segment, offset };
    if (member === undefined) {
      yield { at, torn: true, inside: wholeAfter(bytes, offset + 1) };
      return;
    }
    offset += member.sizeBytes;
    yield { at, end: { segment, offset }, lines: member.text };
  }
}

/** The member that begins at a place, or undefined when it can't be read. */
export async function memberAt(disk: Disk, layout: Layout, place: RawPlace): Promise<string | undefined> {
  return unpack(await disk.read(join(layout.raw, segmentName(place.segment))), place.offset)?.text;
}

function wholeAfter(bytes: Uint8Array, from: number): boolean {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const magic = Buffer.from([0x1f, 0x8b, 8, 0]);
  for (let next = all.indexOf(magic, from); next >= 0; next = all.indexOf(magic, next + 1)) {
    if (unpack(bytes, next) !== undefined) return true;
  }
  return false;
}

function unpack(bytes: Uint8Array, offset: number): { readonly text: string; readonly sizeBytes: number } | undefined {
  // Our own members have the plain ten-byte header: no name, no comment, no extra field.
  const header = bytes.subarray(offset, offset + HEADER_BYTES);
  if (header.length < HEADER_BYTES || header[0] !== 0x1f || header[1] !== 0x8b || header[2] !== 8 || header[3] !== 0) {
    return undefined;
  }
  try {
    const { buffer, engine } = inflateRawSync(bytes.subarray(offset + HEADER_BYTES), { info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    const packed = engine.bytesWritten;
    const trailer = Buffer.from(bytes.buffer, bytes.byteOffset + offset + HEADER_BYTES + packed, TRAILER_BYTES);
    if (trailer.readUInt32LE(0) !== crc32(buffer) || trailer.readUInt32LE(4) !== buffer.length) return undefined;
    return { text: buffer.toString('utf8'), sizeBytes: HEADER_BYTES + packed + TRAILER_BYTES };
  } catch {
    return undefined;
  }
}
