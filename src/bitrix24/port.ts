import type { Json, JsonObject } from '../base/json.ts';
import type { PortalError } from './errors.ts';

/** REST 2.0 lives under /rest/, REST 3.0 under /rest/api/. */
export type Api = 'v2' | 'v3';

/**
 * One method call. A `read` may be sent again whenever its answer was lost; a `write` never is unless the portal
 * said that it refused before executing, because nobody knows what the lost one did.
 */
export interface Call {
  readonly method: string;
  /** A list only for the old positional methods (task.checklistitem.*, task.elapseditem.*, task.commentitem.*). */
  readonly params?: JsonObject | readonly Json[];
  readonly api?: Api;
  /** Default `read`. */
  readonly effect?: 'read' | 'write';
  /** REST 3.0 only: makes a repeated write safe for 24 hours. */
  readonly idempotencyKey?: string;
}

/** The portal's own account of a call (`time` of an answer). Durations in seconds, `operatingResetAt` in epoch seconds. */
export interface CallTime {
  readonly durationSeconds: number;
  /** Seconds of the method's budget spent in the current ten-minute window; cumulative. */
  readonly operatingSeconds?: number;
  readonly operatingResetAt?: number;
  /** The portal's clock when it answered, in epoch seconds: `operatingResetAt` is told by this clock, not by ours. */
  readonly finishedAt?: number;
}

export interface Answer {
  readonly result: Json;
  readonly total?: number;
  readonly next?: number;
  readonly time?: CallTime;
}

/** What became of one command of a batch. `unknown`: sent, and the answer never came. `notExecuted`: certainly not run. */
export type Outcome =
  | { readonly is: 'answered'; readonly answer: Answer }
  | { readonly is: 'refused'; readonly error: PortalError }
  | { readonly is: 'unknown'; readonly error: PortalError }
  | { readonly is: 'notExecuted'; readonly error?: PortalError };

/**
 * How a list is walked.
 * id: filter `>ID` + order by id, no count: stable while others add and delete; chained inside batches.
 * offset: `start` += page size; some methods name the offset, and the page size, themselves (`OFFSET`, `params.limit`:
 * a dot goes into an object). none: the method gives all at once.
 * cursor: the next page is asked for by a value taken from the last row, or by an object with a value for each name in
 * `from`. v3: `pagination {limit, offset}`.
 * numbered: {NAV_PARAMS: {nPageSize, iNumPage}}, put after the positional parameters that the request gives.
 */
export type Pager =
  | { readonly by: 'id' }
  | { readonly by: 'offset'; readonly param?: string; readonly limitParam?: string }
  | { readonly by: 'none' }
  | {
      readonly by: 'cursor';
      readonly param: string;
      readonly from: string | Readonly<Record<string, string>>;
      readonly last?: 'min' | 'max';
    }
  | { readonly by: 'v3'; readonly limit: number }
  | { readonly by: 'numbered' };

/** A list to fetch: which method, what it is asked, where the rows are in its result and how it pages. */
export interface ListRequest {
  readonly method: string;
  readonly params?: JsonObject | readonly Json[];
  readonly api?: Api;
  /** Path to the rows in `result`: [] when the result is the list, ['items'] for crm.item.list. */
  readonly rows: readonly string[];
  /** What lies there is one row and no list of rows (userconsent.agreement.text). */
  readonly single?: true;
  /**
   * Field of a row that holds its id (`id`, `ID`); '' where rows have none of their own, which a keyset never asks for.
   * For keyset paging the filter and order use it unless `idFilter` says else.
   */
  readonly idField: string;
  /** Name of the id in filter and order where it differs from the row's (tasks.task.list: `ID` against `id`). */
  readonly idFilter?: string;
  /**
   * Spelling of the three parameters where a method has its own (`FILTER`, `SORT`…); the defaults are filter and order.
   * Where parameters go by place, the place of the filter (`1`); '' where conditions are parameters of their own
   * (department.get).
   */
  readonly filterParam?: string;
  readonly orderParam?: string;
  /**
   * Set where a method is told the order by two words instead of an object: this one takes the field, `orderParam` the
   * direction (user.get, department.get: `sort` and `order`).
   */
  readonly sortParam?: string;
  readonly pager: Pager;
  /** Rows a page; 50 unless the method says otherwise. */
  readonly pageSize?: number;
  /** Whether `total` of this method can be trusted to count rows (default true; false for crm.address.list and the like). */
  readonly countable?: boolean;
}

/**
 * One HTTP answer as it came, kept byte for byte, but for secrets (our own webhook code or token, and the one-time
 * tokens of download links), which are struck out (I11). Several pages of one batch share it.
 */
export interface RawAnswer {
  /** Milliseconds since 1970 when it arrived. */
  readonly atMs: number;
  readonly method: string;
  readonly api: Api;
  /** What was asked, without any secret. */
  readonly params: Json;
  readonly body: Uint8Array;
}

/**
 * One page of a list. `pointer` is the path of its rows inside the raw answer's JSON. Download links in `rows` are
 * live and may hold a secret: redact what is stored or shown of them.
 */
export interface Page {
  readonly rows: readonly JsonObject[];
  /**
   * Where each row stands among those that the portal sent, when some were left out because they came before; -1: what
   * lies at the pointer is the one row itself.
   */
  readonly places?: readonly number[];
  readonly raw: RawAnswer;
  readonly pointer: readonly string[];
  /** Of a per-parent list: the tag given with its request. */
  readonly parent?: string;
  /**
   * Of a keyset walk: every row up to this id has been given by this page and the ones before it. Id ranges are read
   * side by side, so the highest id seen is no place to go on from after a crash; this one is (`afterId`).
   */
  readonly completeThroughId?: string;
}

/** What a finished walk says about itself. */
export interface ListReport {
  readonly rows: number;
  /** The portal's own count of the whole list (rows up to `afterId` too), taken at the end; undefined where it gives none. */
  readonly total?: number;
  readonly requests: number;
  /** Chains that broke (short page, lost reference, id not rising) and were taken up again. */
  readonly mended: number;
  /**
   * Places where a row may hide: pages that stayed strange when asked for again (short in the middle of the list, a row
   * twice), and lists of many whose own count differs from their rows.
   */
  readonly holes?: number;
}

/** A refusal of one of many lists (one parent's comments): the others go on. */
export interface ListRefusal {
  readonly parent?: string;
  readonly error: PortalError;
}

export interface ListOptions {
  readonly signal?: AbortSignal;
  /** Take up a keyset walk after this id. */
  readonly afterId?: string;
  readonly onRefusal?: (refusal: ListRefusal) => void;
}

/** A list for each of many parents, 50 parents a request. */
export interface ParentList {
  readonly parent: string;
  readonly request: ListRequest;
}

export interface DownloadRequest {
  /** Absolute, or relative to the portal. Only the portal's own hosts are followed. */
  readonly url: string;
  readonly expectedBytes?: number;
  readonly signal?: AbortSignal;
}

/** A file for an address that the portal gave (`disk.folder.uploadFile` without the file). The address is a secret. */
export interface UploadRequest {
  readonly url: string;
  /** Name of the form's field. */
  readonly field: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** Where a download's bytes go. `restart` is called when a cut download can't be resumed by range. */
export interface Sink {
  write(bytes: Uint8Array): Promise<void>;
  restart(): Promise<void>;
}

export interface Downloaded {
  readonly sizeBytes: number;
  readonly contentType: string;
}

/**
 * The portal as the rest of bye24 sees it. Pacing, retries, batching and redaction are behind it; a rehearsal is the
 * same port on a local portal. Every method rejects with a PortalError (see errors.ts) or the signal's reason.
 */
export interface Portal {
  /** Host, and port where it is not the usual one: `acme.bitrix24.ru`. Never with a secret. */
  readonly address: string;
  /** Spoken to as an application (OAuth): only then are there storages and options of its own. */
  readonly isApplication?: boolean;
  call(call: Call, signal?: AbortSignal): Promise<Answer>;
  /**
   * Any number of calls, 50 a request, in order. Refusals come back as outcomes; `halt` stops after the first. What could
   * not leave by `notAfterMs`, for limits or a lost connection, is not sent any more: it is `notExecuted`.
   */
  batch(
    calls: readonly Call[],
    options?: { readonly halt?: boolean; readonly signal?: AbortSignal; readonly notAfterMs?: number },
  ): Promise<readonly Outcome[]>;
  /** Every row of a list by the fastest pager that the method supports. The generator returns the walk's report. */
  list(request: ListRequest, options?: ListOptions): AsyncGenerator<Page, ListReport, void>;
  /** The same for many parents at once. */
  listEach(
    lists: AsyncIterable<ParentList> | Iterable<ParentList>,
    options?: ListOptions,
  ): AsyncGenerator<Page, ListReport, void>;
  /** Streams a file into `sink`; resumes by range; a login page instead of a file is an error. */
  download(request: DownloadRequest, sink: Sink): Promise<Downloaded>;
}

/** A portal that large files are sent to. */
export interface UploadingPortal extends Portal {
  /** Sends a file of any size, piece by piece. Never again by itself: nobody knows what a lost answer did. */
  upload(request: UploadRequest, signal?: AbortSignal): Promise<Answer>;
}

/** An HTTP exchange as a port: undici in the world, the local portal's own handler in a rehearsal, faults in a simulation. */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** A body that is large, in pieces; its length stands in the headers. */
  readonly pieces?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}
