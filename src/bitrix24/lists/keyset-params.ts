import { isList, isObject, type Json, type JsonObject } from '../../base/json.ts';
import type { ListRequest } from '../port.ts';
import { namedParams } from './rows.ts';

export interface KeysetWindow {
  /** Only ids above this: a number as text, or a reference to an earlier command. */
  readonly after?: string | undefined;
  /** Only ids up to this. */
  readonly through?: string | undefined;
  readonly direction?: 'ASC' | 'DESC';
}

/** The list's parameters for one window of ids in the order of ids (settings/performance/huge-data.md). */
export function keysetParams(request: ListRequest, { after, through, direction = 'ASC' }: KeysetWindow): JsonObject {
  const params = namedParams(request);
  const { filterParam = 'filter', orderParam = 'order', sortParam, idField } = request;
  const name = request.idFilter ?? idField;
  const ownFilter = params[filterParam];
  const filter: JsonObject = {
    ...(isObject(ownFilter) ? ownFilter : {}),
    ...(after === undefined ? {} : { [`>${name}`]: after }),
    ...(through === undefined ? {} : { [`<=${name}`]: through }),
  };
  return {
    ...params,
    ...selectWithId(params, idField),
    ...(sortParam === undefined
      ? { [orderParam]: { [name]: direction } }
      : { [sortParam]: name, [orderParam]: direction }),
    ...(Object.keys(filter).length === 0 ? {} : { [filterParam]: filter }),
  };
}

/** A walk needs the id of each row, also when the caller chose fields without it. */
function selectWithId(params: JsonObject, idField: string): JsonObject {
  const select = Object.hasOwn(params, 'select') ? 'select' : 'SELECT';
  const fields: Json | undefined = params[select];
  if (!isList(fields) || fields.length === 0 || fields.includes('*')) return {};
  const has = fields.some((field) => typeof field === 'string' && field.toLowerCase() === idField.toLowerCase());
  return has ? {} : { [select]: [...fields, idField] };
}
