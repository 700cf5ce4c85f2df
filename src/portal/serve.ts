import {
  createServer as createHttpServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { makeServerCredentials } from './certificate.ts';
import type { LocalPortal } from './portal.ts';

export interface ServeOptions {
  /** 0 (default): any free port. */
  readonly port?: number;
  /** Also listens for https here; 0: any free port; absent: no https. */
  readonly tlsPort?: number;
}

/** A portal behind sockets of this machine. */
export interface PortalServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly tlsUrl?: string;
  /** PEM of the authority to trust for `tlsUrl`. */
  readonly ca?: string;
  /** Stops listening and breaks what is still connected. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const oddHeaders = new Set(['connection', 'keep-alive', 'transfer-encoding']);

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const name in request.headers) {
    const value = request.headers[name];
    if (!oddHeaders.has(name)) headers[name] = Array.isArray(value) ? value.join(', ') : (value ?? '');
  }
  return headers;
}

/** The body, gathered by events: an iterator over the stream would cost a tenth of a small request. */
function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () =>
      resolve(pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)),
    );
    request.on('error', reject);
    request.on('close', () => reject(new Error('the client went away')));
  });
}

async function answer(
  portal: LocalPortal,
  scheme: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { status, headers, body } = await portal.handle({
      method: request.method ?? 'GET',
      url: `${scheme}://${request.headers.host ?? loopback}${request.url ?? '/'}`,
      headers: headersOf(request),
      body: await bodyOf(request),
    });
    if (body instanceof Uint8Array) {
      response.writeHead(status, { 'content-length': body.byteLength, ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
      return;
    }
    response.writeHead(status, headers);
    await pipeline(Readable.from(body, { objectMode: false }), response);
  } catch {
    // A fault drops the connection, or the client has gone: either way there is nobody to tell.
    response.destroy();
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}

/**
 * Serves a portal on 127.0.0.1, and nowhere else. Rejects with the system's error when a port is taken; the portal
 * itself stays open after `close`.
 */
export async function servePortal(portal: LocalPortal, options: ServeOptions = {}): Promise<PortalServer> {
  const listener =
    (scheme: string): RequestListener =>
    (request, response) => {
      void answer(portal, scheme, request, response);
    };
  const plain = createHttpServer(listener('http'));
  const url = `http://${loopback}:${await listen(plain, options.port ?? 0)}`;
  if (options.tlsPort === undefined) return { url, close: () => stop(plain) };
  const { ca, certificate, key } = makeServerCredentials(['localhost', loopback], Date.now());
  const secure = createHttpsServer({ cert: certificate, key }, listener('https'));
  try {
    const tlsUrl = `https://${loopback}:${await listen(secure, options.tlsPort)}`;
    return { url, tlsUrl, ca, close: async () => void (await Promise.all([stop(plain), stop(secure)])) };
  } catch (error) {
    await stop(plain);
    throw error;
  }
}
