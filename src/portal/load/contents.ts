import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { ArchivedFile, ArchivedRecord, Blob, RecordKey } from '../../archive/types.ts';
import type { KindId } from '../../kinds/kind.ts';
import type { PortalCore } from '../core.ts';
import { itemFilesTable } from '../crm/tables.ts';
import { shelves } from '../shelves/index.ts';
import type { TableSpec } from '../store.ts';

/** Where the bytes of an archive's files lie. */
export interface Contents {
  files(owner: RecordKey): Iterable<ArchivedFile>;
  pathOf(blob: Blob): string;
}

/** Versions do not say under which number their bytes are kept. */
export function versionBlob(row: JsonObject): number {
  return 1_000_000_000 + Number(row['ID']);
}

/** The number under which the portal keeps the bytes of a record of the Drive; undefined for other kinds. */
function driveBlob({ key, row }: ArchivedRecord): number | undefined {
  if (key.kind === 'disk-file') return Number(row['FILE_ID']);
  return key.kind === 'disk-version' ? versionBlob(row) : undefined;
}

/** Kinds whose records are a file each, kept under `_blob`. */
const wholeFiles: Readonly<Record<KindId, { readonly table: TableSpec; readonly slot: string }>> = {
  'product-image': { table: shelves.productImage.table, slot: 'image' },
  'signed-document': { table: shelves.signedDocument.table, slot: 'file' },
  'own-signed-document': { table: shelves.signedDocument.table, slot: 'file' },
};

/** Kinds whose files are kept beside the row, each under the name of its field. */
const besideRow: Readonly<Record<KindId, TableSpec>> = {
  'app-storage-item': shelves.appItem.table,
  'app-storage-section': shelves.appSection.table,
};

/** Gives the files of a record their archived bytes; returns how many of them the archive does not hold. */
export function putContents(core: PortalCore, record: ArchivedRecord, contents: Contents): number {
  let missing = 0;
  const place = (number: number, { blob }: Pick<ArchivedFile, 'blob'>): void => {
    if (blob === undefined) missing += 1;
    if (blob === undefined) core.blobs.forget(number);
    else core.blobs.putFile(number, contents.pathOf(blob), blob.sizeBytes);
  };
  const drive = driveBlob(record);
  if (drive !== undefined) {
    const file = [...contents.files(record.key)].find(({ slot }) => slot === 'content');
    place(drive, file ?? {});
    return missing;
  }
  const whole = wholeFiles[record.key.kind];
  if (whole !== undefined) {
    const kept = core.store.table(whole.table).get(Number(record.key.id));
    const file = [...contents.files(record.key)].find(({ slot }) => slot === whole.slot);
    place(Number(kept?.['_blob']), file ?? {});
    return missing;
  }
  const beside = besideRow[record.key.kind];
  if (beside !== undefined) {
    const kept = core.store.table(beside).get(Number(record.key.id)) ?? {};
    for (const file of contents.files(record.key)) {
      const number = kept[`_${file.fileId.split(':')[0] ?? ''}`];
      if (number !== undefined) place(Number(number), file);
    }
    return missing;
  }
  for (const { field, id } of itemFiles(record.row)) {
    const held = core.store.table(itemFilesTable).get(id);
    if (held === undefined) continue;
    const file = [...contents.files(record.key)].find(({ fileId }) => fileId === `${field}:${id}`);
    place(Number(held['blob']), file ?? {});
    if (file !== undefined) core.store.table(itemFilesTable).patch(id, { name: file.name });
  }
  return missing;
}

function isFile(value: Json): value is JsonObject {
  return isObject(value) && Object.hasOwn(value, 'urlMachine');
}

/** Files in the fields of an element, as `crm.item.*` answers them. */
function itemFiles(row: JsonObject): readonly { readonly field: string; readonly id: number }[] {
  return Object.entries(row).flatMap(([field, value]) => {
    const files = isFile(value) ? [value] : isList(value) ? value.filter(isFile) : [];
    return files.map((file) => ({ field, id: Number(file['id']) }));
  });
}

function bare(value: Json): Json {
  return isFile(value) ? { id: value['id'] ?? 0 } : value;
}

/** The element as the portal keeps it: with the numbers of its files, which are put beside it without bytes. */
export function withItemFiles(core: PortalCore, row: JsonObject): JsonObject {
  const files = itemFiles(row);
  if (files.length === 0) return row;
  const owner = `${textOf(row['entityTypeId'])}:${textOf(row['id'])}`;
  for (const { field, id } of files) {
    core.store.table(itemFilesTable).put(id, { blob: core.blobs.addMade(0, id), name: `${field}-${id}`, owner });
  }
  const fields = new Set(files.map(({ field }) => field));
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (!fields.has(name)) return [name, value];
      return [name, isList(value) ? value.map(bare) : bare(value)];
    }),
  );
}
