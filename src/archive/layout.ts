import { join } from 'node:path';

/** Where things lie in an archive folder. Everything under `data` is the bag's payload. */
export interface Layout {
  readonly folder: string;
  readonly data: string;
  readonly raw: string;
  readonly files: string;
  readonly database: string;
  readonly lock: string;
}

export function layoutOf(folder: string): Layout {
  const data = join(folder, 'data');
  return {
    folder,
    data,
    raw: join(data, 'raw'),
    files: join(data, 'files'),
    database: join(data, 'archive.sqlite'),
    lock: join(folder, 'lock'),
  };
}

/** Written by a seal, in the order in which a new export takes them away again. */
export const SEAL_FILES = [
  'tagmanifest-sha512.txt',
  'manifest-sha512.txt',
  'bagit.txt',
  'bag-info.txt',
  'datapackage.json',
  'LOSSES.md',
] as const;

export function segmentName(segment: number): string {
  return `${String(segment).padStart(6, '0')}.jsonl.gz`;
}

/** The number of a raw segment, or undefined for a file that is none. */
export function segmentNumber(name: string): number | undefined {
  const digits = /^(?<digits>\d{6,})\.jsonl\.gz$/u.exec(name)?.groups?.['digits'];
  return digits === undefined ? undefined : Number(digits);
}

/** Place of a blob: two levels, so that no folder grows without bound. */
export function blobPath(layout: Layout, sha512: string): string {
  return join(layout.files, sha512.slice(0, 2), sha512);
}
