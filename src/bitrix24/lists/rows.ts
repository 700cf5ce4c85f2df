import { at, canonical, isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import { PortalError } from '../errors.ts';
import type { ListRequest } from '../port.ts';

export const usualPageSize = 50;

/**
 * The rows of one page. An empty list comes as [], {}, null, '' or false; a list with gaps in its keys as a map.
 * @throws PortalError `notJson` when there is something else: taking it for the end would lose rows unseen
 */
export function rowsOf(request: ListRequest, result: Json): readonly JsonObject[] {
  const found = at(result, request.rows);
  if (found === undefined && isObject(result) && Object.keys(result).length > 0) throw noRows(request);
  if (request.single === true && isObject(found)) return Object.keys(found).length === 0 ? [] : [found];
  const values: readonly Json[] = isList(found) ? found : isObject(found) ? Object.values(found) : [];
  if (textOf(found) !== '' && found !== false) throw noRows(request);
  return values.map((value) => {
    if (!isObject(value)) throw noRows(request);
    return value;
  });
}

function noRows(request: ListRequest): PortalError {
  return new PortalError('notJson', {
    method: request.method,
    portalCode: 'NO_ROWS',
    description: `no list of records at result.${request.rows.join('.')}`,
  });
}

/** A row's id as text; the row itself where rows of this list have no id. @throws PortalError `stalledList` when it has none: such a list can't be walked safely */
export function idOf(request: ListRequest, row: JsonObject): string {
  if (request.idField === '') return canonical(row);
  const id = textOf(row[request.idField]);
  if (id !== '') return id;
  throw new PortalError('stalledList', {
    method: request.method,
    portalCode: 'NO_ID',
    description: `a record without ${request.idField}`,
  });
}

export function stalled(request: ListRequest, description: string): PortalError {
  return new PortalError('stalledList', { method: request.method, portalCode: 'STALLED', description });
}

/** The parameters that ask for the page at `start`, under the names that the list gives to offset and page size. */
export function offsetParams(request: ListRequest, start: number): JsonObject {
  const { pager, pageSize = usualPageSize } = request;
  const { param = 'start', limitParam } = pager.by === 'offset' ? pager : {};
  const params = withParam(namedParams(request), param.split('.'), start);
  return limitParam === undefined ? params : withParam(params, limitParam.split('.'), pageSize);
}

/** The parameters with a value at a path; objects on the way are kept and made. */
export function withParam(params: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  if (rest.length === 0) return { ...params, [name]: value };
  const inner = params[name];
  return { ...params, [name]: withParam(isObject(inner) ? inner : {}, rest, value) };
}

/** Parameters by name; a list of positional ones has no names. */
export function namedParams(request: ListRequest): JsonObject {
  const params: Json = request.params ?? {};
  if (!isObject(params)) throw stalled(request, 'positional parameters with a pager that needs named ones');
  return params;
}
