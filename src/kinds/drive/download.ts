import { at, type JsonObject, textOf } from '../../base/json.ts';
import type { AskFurther, FileSource, FreshFile } from '../kind.ts';
import type { Json } from '../../base/json.ts';

/** Where a file lies by an answer that describes it (disk.file.get, disk.version.get, disk.attachedObject.get). */
export function freshFile(result: Json): FreshFile | undefined {
  const url = textOf(at(result, ['DOWNLOAD_URL']));
  if (url === '') return undefined;
  const name = textOf(at(result, ['NAME']));
  const size = Number(textOf(at(result, ['SIZE'])) || Number.NaN);
  return { url, ...(name !== '' && { name }), ...(Number.isSafeInteger(size) && { sizeBytes: size }) };
}

type FilesOf = (
  row: JsonObject,
  portal?: string,
) => readonly { readonly id: string; readonly name: string; readonly sizeBytes?: number }[];

/**
 * Files that a row names by their number on the Drive. Links that come with such rows need a browser session;
 * disk.file.get gives one that works by itself (api-reference/disk/file/disk-file-get.md).
 */
export function diskFileSource(slot: string, filesOf: FilesOf): FileSource {
  return source(slot, 'file', filesOf);
}

/**
 * Files that a row names by their attachment: a bridge from a task, a post or a comment to the Drive
 * (api-reference/disk/attached-object/disk-attached-object-get.md).
 */
export function attachedSource(slot: string, filesOf: FilesOf): FileSource {
  return source(slot, 'attachment', filesOf);
}

const methods = { file: 'disk.file.get', attachment: 'disk.attachedObject.get' } as const;

function source(slot: string, ids: keyof typeof methods, filesOf: FilesOf): FileSource {
  return {
    slot,
    ids,
    files: (row, portal) =>
      filesOf(row, portal)
        .filter(({ id }) => id !== '' && id !== '0')
        .map(({ id, name, sizeBytes }) => ({
          fileId: id,
          name: name || `file-${id}`,
          ...(sizeBytes !== undefined && { sizeBytes }),
        })),
    refresh: {
      call: (_record, { fileId }) => ({ method: methods[ids], params: { id: Number(fileId) } }),
      read: freshFile,
    },
  };
}

/** The file behind an attachment's number that an answer told. */
export function attachmentOf(id: string): AskFurther {
  return { call: { method: methods.attachment, params: { id: Number(id) } }, read: freshFile };
}

/** Bytes as a number where the portal sends them as text; undefined when it says nothing. */
export function sizeOf(value: Json | undefined): { readonly sizeBytes?: number } {
  const text = textOf(value);
  return text === '' || !Number.isSafeInteger(Number(text)) ? {} : { sizeBytes: Number(text) };
}
