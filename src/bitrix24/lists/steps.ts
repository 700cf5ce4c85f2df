import { isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { Answer, Call, ListRequest, Pager } from '../port.ts';
import { keysetParams } from './keyset-params.ts';
import { idOf, namedParams, offsetParams, rowsOf, stalled, usualPageSize, withParam } from './rows.ts';

/** Asks page after page of one list, and is told each answer: whoever drives it decides how the calls travel. */
export type Steps = Generator<Call, void, Answer>;

/** What a walk has met so far. `fresh` holds the rows of the last answer that were not given before. */
export class Seen {
  readonly #request: ListRequest;
  readonly #ids = new Set<string>();
  fresh: readonly JsonObject[] = [];
  /** Their places in that answer. */
  places: readonly number[] = [];
  total: number | undefined;
  mended = 0;
  /** Pages that stayed strange when asked for again (short in the middle of the list, a row twice): one may hide in each. */
  holes = 0;
  /** Whether the last answer held a row twice: it stands where another should. */
  hasTwins = false;

  constructor(request: ListRequest) {
    this.#request = request;
  }

  get rows(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** All rows of the answer; the new ones become `fresh`. */
  take(answer: Answer): readonly JsonObject[] {
    const rows = rowsOf(this.#request, answer.result);
    if (answer.total !== undefined && this.#request.countable !== false) this.total = answer.total;
    const places: number[] = [];
    this.hasTwins = new Set(rows.map((row) => idOf(this.#request, row))).size < rows.length;
    this.fresh = rows.filter((row, place) => {
      const id = idOf(this.#request, row);
      if (this.#ids.has(id)) return false;
      this.#ids.add(id);
      places.push(this.#request.single === true ? -1 : place);
      return true;
    });
    this.places = places;
    return rows;
  }

  /** Whether the portal counts more rows than we have. */
  get isShort(): boolean {
    return this.total !== undefined && this.rows < this.total;
  }
}

/** The pages of one list, one after the other, by the pager that it declares. */
export function stepsOf(request: ListRequest, seen: Seen, afterId?: string): Steps {
  switch (request.pager.by) {
    case 'none':
      return wholeSteps(request, seen);
    case 'offset':
      return offsetSteps(request, seen);
    case 'cursor':
      return cursorSteps(request, seen, request.pager);
    case 'v3':
      return v3Steps(request, seen, request.pager.limit);
    case 'numbered':
      return numberedSteps(request, seen);
    case 'id':
      return keysetSteps(request, seen, afterId);
  }
}

/**
 * A page that lacks a few rows of being full. It may be the last one; or a row hides in it, and to take it for the end
 * would lose all that follows.
 */
function isDoubtful(rows: readonly JsonObject[], pageSize: number): boolean {
  return rows.length < pageSize && rows.length >= pageSize * 0.8;
}

/** Looks at a strange page once more; it should have so many rows. */
function* lookAgain(seen: Seen, call: Call, pageSize: number): Generator<Call, void, Answer> {
  const before = seen.rows;
  const rows = seen.take(yield call);
  if (seen.rows > before) seen.mended += 1;
  if (rows.length < pageSize || seen.hasTwins) seen.holes += 1;
}

type CursorPager = Extract<Pager, { readonly by: 'cursor' }>;

function callOf(request: ListRequest, params: JsonObject | readonly Json[]): Call {
  return { method: request.method, params, ...(request.api === undefined ? {} : { api: request.api }), effect: 'read' };
}

function* wholeSteps(request: ListRequest, seen: Seen): Steps {
  seen.take(yield callOf(request, request.params ?? {}));
}

function* keysetSteps(request: ListRequest, seen: Seen, afterId: string | undefined): Steps {
  const pageSize = request.pageSize ?? usualPageSize;
  let after = afterId;
  let rows = seen.take(yield callOf(request, { ...keysetParams(request, { after }), start: 0 }));
  for (;;) {
    const last = rows.at(-1);
    if (last === undefined || (rows.length < pageSize && !seen.isShort)) return;
    after = idOf(request, last);
    rows = seen.take(yield callOf(request, { ...keysetParams(request, { after }), start: -1 }));
    if (rows.length > 0 && seen.fresh.length === 0) throw stalled(request, `the same page again after ${after}`);
  }
}

/** Deletions under the walk shift rows to offsets already read, so passes go on until one finds nothing new. */
const mostPasses = 5;

function* offsetSteps(request: ListRequest, seen: Seen): Steps {
  const pageSize = request.pageSize ?? usualPageSize;
  for (let pass = 0; pass < mostPasses; pass += 1) {
    const before = seen.rows;
    const { pages, shrank } = yield* offsetPass(request, seen, pageSize, pass);
    const found = seen.rows - before;
    if (pass > 0 && found > 0) seen.mended += 1;
    const counted = seen.total !== undefined;
    if (pages <= 1 && !seen.isShort) return;
    if (counted ? !seen.isShort && !shrank : pass > 0 && found === 0) return;
    if (pass > 0 && found === 0 && !shrank) return;
  }
}

function* offsetPass(
  request: ListRequest,
  seen: Seen,
  pageSize: number,
  pass: number,
): Generator<Call, { readonly pages: number; readonly shrank: boolean }, Answer> {
  let start = 0;
  let pages = 0;
  let firstTotal: number | undefined;
  let previous = '';
  for (;;) {
    const answer = yield callOf(request, offsetParams(request, start));
    const rows = seen.take(answer);
    pages += 1;
    firstTotal ??= seen.total;
    const ids = rows.map((row) => idOf(request, row)).join();
    if (rows.length > 0 && ids === previous && pass === 0) {
      if (!seen.isShort && seen.total !== undefined) break;
      throw stalled(request, `the same page again at ${start}`);
    }
    previous = ids;
    const next = answer.next ?? (answer.total === undefined && rows.length === pageSize ? start + pageSize : undefined);
    if (rows.length === 0 || next === undefined) break;
    start = Math.max(next, start + 1);
  }
  return { pages, shrank: firstTotal !== undefined && seen.total !== undefined && seen.total < firstTotal };
}

function* cursorSteps(request: ListRequest, seen: Seen, pager: CursorPager): Steps {
  const pageSize = request.pageSize ?? usualPageSize;
  let params = namedParams(request);
  let doubtful: Call | undefined;
  for (;;) {
    const call = callOf(request, params);
    const rows = seen.take(yield call);
    const { hasTwins } = seen;
    if (seen.fresh.length === 0) {
      // A cursor that includes the row it names gives that row once more at the very end.
      if (rows.length <= 1 || doubtful !== undefined) return;
      throw stalled(request, `the same page again by ${pager.param}`);
    }
    if (doubtful !== undefined) yield* lookAgain(seen, doubtful, pageSize);
    if (hasTwins) yield* lookAgain(seen, call, Math.min(pageSize, rows.length - 1));
    doubtful = isDoubtful(rows, pageSize) ? call : undefined;
    if (rows.length < pageSize && doubtful === undefined && !seen.isShort) return;
    params = withParam(params, pager.param.split('.'), cursorOf(request, rows, pager));
  }
}

function cursorOf(request: ListRequest, rows: readonly JsonObject[], { from, last }: CursorPager): Json {
  if (typeof from !== 'string') {
    const row = rows.at(-1) ?? {};
    return Object.fromEntries(Object.entries(from).map(([name, field]) => [name, row[field] ?? null]));
  }
  const values = rows.map((row) => row[from] ?? null);
  const value =
    last === undefined
      ? values.at(-1)
      : values.toSorted((a, b) => Number(textOf(a)) - Number(textOf(b))).at(last === 'min' ? 0 : -1);
  if (textOf(value) === '') throw stalled(request, `a record without ${from}`);
  return value ?? null;
}

/**
 * REST 3.0 gives no total. Each page begins with the last row of the page before it: when another one stands there,
 * rows were deleted under us, and we step back until the pages meet again.
 */
function* v3Steps(request: ListRequest, seen: Seen, limit: number): Steps {
  let offset = 0;
  let previous = { ids: '', offset: -1 };
  let doubtful: Call | undefined;
  for (;;) {
    const call = callOf(request, { ...namedParams(request), pagination: { limit, offset } });
    const rows = seen.take(yield call);
    const { hasTwins } = seen;
    const [first] = rows;
    if (doubtful !== undefined && seen.fresh.length === 0) return;
    const meets = offset === 0 || (first !== undefined && !seen.fresh.includes(first));
    if (!meets) {
      seen.mended += 1;
      offset = Math.max(0, offset - Math.max(1, Math.floor(limit / 2)));
      continue;
    }
    if (doubtful !== undefined) yield* lookAgain(seen, doubtful, limit);
    if (hasTwins) yield* lookAgain(seen, call, Math.min(limit, rows.length - 1));
    doubtful = isDoubtful(rows, limit) ? call : undefined;
    if (rows.length < limit && doubtful === undefined) return;
    const ids = rows.map((row) => idOf(request, row)).join();
    if (ids === previous.ids && offset > previous.offset) throw stalled(request, `the same page again at ${offset}`);
    previous = { ids, offset };
    offset += Math.max(1, rows.length - 1);
  }
}

/** NAV_PARAMS of the positional task methods: past the last page PHP gives the last page once more. */
function* numberedSteps(request: ListRequest, seen: Seen): Steps {
  const pageSize = request.pageSize ?? usualPageSize;
  let doubtful: Call | undefined;
  for (let page = 1; ; page += 1) {
    const call = callOf(request, withPage(request.params ?? {}, pageSize, page));
    const rows = seen.take(yield call);
    const { hasTwins } = seen;
    if (seen.fresh.length === 0) return;
    if (doubtful !== undefined) yield* lookAgain(seen, doubtful, pageSize);
    if (hasTwins) yield* lookAgain(seen, call, Math.min(pageSize, rows.length - 1));
    doubtful = isDoubtful(rows, pageSize) ? call : undefined;
    if (rows.length < pageSize && doubtful === undefined && !seen.isShort) return;
  }
}

function withPage(params: Json, pageSize: number, page: number): JsonObject | readonly Json[] {
  const navigation = { NAV_PARAMS: { nPageSize: pageSize, iNumPage: page } };
  if (isObject(params)) {
    const own = params['PARAMS'];
    return { ...params, PARAMS: { ...(isObject(own) ? own : {}), ...navigation } };
  }
  return [...(params as readonly Json[]), navigation];
}
