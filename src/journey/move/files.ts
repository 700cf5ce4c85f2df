import { isList, isObject, type Json } from '../../base/json.ts';
import type { Archive } from '../../archive/archive.ts';
import { blobPath } from '../../archive/layout.ts';
import type { Blob } from '../../archive/types.ts';
import type { FileThere } from '../../kinds/creation.ts';
import type { KindId } from '../../kinds/kind.ts';

/** A request carries a file as text, all at once: what is larger is left to a person. */
export const MOST_FILE_BYTES = 60_000_000;

const MARK = '\u0000bye24-blob:';

/** What stands for the bytes of a file in a request that is not sent yet. */
export const markOf = ({ sha512 }: Blob): string => `${MARK}${sha512}`;

/** A file of the archive, its bytes named and not read yet. */
export function fileOf(
  archive: Archive,
  owner: { readonly kind: KindId; readonly id: string },
  slot: string,
  fileId: string,
): FileThere | undefined {
  for (const file of archive.files(owner)) {
    if (file.slot !== slot || file.fileId !== fileId || file.blob === undefined) continue;
    if (file.blob.sizeBytes > MOST_FILE_BYTES) return undefined;
    return { name: file.name, bytes: markOf(file.blob) };
  }
  return undefined;
}

/** The same parameters with the bytes of the files in them, as base64. */
export async function withBytes(archive: Archive, value: Json): Promise<Json> {
  if (typeof value === 'string' && value.startsWith(MARK)) {
    const { disk, layout } = archive.place;
    return Buffer.from(await disk.read(blobPath(layout, value.slice(MARK.length)))).toString('base64');
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
  if (typeof value === 'string') return value.startsWith(MARK);
  if (isList(value)) return value.some(hasBytes);
  return isObject(value) && Object.values(value).some(hasBytes);
}
