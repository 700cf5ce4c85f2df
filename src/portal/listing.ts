import type { Json, JsonObject } from '../base/json.ts';
import { RawJson, type Reply } from './method.ts';
import type { Selection, Table } from './store.ts';

export const pageSize = 50;

interface Listing {
  readonly table: Table;
  readonly selection: Omit<Selection, 'limit' | 'offset'>;
  /** The top-level `start`; negative: the first page, and nothing is counted. */
  readonly start: number | undefined;
  /** Where the rows go in `result`: [] for `result` itself. */
  readonly path?: readonly string[];
  /** Makes the public row; absent: rows go out as they are stored, without being parsed. */
  readonly row?: (record: JsonObject) => Json;
  readonly size?: number;
}

/** Rows under the names of a path. */
export function wrap(rows: Json, path: readonly string[]): Json {
  return path.reduceRight<Json>((inner, key) => ({ [key]: inner }), rows);
}

/** One page of a list with `total` and `next`, as most methods of REST 2.0 give it. */
export function listPage(listing: Listing): Reply {
  const { table, selection, path = [], row, size = pageSize } = listing;
  const start = listing.start ?? 0;
  const page: Selection = { ...selection, limit: size, offset: Math.max(0, start) };
  let result: Json | RawJson;
  if (row === undefined) {
    const { bytes, sizesBytes } = table.page(page);
    result = RawJson.ofRows(bytes, { path, sizesBytes });
  } else result = wrap(table.select(page).map(row), path);
  if (start < 0) return { result };
  const total = table.count(selection.where);
  return start + size < total ? { result, total, next: start + size } : { result, total };
}
