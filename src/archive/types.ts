import type { Json, JsonObject } from '../base/json.ts';
import type { Text } from '../base/text.ts';
import type { RawAnswer } from '../bitrix24/port.ts';
import type { KindId } from '../kinds/kind.ts';

export interface RecordKey {
  readonly kind: KindId;
  readonly id: string;
}

/** A record as the archive holds it: the portal's own row, and what was derived from it. */
export interface ArchivedRecord {
  readonly key: RecordKey;
  readonly row: JsonObject;
  /** SHA-256 of the row without its volatile fields: what a live record is compared with. */
  readonly fingerprint: string;
  readonly name: string;
  readonly parent?: RecordKey;
  readonly changedAtMs?: number;
  readonly createdAtMs?: number;
  /** When the portal showed it last. */
  readonly seenAtMs: number;
  /** Set when a later export no longer found it. The record stays. */
  readonly vanishedAtMs?: number;
  /** Connections that saw it. */
  readonly witnesses: readonly string[];
}

declare const verifiedBrand: unique symbol;
/**
 * A record whose copy was re-read from disk and found whole, files included (I1). Only `archive/verify` makes one;
 * only these can be planned.
 */
export type VerifiedRecord = ArchivedRecord & { readonly [verifiedBrand]: true };

/** A record as a verification judged it: whole, or shown only, with the reason. */
export type CheckedRecord =
  { readonly verified: VerifiedRecord } | { readonly unverified: ArchivedRecord; readonly why: Text };

export interface Blob {
  /** Hex SHA-512; also where it lies. */
  readonly sha512: string;
  readonly sizeBytes: number;
}

/** A file that a record has. `missing` says why its bytes are not here. */
export interface ArchivedFile {
  readonly owner: RecordKey;
  readonly slot: string;
  readonly fileId: string;
  readonly name: string;
  readonly sizeBytes?: number;
  readonly contentType?: string;
  readonly blob?: Blob;
  readonly missing?: { readonly code: string; readonly message: string };
}

/** A reference between two records; `to` may not be in the archive. */
export interface ArchivedReference {
  readonly from: RecordKey;
  readonly field: string;
  readonly to: RecordKey;
  readonly parent: boolean;
}

/** Whether a kind came home whole. `portal` is undefined where the portal gives no count. */
export interface KindCount {
  readonly kind: KindId;
  readonly portal?: number;
  readonly seen: number;
  readonly kept: number;
  readonly state: 'complete' | 'incomplete' | 'running';
}

/** Something that could not be taken, by name and with the reason (I9). */
export interface Missing {
  readonly kind: KindId;
  readonly id?: string;
  readonly code: string;
  readonly message: string;
  /** `file`: the record is here, its bytes are not. */
  readonly what: 'kind' | 'list' | 'record' | 'file';
}

/** One run of an export through one connection. */
export interface ExportRun {
  readonly id: number;
  readonly connection: string;
  readonly portal: string;
  readonly startedAtMs: number;
  readonly finishedAtMs?: number;
  readonly state: 'running' | 'complete' | 'incomplete';
}

/** A sealed archive. `root` is the SHA-512 of manifest-sha512.txt: what a plan is bound to. */
export interface Seal {
  readonly root: string;
  readonly sealedAtMs: number;
  readonly files: number;
  readonly sizeBytes: number;
}

/** What an exporter hands over for one page. */
export interface PageOfRecords {
  readonly kind: KindId;
  readonly raw: RawAnswer;
  readonly pointer: readonly string[];
  readonly rows: readonly NewRecord[];
}

/** A row to keep. `index` is its place in the page's rows as the portal sent them. */
export interface NewRecord {
  readonly index: number;
  readonly key: RecordKey;
  readonly row: JsonObject;
  readonly parent?: RecordKey;
}

export interface SearchQuery {
  /** Words in Russian or English, "a phrase", prefix*, a phone number in any notation. */
  readonly text: string;
  readonly kinds?: readonly KindId[];
  readonly limit?: number;
  readonly offset?: number;
}

export interface SearchHit {
  readonly key: RecordKey;
  readonly name: string;
  /** A piece of text around the match; matches between \u0001 and \u0002. */
  readonly snippet: string;
}

export interface SearchAnswer {
  readonly hits: readonly SearchHit[];
  /** Hits per kind over the whole archive, counted up to 1,000 each. */
  readonly facets: readonly { readonly kind: KindId; readonly count: number }[];
}

/** A page of a kind's table. */
export interface TableQuery {
  readonly kind: KindId;
  readonly sort?: { readonly field: string; readonly descending?: boolean };
  readonly filter?: readonly {
    readonly field: string;
    readonly is: 'equals' | 'contains' | 'before' | 'after';
    readonly value: Json;
  }[];
  readonly limit: number;
  readonly offset?: number;
}

/** A page of a table, and how many records match in all. */
export interface TableAnswer {
  readonly records: readonly ArchivedRecord[];
  readonly total: number;
}

/** Damage that verify found. */
export interface Damage {
  readonly code:
    | 'RECORD_CHANGED'
    | 'RECORD_MISSING'
    | 'RAW_DAMAGED'
    | 'RAW_MISSING'
    | 'BLOB_DAMAGED'
    | 'BLOB_MISSING'
    | 'INDEX_DAMAGED'
    | 'SEAL_BROKEN'
    | 'FILE_EXTRA';
  readonly path?: string;
  readonly key?: RecordKey;
  readonly message: string;
}
