import type { PortalCore } from './core.ts';
import { htmlResponse, jsonResponse, type ParsedRequest, type PortalResponse } from './http.ts';
import type { LinkedFile } from './links.ts';

// eslint-disable-next-line typescript/require-await -- an async generator is what a response body is
async function* streamed(chunks: Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function rangeOf(header: string | undefined, size: number): readonly [number, number] | 'whole' | 'impossible' {
  const match = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '');
  if (match === null) return 'whole';
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? 'whole' : [Math.max(0, size - Number(last)), size];
  const from = Number(first);
  const to = last === '' ? size : Math.min(size, Number(last) + 1);
  return from >= size || to <= from ? 'impossible' : [from, to];
}

/** A file's bytes, or the part that a `Range` header asks for. */
export function fileResponse(core: PortalCore, file: LinkedFile, request: ParsedRequest): PortalResponse {
  const size = core.blobs.sizeBytes(file.blob);
  if (size === undefined) return htmlResponse(404, '404 Not Found', 'The bytes of this file are not here.');
  const headers = {
    'content-type': file.contentType ?? 'application/octet-stream',
    'content-disposition': `attachment; filename*=utf-8''${encodeURIComponent(file.name)}`,
    'accept-ranges': 'bytes',
    etag: `"${file.blob}-${size}"`,
  };
  const wanted = rangeOf(request.headers['range'], size);
  const stale = request.headers['if-range'] !== undefined && request.headers['if-range'] !== headers.etag;
  if (wanted === 'impossible' && !stale) {
    return { status: 416, headers: { 'content-range': `bytes */${size}` }, body: new Uint8Array() };
  }
  const part = Array.isArray(wanted) && !stale;
  const [from, to] = part ? (wanted as readonly [number, number]) : [0, size];
  const range = part ? { 'content-range': `bytes ${from}-${to - 1}/${size}` } : {};
  const body = request.method === 'HEAD' ? new Uint8Array() : streamed(core.blobs.read(file.blob, from, to));
  return { status: part ? 206 : 200, headers: { ...headers, ...range, 'content-length': String(to - from) }, body };
}

/** Answers a link with a token; a token that is unknown or has died is refused as the portal refuses it. */
export function tokenResponse(core: PortalCore, request: ParsedRequest): PortalResponse {
  const token = request.url.searchParams.get('token') ?? '';
  const file = core.links.find(token);
  if (file !== undefined) return fileResponse(core, file, request);
  return jsonResponse(403, {
    error: 'ACCESS_DENIED',
    error_description: 'The token of the link is wrong or has expired',
  });
}

/** What a browser without a session gets for a page of the portal, with status 200. */
export function loginPage(): PortalResponse {
  return htmlResponse(200, 'Sign in', '<form action="/auth/"><input name="USER_LOGIN"><input type="password"></form>');
}
