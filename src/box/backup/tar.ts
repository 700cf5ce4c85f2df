import { createHash } from 'node:crypto';

import { BoxError } from '../error.ts';

export interface TarEntry {
  /** Bytes as latin1 text: not all names are UTF-8. Without `./` in front and `/` behind. */
  readonly name: string;
  readonly type: 'folder' | 'file' | 'link' | 'hardLink' | 'other';
  readonly sizeBytes: number;
  readonly target: string;
}

const block = 512;

/** Bytes that come in pieces, taken by length. */
class Source {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** At most so many bytes of what comes next; empty at the end. */
  async some(atMost: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done === true) return Buffer.alloc(0);
      this.#rest = Buffer.from(value);
    }
    const part = this.#rest.subarray(0, atMost);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = length; left > 0;) {
      const part = await this.some(left);
      if (part.length === 0) throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'END' });
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }
}

function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end);
}

/** Octal digits, or for large numbers the bytes themselves. */
function number(header: Buffer, from: number, length: number): number {
  const field = header.subarray(from, from + length);
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(text(header, from, length).trim() || '0', 8);
  return field.subarray(1).reduce((all, byte) => all * 256 + byte, (field[0] ?? 0) & 0x7f);
}

function isSound(header: Buffer): boolean {
  const sum = header.reduce((all, byte, index) => all + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  return sum === number(header, 148, 8);
}

const types: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '': 'file',
  '7': 'file',
  '1': 'hardLink',
  '2': 'link',
  '5': 'folder',
};

/** Records of a pax header: `length key=value\n`. */
function pax(data: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length;) {
    const space = data.indexOf(0x20, at);
    const length = Number(data.toString('latin1', at, space));
    if (space < 0 || !(length > 0)) break;
    const record = data.toString('latin1', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

function tidy(name: string): string {
  return name.replace(/^(?:\.?\/)+/u, '').replace(/\/+$/u, '');
}

/**
 * Reads a tar archive (ustar, GNU or pax) in one pass. `content` of each entry must be read, or is skipped, before the
 * next one comes. Raises BOX_ARCHIVE_DAMAGED.
 */
export async function* readTar(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<TarEntry & { content(): AsyncGenerator<Buffer, void, void> }, void, void> {
  const source = new Source(pieces);
  let longName: string | undefined;
  let longTarget: string | undefined;
  let extra: ReadonlyMap<string, string> = new Map();
  for (;;) {
    const header = await source.exactly(block);
    if (header.every((byte) => byte === 0)) return;
    if (!isSound(header)) throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'HEADER' });
    const flag = text(header, 156, 1);
    const sizeBytes = Number(extra.get('size') ?? number(header, 124, 12));
    const padding = (block - (sizeBytes % block)) % block;
    if (flag === 'L' || flag === 'K' || flag === 'x' || flag === 'g') {
      const data = await source.exactly(sizeBytes);
      await source.exactly(padding);
      if (flag === 'L') longName = data.toString('latin1').replace(/\0+$/u, '');
      else if (flag === 'K') longTarget = data.toString('latin1').replace(/\0+$/u, '');
      else if (flag === 'x') extra = pax(data);
      continue;
    }
    const isUstar = text(header, 257, 6) === 'ustar';
    const prefix = isUstar ? text(header, 345, 155) : '';
    const short = text(header, 0, 100);
    const name = extra.get('path') ?? longName ?? (prefix === '' ? short : `${prefix}/${short}`);
    let left = sizeBytes;
    const content = async function* (): AsyncGenerator<Buffer, void, void> {
      while (left > 0) {
        const part = await source.some(left);
        if (part.length === 0) throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'END' });
        left -= part.length;
        yield part;
      }
    };
    yield {
      name: tidy(name),
      type: types[flag] ?? 'other',
      sizeBytes,
      target: extra.get('linkpath') ?? longTarget ?? text(header, 157, 100),
      content,
    };
    // oxlint-disable-next-line no-unused-vars -- what nobody read is skipped
    for await (const _ of content());
    await source.exactly(padding);
    longName = undefined;
    longTarget = undefined;
    extra = new Map();
  }
}

export interface Packed {
  readonly type: TarEntry['type'];
  /** SHA-256 of a file's bytes. */
  readonly sha256?: string;
  readonly target: string;
}

/** What is in an archive, with the hash of every file: the archive read back, byte for byte. */
export async function digestTar(pieces: AsyncIterable<Uint8Array>): Promise<ReadonlyMap<string, Packed>> {
  const packed = new Map<string, Packed>();
  for await (const entry of readTar(pieces)) {
    if (entry.type === 'file') {
      const hash = createHash('sha256');
      for await (const piece of entry.content()) hash.update(piece);
      packed.set(entry.name, { type: 'file', sha256: hash.digest('hex'), target: '' });
    } else if (entry.type === 'hardLink') {
      // Another name of a file that came before.
      const first = packed.get(tidy(entry.target));
      if (first === undefined) throw new BoxError('BOX_ARCHIVE_DAMAGED', { reason: 'LINK' });
      packed.set(entry.name, first);
    } else packed.set(entry.name, { type: entry.type, target: entry.target });
  }
  return packed;
}
