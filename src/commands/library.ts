import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { Readable } from 'node:stream';

import { Archive } from '../archive/archive.ts';
import { nameIn } from '../archive/called.ts';
import { blobPath } from '../archive/layout.ts';
import { pointedAt } from '../archive/stand-in.ts';
import type {
  ArchivedFile,
  ArchivedRecord,
  KindCount,
  Missing,
  RecordKey,
  SearchAnswer,
  SearchQuery,
  TableQuery,
} from '../archive/types.ts';
import { Bye24Error } from '../base/error.ts';
import { type Json, type JsonObject, textOf } from '../base/json.ts';
import type { Language } from '../base/text.ts';
import { driveEntries } from '../formats/drive-zip.ts';
import { zipStream } from '../formats/zip.ts';
import { timeOf } from '../journey/plan/policy.ts';
import { sayerIn } from '../kinds/codes.ts';
import { valuesAt } from '../kinds/fields.ts';
import { archivedKinds, kindById } from '../kinds/index.ts';
import type { Column, Kind } from '../kinds/kind.ts';
import { targetsOf } from '../kinds/references.ts';
import type { Context } from './context.ts';
import { charsetOf, mediaTypeOf } from './media-type.ts';
import { type ArchiveSummary, type RecordPage, recordPage, summaryOf } from './open.ts';
import type { Rich } from '../markup/rich.ts';
import { plainTexts, richTexts } from './plain-texts.ts';
import {
  type Below,
  belowOf,
  type CalendarEntry,
  calendarEntries,
  type ChatPage,
  chatPage,
  lastMoment,
  type NoteShelf,
  noteShelves,
  type SitePage,
  sitePage,
  siteShelves,
} from './views.ts';

export type { ArchivedFile, RecordPage };

/** A value of a table's cell: what the record says (a text without its tags), and the record that it names, where the
 * archive has it. */
export interface Cell {
  readonly values: readonly Json[];
  /** What the row says of the codes among them, where the column's kind reads them by it. */
  readonly sayer?: string;
  readonly names?: readonly { readonly to: RecordKey; readonly name: string }[];
}

export interface TableRow {
  readonly id: string;
  readonly name: string;
  readonly vanished: boolean;
  readonly cells: readonly Cell[];
  /** What belongs to it, where it was asked for. */
  readonly below?: Below;
}

export interface TableWish extends TableQuery {
  /** Fields to show in place of the declared columns; others than declared are shown as they are. */
  readonly fields?: readonly string[] | undefined;
  /** Count what belongs to each record. */
  readonly below?: boolean | undefined;
}

export interface TablePage {
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
  readonly total: number;
}

/** What belongs to a record; `row` as the portal said it. */
export interface ChildrenPage {
  readonly columns: readonly Column[];
  readonly rows: readonly (TableRow & {
    readonly row: JsonObject;
    /** What people wrote, with its formatting. */
    readonly rich: Readonly<Record<string, readonly Rich[]>>;
  })[];
}

/** The days before which records were changed or made. */
export interface BeforeWish {
  readonly changed?: string | undefined;
  readonly created?: string | undefined;
}

export interface KindSize {
  readonly kind: string;
  readonly count: number;
}

function momentOf(field: string, value: string): number {
  const atMs = timeOf(value);
  if (Number.isNaN(atMs)) throw new Bye24Error('POLICY_BAD_DATE', { field, value });
  return atMs;
}

/** A file's bytes, to be read in pieces. */
export interface FileContent {
  readonly name: string;
  readonly contentType: string;
  /** undefined: it is made while it is sent, so that only the whole of it can be had. */
  readonly sizeBytes: number | undefined;
  readonly read: (start: number, end: number) => ReadableStream<Uint8Array>;
}

const limitMax = 500;
/** Records whose fields are looked at for more columns, and how many columns that can bring. */
const looked = 20;
const fieldsMax = 300;

/** A field that its kind declares no column for. */
function plainColumn(field: string): Column {
  return { field, title: { ru: field, en: field }, type: 'text' };
}

/** As much of a file as tells how its letters are written. */
function beginningOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(64 * 1024);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
}

/** A stream of Node's as one of the web's. */
export function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

/** An archive that stays open for reading, for a view that asks many small questions. */
export class Library {
  readonly path: string;
  readonly #archive: Archive;

  private constructor(archive: Archive, path: string) {
    this.#archive = archive;
    this.path = path;
  }

  /** Rejects with ArchiveError when there is none, or none that can be read. */
  static async open({ disk, clock }: Pick<Context, 'disk' | 'clock'>, path: string): Promise<Library> {
    return new Library(await Archive.open(path, { mode: 'read', kinds: archivedKinds, disk, clock }), path);
  }

  summary(): Promise<ArchiveSummary> {
    return summaryOf(this.#archive, this.path);
  }

  counts(): readonly KindCount[] {
    return this.#archive.counts();
  }

  /** How many records of each kind meet a plan's conditions about time, days as `2024-01-01`. Raises POLICY_BAD_DATE. */
  sizesBefore({ changed, created }: BeforeWish): readonly KindSize[] {
    const sizes = this.#archive.sizesBefore({
      ...(changed === undefined ? {} : { changedMs: momentOf('changed', changed) }),
      ...(created === undefined ? {} : { createdMs: momentOf('created', created) }),
    });
    return [...sizes].map(([kind, count]) => ({ kind, count }));
  }

  missing(): readonly Missing[] {
    return this.#archive.missing();
  }

  /** A page of a kind's table, its columns as the kind declares them, or as they are wished for. */
  table({ fields, below = false, ...query }: TableWish): TablePage {
    const kind = kindById(query.kind);
    const { records, total } = this.#archive.table({ ...query, limit: Math.min(query.limit, limitMax) });
    const declared = kind?.columns ?? [];
    const columns =
      fields?.map((field) => declared.find((column) => column.field === field) ?? plainColumn(field)) ?? declared;
    const rows = records.map((record) => ({
      ...this.#row(record, columns, kind),
      ...(below ? { below: belowOf(this.#archive, record.key) } : {}),
    }));
    return { columns, total, rows };
  }

  /** Fields that records of a kind have beside its declared columns, by the first of them. */
  otherFields(kind: string): readonly string[] {
    const declared = new Set((kindById(kind)?.columns ?? []).map(({ field }) => field.replace(/[[.].*$/u, '')));
    const found = new Set<string>();
    for (const { row } of this.#archive.records(kind, { limit: looked })) {
      for (const field of Object.keys(row)) if (!declared.has(field)) found.add(field);
    }
    return [...found].toSorted().slice(0, fieldsMax);
  }

  /** What people wrote in a record, with its formatting. */
  rich(key: RecordKey): Readonly<Record<string, readonly Rich[]>> {
    const record = this.#archive.record(key);
    return record === undefined ? {} : richTexts(this.#archive, record);
  }

  /** The record's own page on the portal, where there is one. */
  portalUrl(key: RecordKey): string | undefined {
    const record = this.#archive.record(key);
    const path = record === undefined ? undefined : kindById(key.kind)?.path?.({ ...record, id: key.id });
    return path === undefined ? undefined : `https://${this.#archive.portal}${path}`;
  }

  /** Raises RECORD_UNKNOWN. */
  chat(id: string, skip: number, limit: number): ChatPage {
    const page = chatPage(this.#archive, id, skip, limit);
    if (page === undefined) throw new Bye24Error('RECORD_UNKNOWN', { kind: 'chat', id });
    return page;
  }

  calendar(fromWallMs: number, toWallMs: number): readonly CalendarEntry[] {
    return calendarEntries(this.#archive, fromWallMs, toWallMs);
  }

  lastMoment(): number | undefined {
    return lastMoment(this.#archive);
  }

  notes(): readonly NoteShelf[] {
    return noteShelves(this.#archive);
  }

  sites(): readonly NoteShelf[] {
    return siteShelves(this.#archive);
  }

  /** Raises RECORD_UNKNOWN. */
  sitePage(id: string): SitePage {
    const page = sitePage(this.#archive, id);
    if (page === undefined) throw new Bye24Error('RECORD_UNKNOWN', { kind: 'page', id });
    return page;
  }

  /** Raises RECORD_UNKNOWN. */
  record(key: RecordKey): RecordPage {
    return recordPage(this.#archive, key.kind, key.id);
  }

  search(query: SearchQuery): SearchAnswer {
    return this.#archive.search({ ...query, limit: Math.min(query.limit ?? 50, limitMax) });
  }

  /** What belongs to a record, of one kind: comments of a deal, folders of a folder. At most `limit` of them. */
  children(parent: RecordKey, kind: string, limit: number): ChildrenPage {
    const declared = kindById(kind);
    const columns = declared?.columns ?? [];
    const records = this.#archive.children(parent, kind).take(Math.min(limit, limitMax));
    return {
      columns,
      rows: records
        .map((record) => ({
          ...this.#row(record, columns, declared),
          row: record.row,
          rich: richTexts(this.#archive, record),
        }))
        .toArray(),
    };
  }

  /** The bytes of a record's file; undefined when the archive has no such file or not its bytes. */
  file(owner: RecordKey, slot: string, fileId: string): FileContent | undefined {
    const wanted = (file: ArchivedFile): boolean => file.slot === slot && file.fileId === fileId;
    const found = this.#archive.files(owner).find(wanted);
    if (found?.blob === undefined) return undefined;
    const path = blobPath(this.#archive.place.layout, found.blob.sha512);
    const type = mediaTypeOf(found.name, found.contentType);
    return {
      name: found.name,
      contentType: type.startsWith('text/') ? `${type}; charset=${charsetOf(beginningOf(path))}` : type,
      sizeBytes: found.blob.sizeBytes,
      read: (start, end) => toWeb(createReadStream(path, { start, end })),
    };
  }

  /** A folder of the drive, or a whole storage, as a ZIP that is made while it is sent. Raises RECORD_UNKNOWN. */
  driveZip(root: RecordKey, language: Language): FileContent {
    const record = this.#archive.record(root);
    if (record === undefined) throw new Bye24Error('RECORD_UNKNOWN', { kind: root.kind, id: root.id });
    return {
      name: `${record.name || root.id}.zip`,
      contentType: 'application/zip',
      sizeBytes: undefined,
      read: () => toWeb(zipStream(driveEntries(this.#archive, root, language))),
    };
  }

  close(): Promise<void> {
    return this.#archive.close();
  }

  #row(record: ArchivedRecord, columns: readonly Column[], kind: Kind | undefined): TableRow {
    const targets = kind === undefined ? [] : targetsOf(kind, record.row);
    const texts = columns.some(({ field }) => kind?.texts?.some((text) => text.field === field))
      ? plainTexts(this.#archive, record)
      : {};
    return {
      id: record.key.id,
      name: nameIn(this.#archive, record),
      vanished: record.vanishedAtMs !== undefined,
      cells: columns.map((column) => this.#cell(record, column, targets, texts)),
    };
  }

  #cell(
    record: ArchivedRecord,
    column: Column,
    targets: ReturnType<typeof targetsOf>,
    texts: Readonly<Record<string, string>>,
  ): Cell {
    const text = texts[column.field];
    if (text !== undefined) return { values: [text] };
    const values = valuesAt(record.row, column.field);
    const sayer = sayerIn(column, record.row);
    if (column.type !== 'reference' && column.type !== 'user' && sayer === undefined) return { values };
    const declared: readonly RecordKey[] = targets
      .filter(({ field }) => field === column.field)
      .map(({ to, id }) => ({ kind: to, id }));
    const kind = column.to ?? (column.type === 'user' ? 'user' : undefined);
    const keys =
      declared.length > 0 || kind === undefined ? declared : values.map((value) => ({ kind, id: textOf(value) }));
    const names = keys.flatMap((to) => {
      const target = pointedAt(this.#archive, to, record);
      return target === undefined ? [] : [{ to: target.key, name: nameIn(this.#archive, target) }];
    });
    return { values, names, ...(sayer === undefined ? {} : { sayer }) };
  }
}
