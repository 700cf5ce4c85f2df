import { constants, lstatSync, realpathSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import type { Archive } from '../../archive/archive.ts';
import type { RecordKey } from '../../archive/types.ts';
import { isList, isObject, type Json, type JsonObject, textOf } from '../../base/json.ts';
import type { FileHint, Kind, KindId } from '../../kinds/kind.ts';
import { rowsFor, textOfCell } from './schema.ts';
import type { Raw, Reading, Taken } from './table-kind.ts';
import { type Uploaded, uploadedFiles } from './uploaded.ts';

/** A file that a record speaks of, by its number in b_file; undefined when the tables do not know it any more. */
interface Wanted {
  readonly owner: RecordKey;
  readonly slot: string;
  readonly hint: FileHint;
  readonly file: number | undefined;
}

type OnMissing = (kind: KindId, what: 'file', code: string, message: string) => void;

export interface UploadReport {
  files: number;
  bytes: number;
  missing: number;
}

/**
 * Brings the bytes of records home straight from the upload folder, under the same names that an export over REST gives
 * them. What lies in a cloud bucket, or is not as long as its table says, is named as missing.
 */
export class Uploads {
  readonly report: UploadReport = { files: 0, bytes: 0, missing: 0 };
  readonly #reading: Reading;
  readonly #archive: Archive;
  readonly #folder: string;
  readonly #onMissing: OnMissing;

  /** `folder`: the upload folder of the docroot. It may be a link; nothing in it is followed out of it. */
  constructor(reading: Reading, archive: Archive, folder: string, onMissing: OnMissing) {
    this.#reading = reading;
    this.#archive = archive;
    this.#folder = folder;
    this.#onMissing = onMissing;
  }

  /** The files of a page of records. */
  async take(kind: Kind, records: readonly (Taken & { readonly key: RecordKey })[]): Promise<void> {
    const wanted = [
      ...(await this.#declared(kind, records)),
      ...(await this.#listed(kind, records)),
      ...ofFields(kind, records),
    ];
    if (wanted.length === 0) return;
    const files = await uploadedFiles(
      this.#reading,
      wanted.map(({ file }) => file ?? 0),
    );
    for (const each of wanted) await this.#bring(each, files.get(each.file ?? 0));
  }

  /** Files that the kind declares, by the method that REST would be asked for them with. */
  async #declared(kind: Kind, records: readonly (Taken & { readonly key: RecordKey })[]): Promise<readonly Wanted[]> {
    const hints = records.flatMap(({ key: owner, record, row }) =>
      (kind.files ?? [])
        .filter(({ slot }) => slot !== 'fields')
        .flatMap((source) =>
          source.files(record).map((hint) => {
            const method = source.refresh?.call({ id: owner.id, row: record }, hint).method;
            return { owner, slot: source.slot, hint, method, row };
          }),
        ),
    );
    const ids = (of: string): readonly number[] =>
      hints.filter(({ method }) => method === of).map(({ hint }) => Number(hint.fileId));
    const attached = await this.#column('b_disk_attached_object', ids('disk.attachedObject.get'), 'OBJECT_ID');
    const objects = kind.id === 'disk-file' ? [] : ids('disk.file.get');
    const stored = await this.#column('b_disk_object', [...objects, ...attached.values()], 'FILE_ID');
    const fileOf = ({ method, hint, row }: (typeof hints)[number]): number | undefined => {
      const id = Number(hint.fileId);
      if (method === 'disk.attachedObject.get') return stored.get(attached.get(id) ?? 0);
      if (method === 'disk.file.get' && kind.id !== 'disk-file') return stored.get(id);
      // The row itself names its file: a file of the Drive, a version, a picture.
      const column = ['FILE_ID', 'PERSONAL_PHOTO', 'IMAGE_ID'].find((each) => row[each] !== undefined);
      return column === undefined ? undefined : Number(row[column]);
    };
    return hints.map((each) => ({ owner: each.owner, slot: each.slot, hint: each.hint, file: fileOf(each) }));
  }

  /** Files in fields of which records of another kind tell: a property "File" holds a file, the others an attachment. */
  async #listed(kind: Kind, records: readonly (Taken & { readonly key: RecordKey })[]): Promise<readonly Wanted[]> {
    const sources = (kind.files ?? []).flatMap(({ fieldsBy, ...source }) =>
      fieldsBy === undefined ? [] : [{ ...source, fieldsBy }],
    );
    if (sources.length === 0) return [];
    await this.#archive.writer.commit();
    const byParent = [...Map.groupBy(records, ({ parent }) => parent?.id ?? '').values()];
    const hints = sources.flatMap(({ slot, files, fieldsBy }) =>
      byParent.flatMap((siblings) => {
        const parent = siblings[0]?.parent;
        const told = parent === undefined ? [] : [...this.#archive.children(parent, fieldsBy.kind)];
        const fields = told.map(({ row }) => fieldsBy.field(row)).filter((field) => field !== undefined);
        const plain = new Set(told.filter(({ row }) => row['TYPE'] === 'F').map(({ row }) => fieldsBy.field(row)));
        return siblings.flatMap(({ key: owner, record }) =>
          files(record, undefined, fields).map(({ fileId }) => {
            const [field = '', , value = ''] = fileId.split(':');
            return { owner, slot, hint: { fileId, name: '' }, isPlain: plain.has(field), id: Number(value) };
          }),
        );
      }),
    );
    const pinned = hints.filter(({ isPlain }) => !isPlain).map(({ id }) => id);
    const attached = await this.#column('b_disk_attached_object', pinned, 'OBJECT_ID');
    const stored = await this.#column('b_disk_object', [...attached.values()], 'FILE_ID');
    return hints.map(({ owner, slot, hint, isPlain, id }) => {
      return { owner, slot, hint, file: isPlain ? id : stored.get(attached.get(id) ?? 0) };
    });
  }

  async #column(table: string, ids: readonly number[], column: string): Promise<ReadonlyMap<number, number>> {
    const wanted = [...new Set(ids)].filter((id) => Number.isSafeInteger(id) && id > 0);
    const rows: readonly Raw[] = await rowsFor(this.#reading.sql, table, 'ID', wanted);
    return new Map(rows.map((row) => [Number(row['ID']), Number(textOfCell(row[column]))]));
  }

  async #bring({ owner, slot, hint }: Wanted, file: Uploaded | undefined): Promise<void> {
    if (file === undefined) return this.#miss(owner, slot, hint, 'BOX_FILE_UNKNOWN', hint.fileId);
    const name = hint.name.startsWith('file-') || hint.name === '' ? file.name : hint.name;
    const named = { ...hint, name };
    if (file.bucket !== '') return this.#miss(owner, slot, named, 'BOX_FILE_IN_BUCKET', file.bucket);
    const path = placeOf(this.#folder, file.path);
    if (path === undefined) return this.#miss(owner, slot, named, 'BOX_FILE_ABSENT', file.path);
    const { sizeBytes, contentType } = file;
    const writer = this.#archive.writer;
    let opened: FileHandle | undefined;
    try {
      opened = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
      const bytes = opened.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>;
      const blob = await writer.putBlob(bytes, sizeBytes);
      await writer.addFile({ owner, slot, fileId: hint.fileId, name, sizeBytes, contentType, blob });
      this.report.files += 1;
      this.report.bytes += sizeBytes;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EROFS') throw error;
      await this.#miss(owner, slot, named, 'BOX_FILE_OTHER', `${file.path} ${code}`);
    } finally {
      await opened?.close();
    }
  }

  async #miss(owner: RecordKey, slot: string, hint: FileHint, code: string, message: string): Promise<void> {
    const { writer } = this.#archive;
    const { fileId, name } = hint;
    await writer.addFile({ owner, slot, fileId, name, missing: { code, message } });
    writer.addMissing({ kind: owner.kind, id: owner.id, what: 'file', code, message });
    this.#onMissing(owner.kind, 'file', code, message);
    this.report.missing += 1;
  }
}

/** Where a file lies: a plain file inside the upload folder, or undefined. */
function placeOf(folder: string, path: string): string | undefined {
  if (path.split('/').some((part) => part === '..' || part === '.' || part === '')) return undefined;
  try {
    const real = realpathSync(join(folder, path));
    const inside = real.startsWith(`${realpathSync(folder)}/`);
    return inside && lstatSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

/** Fields of CRM elements that hold files: the export over REST calls them by field and number, `photo:5`. */
function ofFields(kind: Kind, records: readonly (Taken & { readonly key: RecordKey })[]): readonly Wanted[] {
  if (!(kind.files ?? []).some(({ slot }) => slot === 'fields')) return [];
  return records.flatMap(({ key: owner, record }) =>
    fileFields(record).map(({ field, id }): Wanted => {
      const hint = { fileId: `${field}:${id}`, name: '' };
      return { owner, slot: 'fields', hint, file: id };
    }),
  );
}

/** `{ id }`, or with its address, is how our reading of the tables writes a file: alone, in a list, as a property's value. */
function fileFields(record: JsonObject): readonly { readonly field: string; readonly id: number }[] {
  return Object.entries(record).flatMap(([field, value]) => {
    const all: readonly Json[] = isList(value) ? value : [value];
    return all
      .filter(isObject)
      .map((each) => (isObject(each['value']) ? each['value'] : each))
      .filter(
        (each) => Object.hasOwn(each, 'id') && (Object.keys(each).length === 1 || Object.hasOwn(each, 'urlMachine')),
      )
      .map((each) => ({ field, id: Number(textOf(each['id'])) }));
  });
}
