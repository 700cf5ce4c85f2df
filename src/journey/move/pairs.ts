import type { JsonObject } from '../../base/json.ts';
import { type Creation, isUnable } from '../../kinds/creation.ts';
import { type Kind, keyOf, type RecordLike } from '../../kinds/kind.ts';
import { alsoIn, parentThere } from './answers.ts';
import type { MoveMap, Placed } from './map.ts';
import type { Elsewhere } from './there.ts';

/** A record and the row over there that stands for it. */
export interface Paired extends Placed {
  readonly row: JsonObject;
  readonly found: JsonObject;
  readonly also: readonly Placed[];
}

const markOf = ({ mark, reads }: Creation, found: JsonObject): string => mark(reads?.(found) ?? found);

function inOrder<T>(all: readonly T[], order: Creation['order'], rowOf: (each: T) => JsonObject): readonly T[] {
  return order === undefined ? all : all.toSorted((one, other) => order(rowOf(one)) - order(rowOf(other)));
}

/** Pairs records with rows over there by their marks; each row stands for one record. */
export function pairsOf(
  kind: Kind,
  creation: Creation,
  { records, rows }: { readonly records: Iterable<RecordLike>; readonly rows: readonly JsonObject[] },
  { map, there }: { readonly map: MoveMap; readonly there: Elsewhere },
): readonly Paired[] {
  const { order } = creation;
  const seen = new Set<string>();
  const free = Map.groupBy(
    inOrder(rows, order, (row) => row).filter((row) => {
      const id = keyOf(kind, row);
      const mark = `${id}\n${markOf(creation, row)}`;
      // A list may show one record more than once: each time of a series.
      if (seen.has(mark)) return false;
      seen.add(mark);
      return creation.shared === true || !map.isTaken(kind.id, id);
    }),
    (row) => markOf(creation, row),
  );
  const pairs: Paired[] = [];
  for (const record of order === undefined ? records : inOrder([...records], order, ({ row }) => row)) {
    const key = { kind: kind.id, id: record.id };
    if (map.id(key) !== undefined) continue;
    const row = creation.row(record, there.for(kind.id));
    const alike = isUnable(row) ? undefined : free.get(creation.mark(row));
    const found = creation.shared === true ? alike?.[0] : alike?.shift();
    if (found === undefined || isUnable(row)) continue;
    const id = keyOf(kind, found, parentThere(record, map));
    pairs.push({ key, id, row, found, also: alsoIn(creation, record.row, found) });
  }
  return pairs;
}
