import type { PlistValue } from './plist.ts';

const depthMax = 40;

/**
 * Reads Apple's binary property list: a table of objects that name each other by number.
 * https://opensource.apple.com/source/CF/CF-1153.18/CFBinaryPList.c. Raises RangeError for a list that is damaged.
 */
export function parseBinaryPlist(bytes: Buffer): PlistValue {
  const trailer = bytes.subarray(bytes.length - 32);
  const offsetSize = trailer.readUInt8(6);
  const refSize = trailer.readUInt8(7);
  const count = Number(trailer.readBigUInt64BE(8));
  const top = Number(trailer.readBigUInt64BE(16));
  const table = Number(trailer.readBigUInt64BE(24));
  const unsigned = (at: number, size: number): number =>
    size > 6 ? bytes.readUIntBE(at + size - 6, 6) : bytes.readUIntBE(at, size);

  /** Length of an object and where its content begins: lengths from 15 on stand in a number of their own. */
  const lengthAt = (at: number): readonly [number, number] => {
    const low = bytes.readUInt8(at) & 0x0f;
    if (low !== 0x0f) return [low, at + 1];
    const size = 1 << (bytes.readUInt8(at + 1) & 0x0f);
    return [unsigned(at + 2, size), at + 2 + size];
  };

  const read = (index: number, depth: number): PlistValue => {
    if (depth > depthMax || index >= count) throw new RangeError('damaged property list');
    const at = unsigned(table + index * offsetSize, offsetSize);
    const sort = bytes.readUInt8(at) >> 4;
    const [length, from] = lengthAt(at);
    const refs = (start: number): readonly number[] =>
      Array.from({ length }, (_, item) => unsigned(start + item * refSize, refSize));
    if (sort !== 0 && sort !== 1 && length > bytes.length) throw new RangeError('damaged property list');
    switch (sort) {
      case 0x0:
        return bytes.readUInt8(at) === 0x09;
      case 0x1:
        return unsigned(at + 1, 1 << length);
      case 0x2:
        return length === 2 ? bytes.readFloatBE(at + 1) : bytes.readDoubleBE(at + 1);
      case 0x5:
        return bytes.toString('latin1', from, from + length);
      case 0x6:
        return Buffer.from(bytes.subarray(from, from + length * 2))
          .swap16()
          .toString('utf16le');
      case 0xa:
        return refs(from).map((item) => read(item, depth + 1));
      case 0xd: {
        const values = refs(from + length * refSize);
        return Object.fromEntries(
          refs(from).map((key, item) => {
            const name = read(key, depth + 1);
            return [typeof name === 'string' ? name : '', read(values[item] ?? 0, depth + 1)];
          }),
        );
      }
      default:
        return '';
    }
  };
  return read(top, 0);
}
