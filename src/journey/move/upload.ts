import { isList, isObject, textOf } from '../../base/json.ts';
import { PortalError } from '../../bitrix24/errors.ts';
import type { Answer, Call, UploadingPortal } from '../../bitrix24/port.ts';
import type { Archive } from '../../archive/archive.ts';
import type { Blob } from '../../archive/types.ts';
import { chunksOf, marked } from './files.ts';

/** Larger files do not go into a request: they are sent, piece by piece, where the portal says. */
const MOST_INLINE_BYTES = 16_000_000;

interface Large {
  readonly name: string;
  readonly blob: Blob;
}

/** The file that a call of `disk.folder.uploadFile` carries, if it is large. */
export function largeIn({ params = {} }: Call): Large | undefined {
  const content = isList(params) ? undefined : params['fileContent'];
  const [name, bytes] = isList(content) ? content : [];
  const blob = marked(bytes);
  return blob === undefined || blob.sizeBytes <= MOST_INLINE_BYTES ? undefined : { name: textOf(name), blob };
}

/** Asks where the file may be sent, which makes nothing yet, and sends it there. */
export async function uploadLarge(
  {
    portal,
    archive,
    signal,
  }: { readonly portal: UploadingPortal; readonly archive: Archive; readonly signal?: AbortSignal },
  { method, params = {} }: Call,
  { name, blob }: Large,
): Promise<Answer> {
  const id = isList(params) ? undefined : params['id'];
  const { result } = await portal.call({ method, params: { id: id ?? 0 } }, signal);
  const [url, field] = isObject(result) ? [textOf(result['uploadUrl']), textOf(result['field'])] : ['', ''];
  if (url === '') throw new PortalError('refused', { method, description: 'no address to send the file to' });
  return portal.upload(
    { url, field: field || 'file', name, sizeBytes: blob.sizeBytes, chunks: () => chunksOf(archive, blob) },
    signal,
  );
}
