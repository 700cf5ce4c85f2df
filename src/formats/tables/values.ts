import { isList, isObject, type Json, textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import { nameIn } from '../../archive/called.ts';
import { standInFor } from '../../archive/stand-in.ts';
import type { ArchivedRecord, RecordKey } from '../../archive/types.ts';
import { valuesAt } from '../../kinds/fields.ts';
import type { Kind, KindId, Reference } from '../../kinds/kind.ts';
import { outerId, outerUrl, type Table, type TableColumn } from './dictionary.ts';

const rememberedMax = 20_000;

/** Values of a column in a record, as the portal gave them. */
export function valuesOf(archive: Archive, table: Table, column: TableColumn, record: ArchivedRecord): readonly Json[] {
  switch (column.own) {
    case 'b24_id':
      return [outerId(record.key.kind, record.key.id)];
    case 'b24_url':
      return [outerUrl(archive, table.declared, record)];
    case 'b24_vanished_at':
      return record.vanishedAtMs === undefined ? [] : [new Date(record.vanishedAtMs).toISOString()];
    case undefined:
      break;
  }
  if (column.type === 'raw') {
    const value = Object.hasOwn(record.row, column.field) ? record.row[column.field] : undefined;
    return value === undefined || value === null ? [] : [value];
  }
  return valuesAt(record.row, column.field);
}

/** A value in a text cell: scalars as they are, lists and objects as JSON. */
export function plainText(value: Json): string {
  return isList(value) || isObject(value) ? JSON.stringify(value) : textOf(value);
}

/** Several values in one cell. */
export function joinedText(values: readonly Json[]): string {
  return values.map(plainText).join('; ');
}

/** Names of what records point to, the last ones remembered. */
export class NamesOf {
  readonly #archive: Archive;
  readonly #known = new Map<string, string | undefined>();

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** The name of a record, or of what stands for it where `from` points to it; undefined when the archive does not hold it or it has none. */
  of(key: RecordKey, from?: ArchivedRecord): string | undefined {
    const own = this.#own(key);
    if (own !== undefined) return own || undefined;
    const record = from === undefined ? undefined : standInFor(this.#archive, key, from);
    return record === undefined ? undefined : nameIn(this.#archive, record) || undefined;
  }

  /** The name of the record itself, '' when it has none; undefined when the archive does not hold it. */
  #own(key: RecordKey): string | undefined {
    const code = `${key.kind}:${key.id}`;
    if (this.#known.has(code)) return this.#known.get(code);
    if (this.#known.size >= rememberedMax) this.#known.clear();
    const record = this.#archive.record(key);
    const name = record === undefined ? undefined : nameIn(this.#archive, record);
    this.#known.set(code, name);
    return name;
  }

  /** What a reference column shows for one value: the name of the record, or the value itself. */
  shown(kind: Kind | undefined, column: TableColumn, value: Json, record: ArchivedRecord): string {
    const text = textOf(value);
    const to = column.type === 'user' ? 'user' : column.to;
    if (text === '' || to === undefined) return text;
    const reference = kind?.references.find((each) => each.field === column.field && each.to === to);
    return this.#by(reference, { to, text, record }) ?? text;
  }

  /** The name of what a value of a mixed column is the number of, where this row says that it is one. */
  named(kind: Kind | undefined, column: TableColumn, value: Json, record: ArchivedRecord): string | undefined {
    if (column.codesBy === undefined) return undefined;
    const text = textOf(value);
    const here = (kind?.references ?? []).filter(({ field }) => field === column.field);
    const reference = here.find(({ when }) => when?.(record.row) !== false);
    return reference === undefined ? undefined : this.#by(reference, { to: reference.to, text, record });
  }

  #by(
    reference: Reference | undefined,
    { to, text, record }: { readonly to: KindId; readonly text: string; readonly record: ArchivedRecord },
  ): string | undefined {
    if (reference?.when?.(record.row) === false) return undefined;
    const id = reference?.id === undefined ? text : reference.id(text, record.row);
    return id === undefined ? undefined : this.of({ kind: to, id }, record);
  }
}
