import { Agent, request } from 'undici';

import { Bye24Error } from '../base/error.ts';
import { serverAddress } from './address.ts';

/** A server that speaks WebDAV, and who we are there. The password is in no address and no error. */
export interface DavServer {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface DavAnswer {
  readonly status: number;
  readonly etag: string | undefined;
}

export type DavBody = string | Uint8Array | AsyncIterable<Uint8Array>;

/** RFC 4918, 4791 and 6352, as far as putting things there and reading them back needs. No redirect is followed. */
export class Dav {
  readonly home: URL;
  readonly #agent: Agent;
  readonly #authorization: string;
  readonly #signal: AbortSignal | undefined;

  constructor({ url, user, password }: DavServer, signal?: AbortSignal) {
    this.home = serverAddress(url);
    this.#agent = new Agent({ connections: 4, headersTimeout: 120_000, bodyTimeout: 120_000 });
    this.#authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
    this.#signal = signal;
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  /** Where something lies, by its names from the home address on. */
  at(path: readonly string[], isFolder = false): string {
    return `${this.home.href}${path.map(encodeURIComponent).join('/')}${isFolder && path.length > 0 ? '/' : ''}`;
  }

  /** Makes a folder, an address book or a calendar; false when it is there already. */
  async make(
    path: readonly string[],
    body?: { readonly method: 'MKCOL' | 'MKCALENDAR'; readonly xml: string },
  ): Promise<boolean> {
    const { method = 'MKCOL', xml } = body ?? {};
    const type = xml === undefined ? {} : { 'content-type': 'application/xml; charset=utf-8' };
    // A look first: not every server says that a folder which it is asked to make is there already.
    if (await this.#isThere(path)) return false;
    const { status } = await this.#send(method, this.at(path, true), type, xml);
    if (status === 201 || status === 200) return true;
    throw refused(method, status);
  }

  async #isThere(path: readonly string[]): Promise<boolean> {
    const { status } = await this.#send('PROPFIND', this.at(path, true), { depth: '0' });
    return status === 207;
  }

  /** `onlyIf`: not there yet, or still what this etag names. */
  async put(
    path: readonly string[],
    body: DavBody,
    facts: {
      readonly type: string;
      readonly sizeBytes?: number;
      readonly changedAtMs?: number;
      readonly onlyIf: 'absent' | { readonly etag: string };
    },
  ): Promise<DavAnswer> {
    const { type, sizeBytes, changedAtMs, onlyIf } = facts;
    return this.#send(
      'PUT',
      this.at(path),
      {
        'content-type': type,
        ...(onlyIf === 'absent' ? { 'if-none-match': '*' } : { 'if-match': onlyIf.etag }),
        ...(sizeBytes === undefined ? {} : { 'content-length': String(sizeBytes) }),
        // Nextcloud and ownCloud keep the time of the last change; others pass it over.
        ...(changedAtMs === undefined ? {} : { 'x-oc-mtime': String(Math.floor(changedAtMs / 1000)) }),
      },
      body,
    );
  }

  async get(path: readonly string[]): Promise<DavAnswer & { readonly body: AsyncIterable<Uint8Array> }> {
    const answer = await this.#ask('GET', this.at(path), {});
    return { status: answer.statusCode, etag: etagOf(answer.headers), body: answer.body };
  }

  async #send(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: DavBody,
  ): Promise<DavAnswer> {
    const answer = await this.#ask(method, url, headers, body);
    await answer.body.dump();
    return { status: answer.statusCode, etag: etagOf(answer.headers) };
  }

  async #ask(
    method: string,
    url: string,
    headers: Readonly<Record<string, string>>,
    body?: DavBody,
  ): Promise<Awaited<ReturnType<typeof request>>> {
    const { host } = this.home;
    let answer: Awaited<ReturnType<typeof request>>;
    try {
      answer = await request(url, {
        dispatcher: this.#agent,
        // Any method of WebDAV will do.
        method: method as 'PUT',
        headers: { authorization: this.#authorization, 'user-agent': 'bye24', ...headers },
        ...(body === undefined ? {} : { body: body as Uint8Array }),
        ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      });
    } catch (error) {
      if (this.#signal?.aborted === true) throw this.#signal.reason;
      throw new Bye24Error('PUSH_UNREACHABLE', { host }, { cause: error });
    }
    if (answer.statusCode === 401 || answer.statusCode === 403) {
      await answer.body.dump();
      throw new Bye24Error('PUSH_DENIED', { host, status: answer.statusCode });
    }
    if (answer.statusCode >= 300 && answer.statusCode < 400 && answer.statusCode !== 304) {
      await answer.body.dump();
      throw new Bye24Error('PUSH_REDIRECT', { host });
    }
    return answer;
  }
}

function etagOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | undefined {
  const { etag } = headers;
  return typeof etag === 'string' && etag !== '' ? etag : undefined;
}

export function refused(method: string, status: number): Bye24Error {
  return new Bye24Error('PUSH_REFUSED', { method, status });
}
