import type { ArchiveReader } from '../reader.ts';

export interface VerifyProgress {
  readonly records: number;
  readonly totalRecords: number;
  readonly blobs: number;
  readonly bytes: number;
}

/** Records come fast: told after so many, and with every piece of a file. */
const RECORDS_EACH = 1000;

/** Counts what was read, and tells it. */
export class Counter {
  records = 0;
  blobs = 0;
  bytes = 0;
  readonly #totalRecords: number;
  readonly #onProgress: ((progress: VerifyProgress) => void) | undefined;

  constructor(
    archive: Pick<ArchiveReader, 'kinds' | 'size'>,
    onProgress: ((progress: VerifyProgress) => void) | undefined,
  ) {
    this.#totalRecords = archive.kinds().reduce((sum, kind) => sum + archive.size(kind), 0);
    this.#onProgress = onProgress;
  }

  readonly onBytes = (count: number): void => {
    this.bytes += count;
    this.#tell();
  };
  readonly onBlob = (): void => {
    this.blobs += 1;
    this.#tell();
  };
  readonly onRecord = (): void => {
    this.records += 1;
    if (this.records % RECORDS_EACH === 0) this.#tell();
  };

  #tell(): void {
    const { records, blobs, bytes } = this;
    this.#onProgress?.({ records, totalRecords: this.#totalRecords, blobs, bytes });
  }
}
