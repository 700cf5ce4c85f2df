import type { SQLInputValue } from 'node:sqlite';

import type { Kind } from '../kinds/kind.ts';
import {
  type CellSource,
  knownCells,
  lengthOf,
  makeCells,
  numbersAt,
  sortValue,
  sortValueOf,
  type SortValue,
  typeOf,
} from './cells.ts';
import { KIND_SHIFT } from './database.ts';
import { RecordSet } from './record-set.ts';
import type { ArchiveReader } from './reader.ts';
import type { ArchivedRecord, TableAnswer, TableQuery } from './types.ts';

/** A filter that leaves no more than this is followed first, and what it leaves is sorted on the spot. */
const FEW = 2_000;
/** Filters whose results are kept at hand. */
const REMEMBERED = 4;

type Filter = NonNullable<TableQuery['filter']>[number];

interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** A page of a kind's table, sorted and filtered by any of its fields. Nothing comes last, in either direction of equals. */
export class Table {
  readonly #archive: ArchiveReader;
  readonly #kind: Kind | undefined;
  readonly #code: number;
  readonly #remembered: Map<string, RecordSet>;

  constructor(
    archive: ArchiveReader,
    code: number,
    kind: Kind | undefined,
    remembered: Map<string, RecordSet> = new Map(),
  ) {
    this.#remembered = remembered;
    this.#archive = archive;
    this.#code = code;
    this.#kind = kind;
  }

  page(query: TableQuery): TableAnswer {
    const { sort, filter = [] } = query;
    if (filter.length === 0) return sort === undefined ? this.#arrival(query) : this.#sorted(query, sort);
    const few = this.#few(filter);
    if (few !== undefined) return this.#sortFew(few, query);
    return this.#walk(query, filter);
  }

  /** In the order in which they came home: numbers have no gaps, so a page is found without counting to it. */
  #arrival(query: TableQuery): TableAnswer {
    const total = this.#archive.size(query.kind);
    const first = this.#code * KIND_SHIFT + 1 + (query.offset ?? 0);
    const numbers = Array.from({ length: query.limit }, (_, index) => first + index);
    return { records: this.#records(numbers), total };
  }

  #sorted(query: TableQuery, sort: NonNullable<TableQuery['sort']>): TableAnswer {
    const cells = this.#cells(sort.field);
    const { database } = this.#archive;
    const total = lengthOf(database, cells);
    const offset = query.offset ?? 0;
    const limit = Math.max(0, Math.min(query.limit, total - offset));
    const numbers =
      sort.descending === true
        ? numbersAt(database, cells, total - offset - limit, limit).toReversed()
        : numbersAt(database, cells, offset, limit);
    return { records: this.#records(numbers), total };
  }

  /** Numbers that the narrowest filter leaves, when they are few. */
  #few(filters: readonly Filter[]): readonly number[] | undefined {
    for (const filter of filters) {
      const { schema, column } = this.#cells(filter.field);
      const condition = this.#condition(filter);
      const rows = this.#archive.database.all(
        `SELECT number FROM ${schema}.cells WHERE column = ? AND ${condition.sql} LIMIT ?`,
        column,
        ...condition.values,
        FEW + 1,
      );
      if (rows.length <= FEW) return rows.map(({ number }) => Number(number));
    }
    return undefined;
  }

  #sortFew(numbers: readonly number[], query: TableQuery): TableAnswer {
    const filters = query.filter ?? [];
    const kept = this.#records(numbers.toSorted((a, b) => a - b)).filter((record) =>
      filters.every((filter) => this.#holds(filter, record)),
    );
    const { sort } = query;
    const sorted =
      sort === undefined
        ? kept
        : kept
            .map((record) => ({ record, value: this.#valueOf(sort.field, record) }))
            .toSorted((a, b) => compare(a.value, b.value) * (sort.descending === true ? -1 : 1))
            .map(({ record }) => record);
    const offset = query.offset ?? 0;
    return { records: sorted.slice(offset, offset + query.limit), total: kept.length };
  }

  /** Many rows pass: walk in the wanted order and take those that do. */
  #walk(query: TableQuery, filters: readonly Filter[]): TableAnswer {
    const passing = this.#passing(filters);
    const { schema, column } = this.#cells(query.sort?.field ?? filters[0]?.field ?? '');
    const direction = query.sort?.descending === true ? 'DESC' : 'ASC';
    const order = this.#archive.database.iterate(
      `SELECT number FROM ${schema}.cells WHERE column = ? ORDER BY value ${direction}, number ${direction}`,
      column,
    );
    const numbers: number[] = [];
    let skip = query.offset ?? 0;
    for (const row of order) {
      if (numbers.length >= query.limit) break;
      const number = Number(row['number']);
      if (!passing.has(number)) continue;
      if (skip > 0) skip -= 1;
      else numbers.push(number);
    }
    return { records: this.#records(numbers), total: passing.size };
  }

  /** All that pass every filter; remembered, because the next page asks for the same. */
  #passing(filters: readonly Filter[]): RecordSet {
    const name = JSON.stringify([this.#code, filters]);
    const known = this.#remembered.get(name);
    if (known !== undefined) return known;
    let passing: RecordSet | undefined;
    for (const filter of filters) {
      const { schema, column } = this.#cells(filter.field);
      const condition = this.#condition(filter);
      const next = new RecordSet();
      const rows = this.#archive.database.iterate(
        `SELECT number FROM ${schema}.cells WHERE column = ? AND ${condition.sql}`,
        column,
        ...condition.values,
      );
      for (const row of rows) {
        const number = Number(row['number']);
        if (passing?.has(number) ?? true) next.add(number);
      }
      passing = next;
    }
    const found = passing ?? new RecordSet();
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size >= REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    this.#remembered.set(name, found);
    return found;
  }

  #cells(field: string): CellSource {
    const { database } = this.#archive;
    const known = knownCells(database, this.#code, field);
    if (known !== undefined) return known;
    makeCells(database, this.#code, this.#kind, [field], database.writable ? 'main' : 'temp');
    return knownCells(database, this.#code, field) ?? { schema: 'main', column: -1 };
  }

  #condition({ field, is, value }: Filter): Condition {
    const key = sortValueOf(typeOf(this.#kind, field), value);
    if (is === 'equals') return { sql: `value = ?`, values: [key] };
    if (is === 'before') return { sql: `value < ? AND typeof(value) <> 'blob'`, values: [key] };
    if (is === 'after') return { sql: `value > ? AND typeof(value) <> 'blob'`, values: [key] };
    return { sql: `instr(value, ?) > 0`, values: [typeof key === 'number' ? String(key) : key] };
  }

  #holds({ field, is, value }: Filter, record: ArchivedRecord): boolean {
    const key = sortValueOf(typeOf(this.#kind, field), value);
    const own = this.#valueOf(field, record);
    if (is === 'contains') return String(own).includes(String(key));
    const order = compare(own, key);
    if (is === 'equals') return order === 0;
    return !(own instanceof Uint8Array) && (is === 'before' ? order < 0 : order > 0);
  }

  #valueOf(field: string, record: ArchivedRecord): SortValue {
    return sortValue(typeOf(this.#kind, field), record.row, field);
  }

  #records(numbers: readonly number[]): readonly ArchivedRecord[] {
    return numbers.map((number) => this.#archive.recordByNumber(number)).filter((record) => record !== undefined);
  }
}

/** As SQLite orders them: numbers, texts, nothing. */
function compare(a: SortValue, b: SortValue): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (a instanceof Uint8Array) return 0;
  return a < b ? -1 : Number(a > b);
}

function rank(value: SortValue): number {
  if (typeof value === 'number') return 0;
  return typeof value === 'string' ? 1 : 2;
}
