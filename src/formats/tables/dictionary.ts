import type { Text } from '../../base/text.ts';
import { textOf } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import type { ArchivedRecord } from '../../archive/types.ts';
import { firstText } from '../../kinds/fields.ts';
import type { Codes, Column, Kind, KindId } from '../../kinds/kind.ts';

/** A column of a table. One dictionary serves all formats; each shows a value in its own way. */
export interface TableColumn {
  /** Where its value lies in a row, as fields.ts reads it; for columns of our own, their name. */
  readonly field: string;
  readonly title: Text;
  readonly type: Column['type'] | 'raw';
  readonly to?: KindId;
  readonly codes?: Codes;
  readonly codesBy?: NonNullable<Column['codesBy']>;
  /** Made by us, not by the portal. */
  readonly own?: 'b24_id' | 'b24_url' | 'b24_vanished_at';
}

export interface Table {
  readonly kind: KindId;
  readonly declared: Kind | undefined;
  readonly title: Text;
  readonly columns: readonly TableColumn[];
  readonly size: number;
}

const first: readonly TableColumn[] = [
  { field: 'b24_id', own: 'b24_id', type: 'text', title: { ru: 'b24_id', en: 'b24_id' } },
  { field: 'b24_url', own: 'b24_url', type: 'text', title: { ru: 'b24_url', en: 'b24_url' } },
];

/** Set when a later export no longer found the record on the portal. */
const last: TableColumn = {
  field: 'b24_vanished_at',
  own: 'b24_vanished_at',
  type: 'datetime',
  title: { ru: 'Исчезла с портала', en: 'Gone from the portal' },
};

/** `DEAL_42`: names a record in every file that leaves the archive. */
export function outerId(kind: KindId, id: string): string {
  return `${kind.replaceAll('-', '_').toUpperCase()}_${id}`;
}

/** A record's page on the portal; '' when it has none. */
export function outerUrl(archive: Archive, kind: Kind | undefined, { key, row }: ArchivedRecord): string {
  return kind?.path === undefined ? '' : `https://${archive.portal}${kind.path({ id: key.id, row })}`;
}

/** Names that people gave to the portal's custom fields, by both ways of writing their codes. */
export function customTitles(archive: Archive): ReadonlyMap<string, Text> {
  const titles = new Map<string, Text>();
  for (const { row } of archive.records('custom-field')) {
    const code = textOf(row['fieldName']);
    const ru = firstText(row, 'editFormLabel.ru', 'editFormLabel.en');
    if (ru === '' || code === '') continue;
    const title = { ru, en: firstText(row, 'editFormLabel.en') || ru };
    titles.set(code, title);
    titles.set(inItem(code), title);
  }
  return titles;
}

/** `ufCrm5_1700000000` of `UF_CRM_5_1700000000`: how the universal methods write it (object-fields.md). */
function inItem(code: string): string {
  return code
    .toLowerCase()
    .replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())
    .replace(/^(ufCrm)_(\d)/u, '$1$2');
}

/** Of the column that keeps what another one shows in words. */
function rawTitle({ title: { ru, en }, codes }: TableColumn): Text {
  return codes === undefined ? { ru: `${ru}: ID`, en: `${en}: ID` } : { ru: `${ru}: код`, en: `${en}: code` };
}

/**
 * Every column that the records of a kind need: those that people look for first, then ids and codes behind words, then
 * every other field that any of them has. Nothing that a row holds is without a column.
 */
export function tableOf(
  archive: Archive,
  kinds: readonly Kind[],
  kind: KindId,
  titles: ReadonlyMap<string, Text>,
): Table {
  const declared = kinds.find(({ id }) => id === kind);
  const columns: TableColumn[] = (declared?.columns ?? []).map((column) => ({ ...column }));
  const shown = new Set(
    columns
      .filter(({ type, codes }) => type !== 'user' && type !== 'reference' && codes === undefined)
      .map(({ field }) => field),
  );
  const fields = new Set<string>();
  let vanished = false;
  for (const record of archive.records(kind)) {
    vanished ||= record.vanishedAtMs !== undefined;
    for (const field of Object.keys(record.row)) fields.add(field);
  }
  for (const field of fields) {
    if (shown.has(field)) continue;
    const known = columns.find((column) => column.field === field);
    const title = known === undefined ? titles.get(field) : rawTitle(known);
    columns.push({ field, type: 'raw', title: title ?? { ru: field, en: field } });
  }
  return {
    kind,
    declared,
    title: declared?.title.many ?? { ru: kind, en: kind },
    columns: [...first, ...columns, ...(vanished ? [last] : [])],
    size: archive.size(kind),
  };
}

/**
 * One column for each field, in the place of its first: for programs, which read values as the portal gave them and need no
 * second copy of those that people read in words.
 */
export function asGiven(columns: readonly TableColumn[]): readonly TableColumn[] {
  const raw = new Map(columns.filter(({ type }) => type === 'raw').map((column) => [column.field, column]));
  return columns
    .filter(
      ({ type, field }) => type !== 'raw' || !columns.some((other) => other.type !== 'raw' && other.field === field),
    )
    .map((column) => raw.get(column.field) ?? column);
}

/** Tables of all kinds that the archive holds. */
export function* tablesOf(archive: Archive, kinds: readonly Kind[]): Generator<Table, void, void> {
  const titles = customTitles(archive);
  for (const kind of archive.kinds()) yield tableOf(archive, kinds, kind, titles);
}
