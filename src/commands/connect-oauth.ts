import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Server } from 'node:http';

import { Bye24Error } from '../base/error.ts';
import { sha256 } from '../base/hash.ts';
import { ConnectionError, consentPage, tokensForCode } from '../bitrix24/connection.ts';
import { fetchJson } from '../bitrix24/exchange.ts';
import { type SavedApplication, tokenServerOf } from './connections.ts';
import type { Context } from './context.ts';
import { withTransport } from './reach.ts';
import { textsFor } from '../texts/catalogue.ts';

/** Where an application's own address must lead, so that the browser comes back to this computer. */
export const defaultOAuthPort = 8924;

/** How an application makes itself known. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

/** Two lines: the application's `client_id`, then its `client_secret`. Raises CONNECTION_CLIENT_EMPTY. */
export function clientIn(text: string): Client {
  const [id = '', secret = ''] = text.split(/\r?\n/u).map((line) => line.trim());
  if (id === '' || secret === '') throw new ConnectionError('CONNECTION_CLIENT_EMPTY');
  return { id, secret };
}

function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)));
}

/**
 * The code in the address that the browser ended at, or the code alone. undefined: none, or one of another question.
 * Rejects with CONNECTION_CODE_REFUSED where the portal says why there is none.
 */
export function codeIn(text: string, state: string): string | undefined {
  const trimmed = text.trim();
  if (/^[\w.-]{8,}$/u.test(trimmed)) return trimmed;
  const params = URL.parse(trimmed)?.searchParams;
  const refused = params?.get('error') ?? '';
  if (refused !== '') throw new ConnectionError('CONNECTION_CODE_REFUSED', { portalCode: refused.slice(0, 60) });
  const code = params?.get('code') ?? '';
  return code === '' || !isSame(params?.get('state') ?? '', state) ? undefined : code;
}

interface Listener {
  readonly code: Promise<string>;
  close(): void;
}

/** Listens on this computer alone for the browser that comes back with a code. Raises PORT_TAKEN. */
async function listenForCode({ language }: Context, port: number, state: string): Promise<Listener> {
  const { oauth } = textsFor(language);
  const server: Server = createServer();
  const code = new Promise<string>((resolve, reject) => {
    server.on('request', (request, response) => {
      let found: string | undefined;
      let refused: ConnectionError | undefined;
      try {
        if (request.method === 'GET') found = codeIn(`http://127.0.0.1:${port}${request.url ?? '/'}`, state);
      } catch (error) {
        if (!(error instanceof ConnectionError)) throw error;
        refused = error;
      }
      const words = found === undefined ? oauth.pageWithout : oauth.pageDone;
      response.writeHead(found === undefined ? 400 : 200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'",
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        connection: 'close',
      });
      response.end(`<!doctype html><html lang="${language}"><meta charset="utf-8"><title>bye24</title><p>${words}</p>`);
      if (refused !== undefined) reject(refused);
      else if (found !== undefined) resolve(found);
    });
  });
  code.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Bye24Error('PORT_TAKEN', { port: String(port) }, { cause: error }) : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return { code, close: () => void server.close() };
}

/** What a person pastes; never answers where there is nobody to ask, if the browser may still come back. */
async function pasted(context: Context, state: string, isAlone: boolean, signal: AbortSignal): Promise<string> {
  try {
    const code = codeIn(await context.ask({ about: 'consentCode' }, signal), state);
    if (code === undefined) throw new ConnectionError('CONNECTION_NO_CODE');
    return code;
  } catch (error) {
    const waits = !isAlone && error instanceof Bye24Error && error.code === 'NOBODY_TO_ASK';
    if (!waits) throw error;
    return new Promise((_resolve, reject) => {
      const stop = (): void => reject(new Bye24Error('CANCELLED'));
      if (context.signal.aborted) stop();
      context.signal.addEventListener('abort', stop, { once: true });
    });
  }
}

async function codeFor(context: Context, page: URL, port: number, state: string): Promise<string> {
  const listener = port === 0 ? undefined : await listenForCode(context, port, state);
  const over = new AbortController();
  try {
    context.tell({ type: 'consent', url: page.href, ...(port === 0 ? {} : { redirect: `http://127.0.0.1:${port}/` }) });
    const typed = pasted(context, state, listener === undefined, over.signal);
    typed.catch(() => undefined);
    return await (listener === undefined ? typed : Promise.race([listener.code, typed]));
  } finally {
    over.abort();
    listener?.close();
  }
}

/**
 * Lets a local application in: a person says yes in the browser, the portal gives a code, and the authorisation server
 * tokens for it. Nothing is kept here. Rejects with ConnectionError, PortalError, PORT_TAKEN, NOBODY_TO_ASK or CANCELLED.
 */
export async function authorise(
  context: Context,
  portal: string,
  client: Client,
  port: number,
): Promise<SavedApplication> {
  const { clock, signal } = context;
  const state = randomBytes(16).toString('hex');
  const page = consentPage(portal, client.id, state);
  const code = await codeFor(context, page, port, state);
  const server = tokenServerOf(page.origin);
  const { accessToken, refreshToken, userId, address } = await withTransport(context, [page.hostname], (transport) =>
    tokensForCode(
      (url) => fetchJson({ transport, clock }, url, signal),
      { clientId: client.id, clientSecret: client.secret, server },
      code,
    ),
  );
  if (address !== '' && address !== page.host) {
    throw new Bye24Error('WEBHOOK_OF_OTHER_PORTAL', { found: address, expected: page.host });
  }
  return {
    origin: page.origin,
    clientId: client.id,
    clientSecret: client.secret,
    accessToken,
    refreshToken,
    userId,
  };
}
