import type { NewRecord, RecordKey } from '../../archive/types.ts';
import type { Page } from '../../bitrix24/port.ts';
import { type Kind, keyOf } from '../../kinds/kind.ts';
import { type ExportContext, tallyOf, tell, type WalkContext } from './context.ts';

/**
 * Which records a page's rows are. A row without an id, or of a kind that nobody declared, is named as missing; its
 * bytes are in the page's raw answer all the same.
 */
export function rowsOfPage(
  context: WalkContext,
  kind: Kind,
  page: Page,
  parent?: RecordKey,
  rows: 'asListed' | 'whole' = 'asListed',
): readonly NewRecord[] {
  const records: NewRecord[] = [];
  const parts: string[] = [];
  page.rows.forEach((row, index) => {
    const name = kind.sorts?.(row) ?? kind.id;
    const kindOfRow = context.kinds.get(name);
    if (kindOfRow === undefined) {
      context.miss('record', kind.id, 'EXPORT_ROW_OF_UNKNOWN_KIND', page.raw.method, name);
      return;
    }
    const id = keyOf(kindOfRow, row, parent);
    if (id === '') {
      context.miss('record', kindOfRow.id, 'EXPORT_ROW_WITHOUT_ID', page.raw.method);
      return;
    }
    if (rows === 'asListed' && kindOfRow.parts?.isPart(row) === true) {
      parts.push(id);
      return;
    }
    const place = page.places?.[index] ?? index;
    records.push({ index: place, key: { kind: kindOfRow.id, id }, row, ...(parent === undefined ? {} : { parent }) });
  });
  if (parts.length > 0) context.addParts(kind.id, parts);
  return records;
}

/**
 * Rows to keep, and rows of which this connection is one more witness and no more: what is walked on the way to
 * somebody's own things, and what is not theirs, stays as a connection saw it that was asked for everything.
 */
function parted(
  context: ExportContext,
  rows: readonly NewRecord[],
): { readonly fresh: readonly NewRecord[]; readonly known: readonly NewRecord[] } {
  const { own, archive, kinds } = context;
  if (own === undefined) return { fresh: rows, known: [] };
  const isKnown = ({ key, row }: NewRecord): boolean =>
    kinds.get(key.kind)?.own?.(row, own.userId) !== true && archive.numberOf(key) !== undefined;
  return { fresh: rows.filter((record) => !isKnown(record)), known: rows.filter(isKnown) };
}

/** Puts one page into the archive, counts its rows and hands their files to the downloads. */
export async function keepPage(
  context: ExportContext,
  kind: Kind,
  page: Page,
  parent?: RecordKey,
  as?: 'asListed' | 'whole',
): Promise<readonly NewRecord[]> {
  const rows = rowsOfPage(context, kind, page, parent, as);
  for (const { key } of rows) {
    tallyOf(context, key.kind).see(key.id);
    const fresh = context.fresh.get(key.kind);
    if (fresh !== undefined && context.archive.numberOf(key) === undefined) fresh.add(key.id);
  }
  const { fresh, known } = parted(context, rows);
  // Files first decide what they already have, by the records as the archive knew them before this page.
  const wanted = fresh.flatMap((record) => context.downloads?.wantedBy(record) ?? []);
  if (known.length === 0 || fresh.length > 0) {
    await context.archive.writer.addPage({ kind: kind.id, raw: page.raw, pointer: page.pointer, rows: fresh });
  }
  for (const [id, some] of Map.groupBy(known, ({ key }) => key.kind)) {
    await context.archive.writer.addSeen(
      id,
      some.map(({ key }) => key.id),
    );
  }
  for (const { owner } of wanted) context.outlook?.wanted(owner.kind, 1);
  // Folders first, files after: how many there are is known as soon as the tree is walked.
  const later = wanted.filter(({ source }) => kind.take.how === 'tree' && source.refresh !== undefined);
  for (const { owner } of later) context.filesLater.add(owner.kind);
  const now = wanted.filter((file) => !later.includes(file));
  if (now.length > 0) await context.downloads?.offer(now);
  for (const id of new Set(rows.map(({ key }) => key.kind))) tell(context, id, 'running');
  return rows;
}
