import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';

import { type Disk, nodeDisk } from '../../src/base/disk.ts';

/**
 * The disk of this computer, asked and answered on the spot, and never waited for: nothing real is ever on its way while
 * simulated time passes. What it writes would not live through a power cut.
 */
export const quickDisk: Disk = {
  ...nodeDisk,
  read: async (path) => readFileSync(path),
  list: async (path) => {
    try {
      return readdirSync(path).toSorted();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  },
  sizeBytes: async (path) => statSync(path, { throwIfNoEntry: false })?.size,
  append: async (path, options) => {
    const file = openSync(path, 'a', 0o600);
    if (options?.from !== undefined) ftruncateSync(file, options.from);
    return {
      write: async (data) => {
        const bytes = typeof data === 'string' ? Buffer.from(data) : data;
        for (let from = 0; from < bytes.length;) from += writeSync(file, bytes, from);
      },
      sync: async () => {},
      close: async () => closeSync(file),
    };
  },
  replace: async (path, data) => writeFileSync(path, data),
  move: async (from, to) => renameSync(from, to),
  remove: async (path) => rmSync(path, { recursive: true, force: true }),
  makeFolder: async (path) => void mkdirSync(path, { recursive: true }),
};
