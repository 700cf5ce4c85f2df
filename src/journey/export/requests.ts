import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { Call, ListRequest } from '../../bitrix24/port.ts';
import type { Kind, RecordLike } from '../../kinds/kind.ts';

/** The named parameters of a list; undefined for the old positional methods, which can't be changed safely. */
function named(request: ListRequest): JsonObject | undefined {
  const params = request.params ?? {};
  return isObject(params) ? params : undefined;
}

/** The name under which `params` already hold `name`, whatever its case: Bitrix24 accepts `select` and `SELECT`. */
function spelled(params: JsonObject, name: string): string | undefined {
  return Object.keys(params).find((key) => key.toLowerCase() === name);
}

/**
 * The call whose answer carries the number of rows of a list: its first page.
 * undefined where the method gives no trustworthy count (REST 3.0, cursors, `countable: false`).
 * https://apidocs.bitrix24.ru/settings/how-to-call-rest-api/list-methods-pecularities.html
 */
export function countCall(request: ListRequest): Call | undefined {
  const params = named(request);
  const { by } = request.pager;
  if (params === undefined || request.api === 'v3' || request.countable === false) return undefined;
  if (by !== 'id' && by !== 'offset') return undefined;
  return { method: request.method, params: { ...(onlyIds(request) ?? params), start: 0 } };
}

function onlyIds(request: ListRequest, fields?: readonly string[]): JsonObject | undefined {
  const params = named(request);
  const select = params === undefined ? undefined : spelled(params, 'select');
  if (params === undefined || select === undefined) return undefined;
  return { ...params, [select]: fields ?? [request.idFilter ?? request.idField] };
}

/**
 * The same list with nothing but ids in its rows: what is there now, at a fraction of the weight.
 * undefined where the method can't be told which fields to give, so that rows would come whole anyway.
 */
export function idsOnly(request: ListRequest, fields?: readonly string[]): ListRequest | undefined {
  const params = onlyIds(request, fields);
  return params === undefined || request.pager.by === 'none' ? undefined : { ...request, params };
}

/** The same list, only rows whose `field` is at or after `since` (ISO 8601). undefined where it can't be filtered. */
export function changedSince(request: ListRequest, field: string, since: string): ListRequest | undefined {
  const params = named(request);
  if (params === undefined || request.pager.by === 'none' || request.pager.by === 'cursor') return undefined;
  const name = request.filterParam ?? spelled(params, 'filter') ?? 'filter';
  const filter = params[name];
  if (request.api === 'v3') {
    const conditions = Array.isArray(filter) ? (filter as readonly Json[]) : [];
    return { ...request, params: { ...params, [name]: [...conditions, [field, '>=', since]] } };
  }
  return { ...request, params: { ...params, [name]: { ...(isObject(filter) ? filter : {}), [`>=${field}`]: since } } };
}

const nobody: RecordLike = { id: '0', row: {} };

interface MethodName {
  readonly method: string;
  readonly v3: boolean;
}

function list(request: ListRequest | undefined): MethodName | undefined {
  return request === undefined ? undefined : { method: request.method, v3: request.api === 'v3' };
}

/** The method by which a kind is taken, or undefined when that depends on the parent or the kind has no call of its own. */
export function methodOf(kind: Kind): MethodName | undefined {
  const { take } = kind;
  switch (take.how) {
    case 'list':
      return list(take.request);
    case 'lists':
      return list(take.requests[0]);
    case 'each': {
      const parents = typeof take.parent === 'string' ? [take.parent] : take.parent;
      return parents.map((parent) => list(take.request(nobody, parent))).find((found) => found !== undefined);
    }
    case 'tree':
      return list(take.request(nobody));
    case 'ids': {
      const call = take.get(nobody.id);
      return { method: call.method, v3: call.api === 'v3' };
    }
    case 'with':
    case 'tables':
      return undefined;
  }
}

/** The lists of the whole portal by which a kind is taken; none when it hangs on parents or on ids. */
export function listsOf(kind: Kind): readonly ListRequest[] {
  if (kind.take.how === 'list') return [kind.take.request];
  return kind.take.how === 'lists' ? kind.take.requests : [];
}

/** Rows that one request brings at best: keyset chains and offsets travel 50 pages a batch, the rest page by page. */
export function rowsPerRequest(request: ListRequest): number {
  const page = request.pageSize ?? 50;
  switch (request.pager.by) {
    case 'id':
    case 'offset':
      return page * 50;
    case 'v3':
      return request.pager.limit;
    case 'cursor':
    case 'numbered':
      return page;
    case 'none':
      return Number.POSITIVE_INFINITY;
  }
}
