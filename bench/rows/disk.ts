import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { folderBytes } from '../bench.ts';
import { type Row, megabytes, times } from '../frame.ts';

export const disk: Row = {
  name: 'disk',
  work: 'the archive on disk, sealed: raw answers, records, search index, sorted columns',
  wanted: '≤ 1.5 × the JSON that came',
  run: async (bench) => {
    const { path, measured } = await bench.sealed();
    const [raw, whole] = [folderBytes(join(path, 'data', 'raw')), folderBytes(path)];
    const ratio = whole / measured.bytes;
    return {
      bound: megabytes(measured.bytes),
      reached: megabytes(whole),
      ratio: times(ratio),
      isMet: ratio <= 1.5,
      notes: [
        `${megabytes(raw)} of it are the raw answers, packed, in ${readdirSync(join(path, 'data', 'raw')).length} files.`,
      ],
    };
  },
};
