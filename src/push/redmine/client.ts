import { Readable } from 'node:stream';

import { Agent, request } from 'undici';
import { z } from 'zod';

import { Bye24Error } from '../../base/error.ts';
import type { JsonObject } from '../../base/json.ts';
import { serverAddress } from '../address.ts';

/** A Redmine, and the key of an administrator there. The key is in no address and no error. */
export interface RedmineServer {
  readonly url: string;
  readonly key: string;
}

export interface RedmineAnswer {
  readonly status: number;
  readonly text: string;
}

/** What a refusal says, in the language of that Redmine. */
const errorsSchema = z.object({ errors: z.array(z.string()) });

export function saidBy({ text }: RedmineAnswer): string {
  try {
    return errorsSchema.parse(JSON.parse(text)).errors.join('; ');
  } catch {
    return '';
  }
}

export const isDone = ({ status }: RedmineAnswer): boolean => status >= 200 && status < 300;

type Method = 'GET' | 'POST' | 'PUT';
type AskedFor = readonly [
  method: Method,
  path: string,
  headers: Readonly<Record<string, string>>,
  body?: string | AsyncIterable<Uint8Array>,
  as?: string,
];

const AT_ONCE = 100;
const anyPage = z.record(z.string(), z.unknown());

/** Redmine’s REST API, as far as a push needs it. No redirect is followed. https://www.redmine.org/projects/redmine/wiki/Rest_api */
export class Redmine {
  readonly home: URL;
  readonly #agent: Agent;
  readonly #key: string;
  readonly #signal: AbortSignal | undefined;

  constructor({ url, key }: RedmineServer, signal?: AbortSignal) {
    this.home = serverAddress(url);
    this.#agent = new Agent({ connections: 4, headersTimeout: 120_000, bodyTimeout: 120_000 });
    this.#key = key;
    this.#signal = signal;
  }

  close(): Promise<void> {
    return this.#agent.close();
  }

  /** Reads one thing; undefined when it is not there. */
  async get<T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const answer = await this.send('GET', path);
    if (answer.status === 404) return undefined;
    if (!isDone(answer)) throw new Bye24Error('PUSH_REFUSED', { method: 'GET', status: answer.status });
    return this.read(answer, schema);
  }

  read<T>(answer: RedmineAnswer, schema: z.ZodType<T>): T {
    try {
      return schema.parse(JSON.parse(answer.text));
    } catch (error) {
      throw new Bye24Error('PUSH_NOT_REDMINE', { host: this.home.host }, { cause: error });
    }
  }

  /** Walks a list to its end; `name` is the member that holds the rows. */
  async *list<T>(path: string, name: string, schema: z.ZodType<T>): AsyncGenerator<T, void, void> {
    for (let offset = 0, total = 1; offset < total; offset += AT_ONCE) {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=${AT_ONCE}&offset=${offset}`, anyPage);
      if (page === undefined) return;
      for (const row of z.array(z.unknown()).parse(page[name] ?? [])) yield schema.parse(row);
      // Small lists come whole, without a count.
      total = typeof page['total_count'] === 'number' ? page['total_count'] : 0;
    }
  }

  /** `as`: the login of the person who does it. */
  send(method: Method, path: string, body?: JsonObject, as?: string): Promise<RedmineAnswer> {
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    return this.#text(method, path, type, body === undefined ? undefined : JSON.stringify(body), as);
  }

  /** Lays bytes down and gives the token that names them, or what the refusal was. */
  async upload(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    sizeBytes: number,
    as?: string,
  ): Promise<{ readonly token: string } | { readonly refused: RedmineAnswer }> {
    const answer = await this.#text(
      'POST',
      `uploads.json?filename=${encodeURIComponent(name)}`,
      { 'content-type': 'application/octet-stream', 'content-length': String(sizeBytes) },
      bytes,
      as,
    );
    if (!isDone(answer)) return { refused: answer };
    return this.read(answer, z.object({ upload: z.object({ token: z.string() }) })).upload;
  }

  async *download(id: number, name: string): AsyncGenerator<Uint8Array, void, void> {
    const { body, statusCode } = await this.#ask('GET', `attachments/download/${id}/${encodeURIComponent(name)}`, {});
    for await (const chunk of body as AsyncIterable<Uint8Array>) if (statusCode === 200) yield chunk;
  }

  async #text(...asked: AskedFor): Promise<RedmineAnswer> {
    const { statusCode, body } = await this.#ask(...asked);
    return { status: statusCode, text: await body.text() };
  }

  async #ask(...[method, path, headers, body, as]: AskedFor): Promise<Awaited<ReturnType<typeof request>>> {
    const { host } = this.home;
    let answer: Awaited<ReturnType<typeof request>>;
    try {
      answer = await request(`${this.home.href}${path}`, {
        dispatcher: this.#agent,
        method,
        headers: {
          'x-redmine-api-key': this.#key,
          'user-agent': 'bye24',
          ...(as === undefined ? {} : { 'x-redmine-switch-user': as }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Readable.from(body) }),
        ...(this.#signal === undefined ? {} : { signal: this.#signal }),
      });
    } catch (error) {
      if (this.#signal?.aborted === true) throw this.#signal.reason;
      throw new Bye24Error('PUSH_UNREACHABLE', { host }, { cause: error });
    }
    // With a person named, a refusal is of that person, and is told by whoever asked.
    if (answer.statusCode === 401 || (answer.statusCode === 403 && as === undefined)) {
      await answer.body.dump();
      throw new Bye24Error('PUSH_DENIED', { host, status: answer.statusCode });
    }
    if (answer.statusCode >= 300 && answer.statusCode < 400) {
      await answer.body.dump();
      throw new Bye24Error('PUSH_REDIRECT', { host });
    }
    return answer;
  }
}

const whoAmI = z.object({ user: z.object({ admin: z.boolean().optional() }) });

/** Only an administrator’s key may write in the name of others. @throws Bye24Error PUSH_NEEDS_ADMINISTRATOR */
export async function checkAdministrator(redmine: Redmine): Promise<void> {
  const me = await redmine.get('users/current.json', whoAmI);
  const { host } = redmine.home;
  if (me === undefined) throw new Bye24Error('PUSH_NOT_REDMINE', { host });
  if (me.user.admin !== true) throw new Bye24Error('PUSH_NEEDS_ADMINISTRATOR', { host });
}
