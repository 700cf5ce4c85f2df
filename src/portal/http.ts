import type { Json, JsonObject } from '../base/json.ts';
import { isObject } from '../base/json.ts';
import { fromMultipart, fromQuery } from './form.ts';

/** An HTTP request as the portal takes it: from a socket or straight from a client in the same process. */
export interface PortalRequest {
  readonly method: string;
  /** Absolute, so that links in answers lead back the same way. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

export interface PortalResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The connection breaks and nothing is answered: what a fault of kind `drop` ends in. */
export class ConnectionDropped extends Error {
  readonly code = 'ECONNRESET';

  constructor() {
    super('the portal closed the connection');
    this.name = 'ConnectionDropped';
  }
}

export interface ParsedRequest {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly body: Uint8Array;
}

async function collect(body: PortalRequest['body']): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export async function parseRequest(request: PortalRequest): Promise<ParsedRequest> {
  const headers: Record<string, string> = {};
  for (const name in request.headers) headers[name.toLowerCase()] = request.headers[name] ?? '';
  return {
    method: request.method.toUpperCase(),
    url: new URL(request.url, 'http://127.0.0.1'),
    headers,
    contentType: headers['content-type'] ?? '',
    body: await collect(request.body),
  };
}

function textIn({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString();
}

export function jsonBody(request: ParsedRequest): Json | undefined {
  if (request.body.byteLength === 0) return undefined;
  try {
    return JSON.parse(textIn(request.body)) as Json;
  } catch {
    return undefined;
  }
}

/**
 * Parameters of a REST 2.0 call: the query string, overlaid by the body in whichever of the three encodings it came
 * (https://apidocs.bitrix24.ru/settings/how-to-call-rest-api/data-encoding.html). A body that can't be read is no
 * parameters, as in PHP.
 */
export function paramsOf(request: ParsedRequest): JsonObject {
  const query = request.url.search === '' ? {} : fromQuery(request.url.search.slice(1));
  if (request.contentType.includes('json')) {
    const body = jsonBody(request);
    if (Array.isArray(body)) return { ...query, ...Object.fromEntries((body as readonly Json[]).entries()) };
    return isObject(body) ? { ...query, ...body } : query;
  }
  const boundary = /multipart\/form-data;.*boundary="?([^";]+)/iu.exec(request.contentType)?.[1];
  if (boundary !== undefined) return { ...query, ...fromMultipart(request.body, boundary) };
  return { ...query, ...fromQuery(textIn(request.body)) };
}

export function jsonResponse(
  status: number,
  body: Uint8Array | Json,
  headers: Record<string, string> = {},
): PortalResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: body instanceof Uint8Array ? body : Buffer.from(JSON.stringify(body)),
  };
}

export function htmlResponse(status: number, title: string, text: string): PortalResponse {
  const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(page) };
}
