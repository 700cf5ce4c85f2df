import { isList, isObject, type Json } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import { blobPath } from '../../archive/layout.ts';
import type { Blob } from '../../archive/types.ts';
import type { FileThere } from '../../kinds/creation.ts';
import type { KindId } from '../../kinds/kind.ts';

const MARK = '\u0000bye24-blob:';

/** What stands for the bytes of a file in a request that is not sent yet. */
export const markOf = ({ sha512, sizeBytes }: Blob): string => `${MARK}${sizeBytes}:${sha512}`;

/** The file that a mark stands for; undefined for any other value. */
export function marked(value: Json | undefined): Blob | undefined {
  if (typeof value !== 'string' || !value.startsWith(MARK)) return undefined;
  const [sizeBytes, sha512 = ''] = value.slice(MARK.length).split(':');
  return { sha512, sizeBytes: Number(sizeBytes) };
}

/** A file of the archive, its bytes named and not read yet. */
export function fileOf(
  archive: Archive,
  owner: { readonly kind: KindId; readonly id: string },
  slot: string,
  fileId: string,
): FileThere | undefined {
  for (const { slot: own, fileId: id, name, blob, contentType } of archive.files(owner)) {
    if (own !== slot || id !== fileId || blob === undefined) continue;
    const { sizeBytes } = blob;
    return { name, bytes: markOf(blob), sizeBytes, ...(contentType === undefined ? {} : { contentType }) };
  }
  return undefined;
}

/** The bytes of a file, piece by piece. */
export function chunksOf({ place: { disk, layout } }: Archive, { sha512 }: Blob): AsyncIterable<Uint8Array> {
  return disk.chunks(blobPath(layout, sha512));
}

/** The same parameters with the bytes of the files in them, as base64. */
export async function withBytes(archive: Archive, value: Json): Promise<Json> {
  const blob = marked(value);
  if (blob !== undefined) {
    const { disk, layout } = archive.place;
    return Buffer.from(await disk.read(blobPath(layout, blob.sha512))).toString('base64');
  }
  if (isList(value)) return Promise.all(value.map((each) => withBytes(archive, each)));
  if (!isObject(value)) return value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([name, each]) => [name, await withBytes(archive, each)] as const),
  );
  return Object.fromEntries(entries);
}

/** Whether a request names any file. */
export function hasBytes(value: Json): boolean {
  if (marked(value) !== undefined) return true;
  if (isList(value)) return value.some(hasBytes);
  return isObject(value) && Object.values(value).some(hasBytes);
}
