import type { Text } from '../../base/text.ts';
import type { Archive } from '../archive.ts';
import { ArchiveError } from '../error.ts';
import { saysDamaged } from '../database.ts';
import type { ArchiveReader } from '../reader.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { ArchivedRecord, CheckedRecord, Damage, RecordKey, Seal, VerifiedRecord } from '../types.ts';
import type { RecordSet } from '../record-set.ts';
import { checkBlobs } from './blob-check.ts';
import { DamageList } from './damage-list.ts';
import { Counter, type VerifyProgress } from './progress.ts';
import { RawCheck } from './raw-check.ts';
import { checkSeal } from './seal-check.ts';

export type { VerifyProgress } from './progress.ts';

export interface VerifyOptions {
  /** Part of records and blobs to look at: 0.05 for one in twenty. Only what was looked at is verified. Default 1. */
  readonly sample?: number;
  /** Told now and then; must return at once. */
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
}

interface Findings {
  readonly damage: DamageList;
  readonly whole: RecordSet;
  readonly badBlobs: ReadonlySet<string>;
  readonly blobs: number;
  readonly bytes: number;
  readonly seal: Seal | undefined;
}

/** After so many records it is asked again whether another process wrote. */
const OTHERS_EACH = 200;

const WHY = {
  copy: {
    ru: 'Копия в архиве не сверена или не совпала с ответом портала.',
    en: 'The copy in the archive was not checked, or is not what the portal said.',
  },
  noBytes: {
    ru: 'Файл этой записи не удалось забрать, в архиве нет его содержимого.',
    en: 'A file of this record could not be taken; its bytes are not in the archive.',
  },
  badBytes: {
    ru: 'Файл этой записи в архиве повреждён, потерян или не проверен.',
    en: 'A file of this record is damaged, lost or unchecked in the archive.',
  },
} as const satisfies Readonly<Record<string, Text>>;

/**
 * What a re-reading of an archive found. The only maker of a VerifiedRecord (I1): a record that equals the raw answer
 * that it came with, both read from disk, and whose files are all there and whole.
 */
export class Verification {
  readonly damage: readonly Damage[];
  /** All damage, also what is not named in `damage`. */
  readonly damageCount: number;
  readonly wholeRecords: number;
  readonly blobs: number;
  readonly bytes: number;
  /** The seal, when there is one and it holds. */
  readonly seal: Seal | undefined;
  readonly #archive: ArchiveReader;
  readonly #findings: Findings;
  readonly #version: number;
  readonly #writes: number;
  /** Most kinds have no files at all: their records are not asked for some. */
  readonly #withFiles: ReadonlySet<KindId>;
  #checks = 0;

  private constructor(archive: ArchiveReader, findings: Findings) {
    this.#archive = archive;
    this.#findings = findings;
    this.damage = findings.damage.items;
    this.damageCount = findings.damage.count;
    this.wholeRecords = findings.whole.size;
    this.blobs = findings.blobs;
    this.bytes = findings.bytes;
    this.seal = findings.seal;
    this.#withFiles = new Set(archive.kinds().filter((kind) => archive.hasFiles(kind)));
    this.#version = versionOf(archive);
    this.#writes = writesOf(archive);
  }

  /**
   * Reads everything again from disk: raw answers, records, blobs, the seal. Damage is a finding, not an error; rejects
   * only with the signal's reason. Flat in memory.
   */
  static async of(archive: Archive, options: VerifyOptions = {}): Promise<Verification> {
    const { sample = 1, signal } = options;
    const { disk, layout } = archive.place;
    const damage = new DamageList();
    const counter = new Counter(archive, options.onProgress);
    const { onBytes, onBlob, onRecord } = counter;
    const { seal } = await checkSeal(disk, layout, damage, onBytes);
    const more = { sample, onBytes, signal };
    const raw = new RawCheck(archive.database, damage, { ...more, onRecord });
    let badBlobs: ReadonlySet<string> = new Set();
    try {
      checkIndex(archive, damage);
      await raw.run(disk, layout);
      badBlobs = await checkBlobs(disk, layout, archive.database, damage, { ...more, onBlob });
    } catch (error) {
      if (!saysDamaged(error)) throw error;
      damage.add({ code: 'INDEX_DAMAGED', path: 'data/archive.sqlite', message: (error as Error).message });
    }
    const { blobs, bytes } = counter;
    const holds = damage.count === 0 ? seal : undefined;
    return new Verification(archive, { damage, whole: raw.whole, badBlobs, blobs, bytes, seal: holds });
  }

  /** Every record of a kind, in the archive's order: whole, or with the reason why it can't be planned. */
  *records(kind: KindId): Generator<CheckedRecord, void, void> {
    for (const record of this.#archive.records(kind)) yield this.#check(record);
  }

  /** One record; undefined when the archive never saw it. */
  record(key: RecordKey): CheckedRecord | undefined {
    const record = this.#archive.record(key);
    return record === undefined ? undefined : this.#check(record);
  }

  #check(record: ArchivedRecord): CheckedRecord {
    this.#refuseChanged();
    const why = this.#why(record.key);
    return why === undefined ? { verified: record as VerifiedRecord } : { unverified: record, why };
  }

  /** What was verified before someone wrote is verified no longer. Asking about other processes costs, so not each time. */
  #refuseChanged(): void {
    const others = this.#checks % OTHERS_EACH === 0 && versionOf(this.#archive) !== this.#version;
    this.#checks += 1;
    if (others || writesOf(this.#archive) !== this.#writes) throw new ArchiveError('ARCHIVE_CHANGED');
  }

  #why(key: RecordKey): Text | undefined {
    const number = this.#archive.numberOf(key);
    if (number === undefined || !this.#findings.whole.has(number)) return WHY.copy;
    if (!this.#withFiles.has(key.kind)) return undefined;
    for (const { blob, missing } of this.#archive.files(key)) {
      if (missing !== undefined || blob === undefined) return WHY.noBytes;
      if (this.#findings.badBlobs.has(blob.sha512)) return WHY.badBytes;
    }
    return undefined;
  }
}

/** Changes when another process writes the database. */
function versionOf({ database }: ArchiveReader): number {
  return Number(database.get('PRAGMA data_version')?.['data_version']);
}

/** Changes when this process does; what it sorts beside a read-only archive changes nothing. */
function writesOf({ database }: ArchiveReader): number {
  return database.writable ? database.transactions : 0;
}

function checkIndex(archive: Archive, damage: DamageList): void {
  for (const row of archive.database.all('PRAGMA quick_check(20)')) {
    const message = String(row['quick_check']);
    if (message !== 'ok') damage.add({ code: 'INDEX_DAMAGED', path: 'data/archive.sqlite', message });
  }
}
