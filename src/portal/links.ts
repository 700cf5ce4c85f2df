import { createHash } from 'node:crypto';

import { textOf } from '../base/json.ts';
import type { Caller } from './method.ts';
import type { Store, TableSpec } from './store.ts';

const tokens: TableSpec = { name: 'download_tokens', id: 'text' };

/** A file behind a link. */
export interface LinkedFile {
  readonly blob: number;
  readonly name: string;
  readonly contentType?: string;
}

interface Request {
  readonly origin: string;
  readonly caller: Caller;
}

/**
 * Links to files that need no session: the token says which file, `auth` or the webhook's path says who asks. A link
 * dies with its token (`lifetimeMs`) or with the connection that asked for it.
 */
export class Links {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #lifetimeMs: number;

  constructor(store: Store, now: () => number, lifetimeMs: number) {
    this.#store = store;
    this.#now = now;
    this.#lifetimeMs = lifetimeMs;
  }

  /** A token for a file: good from now on for a lifetime, and stable for about as long, so that answers look alike. */
  token(module: string, file: LinkedFile): string {
    const period = Math.floor(this.#now() / this.#lifetimeMs);
    const secret = createHash('sha256')
      .update(`${module}|${file.blob}|${file.name}|${period}`)
      .digest('hex')
      .slice(0, 40);
    const token = `${module}|${secret}`;
    const table = this.#store.table(tokens);
    table.put(token, {
      blob: file.blob,
      name: file.name,
      contentType: file.contentType ?? 'application/octet-stream',
      untilMs: this.#now() + this.#lifetimeMs,
    });
    return token;
  }

  /** `DOWNLOAD_URL` of Drive files: through the webhook's own path, or with the access token. */
  download(request: Request, file: LinkedFile, module = 'disk'): string {
    return this.#link(request, 'download', this.token(module, file));
  }

  /** The plain address of a file that anybody may open who knows it: pictures, photos. */
  plain({ origin }: Pick<Request, 'origin'>, file: LinkedFile): string {
    const secret = createHash('sha256').update(`${file.blob}|${file.name}`).digest('hex').slice(0, 32);
    this.#store.table(tokens).put(`upload|${secret}`, {
      blob: file.blob,
      name: file.name,
      contentType: file.contentType ?? 'application/octet-stream',
      untilMs: Number.MAX_SAFE_INTEGER,
    });
    return `${origin}/upload/${secret}/${encodeURIComponent(file.name)}`;
  }

  /** `urlMachine` of CRM files. */
  machine(request: Request, file: LinkedFile): string {
    return this.#link(request, 'crm.controller.item.getFile', this.token('crm', file));
  }

  /** Where a file may be sent to lie in a folder: whoever has the link, and the connection in it, may. */
  upload(request: Request, folderId: number): string {
    const until = this.#now() + this.#lifetimeMs;
    const token = `disk|${createHash('sha256').update(`upload|${folderId}|${until}`).digest('hex').slice(0, 40)}`;
    this.#store.table(tokens).put(token, { folderId, untilMs: until });
    return this.#link(request, 'upload', token);
  }

  /** The folder of such a link that still lives. */
  folder(token: string): number | undefined {
    const row = this.#store.table(tokens).get(token);
    if (row === undefined || Number(row['untilMs']) < this.#now()) return undefined;
    return row['folderId'] === undefined ? undefined : Number(row['folderId']);
  }

  #link({ origin, caller }: Request, method: string, token: string): string {
    const { kind, secret } = caller.connection;
    const query = `token=${encodeURIComponent(token)}`;
    return kind === 'webhook'
      ? `${origin}/rest/${caller.userId}/${secret}/${method}/?${query}`
      : `${origin}/rest/${method}.json?auth=${encodeURIComponent(secret)}&${query}`;
  }

  /** The file of a token that still lives. */
  find(token: string): LinkedFile | undefined {
    const row = this.#store.table(tokens).get(token);
    if (row?.['blob'] === undefined || Number(row['untilMs']) < this.#now()) return undefined;
    return { blob: Number(row['blob']), name: textOf(row['name']), contentType: textOf(row['contentType']) };
  }
}
