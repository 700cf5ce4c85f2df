import { Bye24Error } from '../base/error.ts';
import type { Archive } from '../archive/archive.ts';
import { nameIn } from '../archive/called.ts';
import { pointedAt } from '../archive/stand-in.ts';
import type { ArchivedFile, ArchivedRecord, ArchivedReference, ExportRun, Seal } from '../archive/types.ts';
import { kindById } from '../kinds/index.ts';
import { findArchive, gapsIn, withArchive } from './archives.ts';
import type { Context, Done } from './context.ts';
import type { InputOf } from './parameter.ts';
import { plainTexts } from './plain-texts.ts';
import type { Commands } from './table.ts';
import { type Witness, witnessesIn } from './witnesses.ts';

type Input = InputOf<Commands['open']['parameters']>;

/** What lies in an archive. */
export interface ArchiveSummary {
  readonly type: 'archive';
  readonly archive: string;
  readonly portal: string;
  readonly seal?: Seal;
  readonly lastRun?: ExportRun;
  readonly kinds: readonly { readonly kind: string; readonly count: number; readonly complete: boolean }[];
  readonly records: number;
  readonly missing: number;
}

/** Some records of a kind. */
export interface RecordList {
  readonly type: 'records';
  readonly kind: string;
  readonly total: number;
  readonly offset: number;
  readonly records: readonly ListedRecord[];
}

export interface ListedRecord extends ArchivedRecord {
  /** What a person calls it. */
  readonly called: string;
}

/** A reference with the name of what it points to, when that is in the archive. */
export type NamedReference = ArchivedReference & { readonly name?: string };

/** One record with all that hangs on it. */
export interface RecordPage {
  readonly type: 'record';
  readonly record: ArchivedRecord;
  /** What a person calls it. */
  readonly name: string;
  /** Whose connections saw it; nobody where there was one alone. */
  readonly witnesses: readonly Witness[];
  /** Fields that people write in, as plain text. */
  readonly texts: Readonly<Record<string, string>>;
  readonly files: readonly ArchivedFile[];
  readonly references: readonly NamedReference[];
  /** Who points here; at most a hundred. */
  readonly referredBy: readonly NamedReference[];
}

export type OpenResult = ArchiveSummary | RecordList | RecordPage;

const backReferences = 100;

/** What lies in an open archive. */
export async function summaryOf(archive: Archive, path: string): Promise<ArchiveSummary> {
  const incomplete = new Set(
    archive
      .counts()
      .filter(({ state }) => state !== 'complete')
      .map(({ kind }) => kind),
  );
  const kinds = archive.kinds().map((kind) => ({ kind, count: archive.size(kind), complete: !incomplete.has(kind) }));
  const seal = await archive.seal();
  const lastRun = archive.mainRun();
  return {
    type: 'archive',
    archive: path,
    portal: archive.portal,
    ...(seal === undefined ? {} : { seal }),
    ...(lastRun === undefined ? {} : { lastRun }),
    kinds,
    records: kinds.reduce((sum, { count }) => sum + count, 0),
    missing: gapsIn(archive),
  };
}

function list(archive: Archive, kind: string, offset: number, limit: number): RecordList {
  const records = archive
    .records(kind, { limit: offset + limit })
    .drop(offset)
    .map((record) => ({ ...record, called: nameIn(archive, record) }))
    .toArray();
  return { type: 'records', kind, total: archive.size(kind), offset, records };
}

/** A reference of a record to another, or of another to it, with the name of that other one. */
function named(archive: Archive, reference: ArchivedReference, other: ArchivedRecord | undefined): NamedReference {
  return other === undefined ? reference : { ...reference, name: nameIn(archive, other) };
}

function namedTarget(archive: Archive, reference: ArchivedReference, from: ArchivedRecord): NamedReference {
  const target = pointedAt(archive, reference.to, from);
  return named(archive, { ...reference, to: target?.key ?? reference.to }, target);
}

/** One record of an open archive with all that hangs on it. Raises RECORD_UNKNOWN. */
export function recordPage(archive: Archive, kind: string, id: string): RecordPage {
  const record = archive.record({ kind, id });
  if (record === undefined) throw new Bye24Error('RECORD_UNKNOWN', { kind, id });
  return {
    type: 'record',
    record,
    name: nameIn(archive, record),
    witnesses: witnessesIn(archive, record.witnesses),
    texts: plainTexts(archive, record),
    files: [...archive.files(record.key)],
    references: archive.referencesFrom(record.key).map((reference) => namedTarget(archive, reference, record)),
    referredBy: archive
      .referencesTo(record.key)
      .take(backReferences)
      .map((reference) => named(archive, reference, archive.record(reference.from)))
      .toArray(),
  };
}

/** `deal 42` or `deal:42`, as plans and journals write it. */
function wanted({ kind, id }: Input): { readonly kind: string | undefined; readonly id: string | undefined } {
  const { name, rest } = /^(?<name>[^:]+):(?<rest>.+)$/u.exec(kind ?? '')?.groups ?? {};
  return id === undefined && name !== undefined ? { kind: name, id: rest } : { kind, id };
}

/** Shows an archive, a kind of it, or one record. Raises UNKNOWN_KIND and RECORD_UNKNOWN. */
export async function run(context: Context, input: Input): Promise<Done<OpenResult>> {
  const { archive: asked, limit = 20, offset = 0 } = input;
  const { kind, id } = wanted(input);
  const path = await findArchive(context, asked);
  return withArchive(context, path, 'read', async (archive) => {
    if (kind === undefined) return { ending: 'whole', result: await summaryOf(archive, path) };
    if (kindById(kind) === undefined && archive.size(kind) === 0) throw new Bye24Error('UNKNOWN_KIND', { kind });
    const result = id === undefined ? list(archive, kind, offset, limit) : recordPage(archive, kind, id);
    return { ending: 'whole', result };
  });
}
