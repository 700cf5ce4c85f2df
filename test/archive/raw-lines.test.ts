import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { isNotOfTheFile, rawLines } from '../../src/archive/verify/raw-lines.ts';
import { FakeDisk } from '../support/fake-disk.ts';
import { layout } from './raw-log.ts';

const path = join(layout.raw, 'x.gz');

async function read(bytes: Uint8Array, from?: number) {
  const disk = new FakeDisk();
  await disk.replace(path, bytes);
  let count = 0;
  const lines = await Array.fromAsync(rawLines(disk, layout, 'x.gz', (more) => (count += more), from));
  return { lines, count };
}

const failing = (code: string): FakeDisk => {
  const disk = new FakeDisk();
  disk.onCall = () => {
    throw Object.assign(new Error(code), { code, syscall: 'open' });
  };
  return disk;
};

const linesOf = (disk: FakeDisk) => Array.fromAsync(rawLines(disk, layout, 'x.gz', () => {}));

describe('the lines of a segment', () => {
  it('are those of all its pieces, however they are cut', async () => {
    const long = 'я'.repeat(300_000);
    const bytes = Buffer.concat([gzipSync(`a\nb${long}`), gzipSync(`${long}\n`), gzipSync('\nc\n')]);
    expect(await read(bytes)).toEqual({ lines: ['a', `b${long}${long}`, '', 'c'], count: bytes.length });
    expect(await read(gzipSync(''))).toMatchObject({ lines: [] });
  });

  it('can be read from the beginning of any piece', async () => {
    const first = gzipSync('a\n');
    expect((await read(Buffer.concat([first, gzipSync('b\n')]), first.length)).lines).toEqual(['b']);
  });

  it('end with a word on what could not be read', async () => {
    expect((await read(gzipSync('a\nb'))).lines).toEqual(['a', { unreadable: 'the last line has no end' }]);
    const cut = gzipSync('a\n').subarray(0, -4);
    expect((await read(cut)).lines.at(-1)).toEqual({ unreadable: 'unexpected end of file' });
    const zeros = Buffer.concat([gzipSync('a\n'), Buffer.alloc(3)]);
    expect((await read(zeros)).lines).toEqual(['a', { unreadable: 'something that is no gzip follows' }]);
    expect((await read(Buffer.from('plain'))).lines).toEqual([{ unreadable: 'incorrect header check' }]);
  });

  it('are none of a file that is empty or not there: its answers are missed elsewhere', async () => {
    expect((await read(Buffer.alloc(0))).lines).toEqual([]);
    expect(await linesOf(new FakeDisk())).toEqual([]);
  });

  it('can be left before their end', async () => {
    const disk = new FakeDisk();
    await disk.replace(path, gzipSync('a\nb\n'.repeat(100_000)));
    for await (const line of rawLines(disk, layout, 'x.gz', () => {})) {
      expect(line).toBe('a');
      break;
    }
  });

  it('are not called damaged when this computer can not read now', async () => {
    await expect(linesOf(failing('EMFILE'))).rejects.toMatchObject({ code: 'EMFILE' });
    expect(await linesOf(failing('ENOENT'))).toEqual([]);
  });
});

const error = (more: object): Error => Object.assign(new Error('x'), more);

describe('an error of reading', () => {
  it('is of the file only when the disk says so, or when it is none of the system', () => {
    expect(isNotOfTheFile(error({ code: 'EMFILE', syscall: 'open' }))).toBe(true);
    expect(isNotOfTheFile(error({ syscall: 'read' }))).toBe(true);
    for (const code of ['ENOENT', 'EIO']) expect(isNotOfTheFile(error({ code, syscall: 'read' }))).toBe(false);
    expect(isNotOfTheFile(error({ code: 'Z_DATA_ERROR' }))).toBe(false);
  });
});
