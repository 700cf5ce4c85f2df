import { inspect } from 'node:util';

import { Bye24Error } from '../base/error.ts';
import { isList, isObject, type Json } from '../base/json.ts';
import { isLoopback } from './addresses.ts';
import type { Api } from './port.ts';
import { mayHoldSecret, redact, struckOut } from './redact.ts';

export type ConnectionErrorCode =
  | 'CONNECTION_EMPTY'
  | 'CONNECTION_NOT_A_URL'
  | 'CONNECTION_NOT_HTTPS'
  | 'CONNECTION_NOT_A_WEBHOOK'
  | 'CONNECTION_WITH_PASSWORD'
  | 'CONNECTION_REFRESH_REFUSED';

/** A connection that can't be made of what was given. The detail never holds the webhook itself (I11). */
export class ConnectionError extends Bye24Error {
  declare readonly code: ConnectionErrorCode;

  constructor(code: ConnectionErrorCode, detail: Readonly<Record<string, string | number>> = {}) {
    super(code, detail);
  }
}

/** A request with its credential in it: made just before it leaves, kept by nobody. */
export interface SealedRequest {
  readonly url: string;
  readonly body: string;
}

/** Sends a plain GET and gives the JSON that came: how an OAuth connection reaches the authorisation server. */
export type Fetch = (url: string, signal?: AbortSignal) => Promise<Json>;

/**
 * Who we are for one portal. The secret stays inside: no way of printing it shows it (I11), and only `seal` puts it
 * into a request.
 */
export interface Connection {
  /** `https://acme.bitrix24.ru`; another one after `moveTo`. */
  readonly origin: string;
  readonly address: string;
  describe(): { readonly address: string; readonly userId?: string };
  seal(method: string, api: Api, params: Json): SealedRequest;
  /** Strikes this connection's own secrets, and whatever else looks like one, out of a text. */
  scrub(text: string): string;
  /** False where `scrub` would surely find nothing in these bytes of text. */
  maySeeSecret(bytes: Uint8Array): boolean;
  /** The portal was renamed: speak to its new origin from now on. */
  moveTo(origin: string): void;
  /** OAuth only: takes a new access token. Callers that come together share one refresh. */
  refresh?(fetch: Fetch, signal?: AbortSignal): Promise<void>;
  /** Address and user, for people. */
  toString(): string;
}

abstract class BaseConnection implements Connection {
  #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  get origin(): string {
    return this.#origin;
  }

  get address(): string {
    return new URL(this.#origin).host;
  }

  moveTo(origin: string): void {
    this.#origin = origin;
  }

  abstract describe(): { readonly address: string; readonly userId?: string };
  abstract seal(method: string, api: Api, params: Json): SealedRequest;
  protected abstract secrets(): readonly string[];

  scrub(text: string): string {
    return redact(this.#tellingSecrets().reduce((rest, secret) => rest.replaceAll(secret, struckOut), text));
  }

  maySeeSecret(bytes: Uint8Array): boolean {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return mayHoldSecret(bytes) || this.#tellingSecrets().some((secret) => text.includes(secret));
  }

  /** A short code (a local portal's) may be a common word; the pattern of a webhook's path finds it anyway. */
  #tellingSecrets(): readonly string[] {
    return this.secrets().filter((secret) => secret.length >= 8);
  }

  toJSON(): Json {
    return { ...this.describe() };
  }

  toString(): string {
    const { address, userId } = this.describe();
    return userId === undefined ? address : `${address}, user ${userId}`;
  }

  [inspect.custom](): string {
    return `Connection(${this.toString()})`;
  }
}

class WebhookConnection extends BaseConnection {
  readonly #userId: string;
  readonly #code: string;

  constructor(origin: string, userId: string, code: string) {
    super(origin);
    this.#userId = userId;
    this.#code = code;
  }

  describe(): { readonly address: string; readonly userId: string } {
    return { address: this.address, userId: this.#userId };
  }

  seal(method: string, api: Api, params: Json): SealedRequest {
    const root = api === 'v3' ? 'rest/api' : 'rest';
    return { url: `${this.origin}/${root}/${this.#userId}/${this.#code}/${method}`, body: JSON.stringify(params) };
  }

  protected secrets(): readonly string[] {
    return [this.#code];
  }
}

const webhookPath = /^\/rest\/(?:api\/)?(\d+)\/([A-Za-z0-9_-]+)(?:\/.*)?$/u;

/**
 * A connection from a webhook as a person pastes it: with spaces around, with or without a method at its end, of REST
 * 2.0 or 3.0. Plain http is taken for this computer alone.
 * @throws ConnectionError
 */
export function webhook(text: string): Connection {
  const trimmed = text.trim().replace(/^["'<]+|["'>]+$/gu, '');
  if (trimmed === '') throw new ConnectionError('CONNECTION_EMPTY');
  const url = URL.parse(/^[a-z]+:\/\//iu.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url === null || url.hostname === '') throw new ConnectionError('CONNECTION_NOT_A_URL');
  if (url.username !== '' || url.password !== '') throw new ConnectionError('CONNECTION_WITH_PASSWORD');
  requireSafe(url);
  const [, userId, code] = webhookPath.exec(url.pathname) ?? [];
  if (userId === undefined || code === undefined) {
    throw new ConnectionError('CONNECTION_NOT_A_WEBHOOK', { address: url.host });
  }
  return new WebhookConnection(url.origin, userId, code);
}

function requireSafe(url: URL): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))) return;
  throw new ConnectionError('CONNECTION_NOT_HTTPS', { address: url.host });
}

export interface OAuthTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface OAuthOptions extends OAuthTokens {
  readonly portal: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userId?: string;
  /** `https://oauth.bitrix24.tech` unless a local portal plays its part. */
  readonly server?: string;
  /** Called with each new pair, which must be kept: the old refresh token is spent. */
  readonly onTokens?: (tokens: OAuthTokens) => void | Promise<void>;
}

class OAuthConnection extends BaseConnection {
  readonly #options: OAuthOptions;
  #tokens: OAuthTokens;
  #refreshing: Promise<void> | undefined;

  constructor(origin: string, options: OAuthOptions) {
    super(origin);
    this.#options = options;
    this.#tokens = { accessToken: options.accessToken, refreshToken: options.refreshToken };
  }

  describe(): { readonly address: string; readonly userId?: string } {
    const { userId } = this.#options;
    return userId === undefined ? { address: this.address } : { address: this.address, userId };
  }

  seal(method: string, api: Api, params: Json): SealedRequest {
    const url = `${this.origin}/${api === 'v3' ? 'rest/api' : 'rest'}/${method}`;
    const auth = this.#tokens.accessToken;
    if (isObject(params)) return { url, body: JSON.stringify({ ...params, auth }) };
    // A list has no room for a name, and the positional methods count their arguments.
    return { url: `${url}?auth=${encodeURIComponent(auth)}`, body: JSON.stringify(isList(params) ? params : {}) };
  }

  refresh(fetch: Fetch, signal?: AbortSignal): Promise<void> {
    this.#refreshing ??= this.#takeTokens(fetch, signal).finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #takeTokens(fetch: Fetch, signal?: AbortSignal): Promise<void> {
    const url = new URL('/oauth/token/', this.#options.server ?? 'https://oauth.bitrix24.tech');
    requireSafe(url);
    url.search = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: this.#options.clientId,
      client_secret: this.#options.clientSecret,
      refresh_token: this.#tokens.refreshToken,
    }).toString();
    const answer = await fetch(url.href, signal);
    const { access_token: accessToken, refresh_token: refreshToken, error } = isObject(answer) ? answer : {};
    if (typeof accessToken !== 'string' || typeof refreshToken !== 'string') {
      throw new ConnectionError('CONNECTION_REFRESH_REFUSED', {
        address: this.address,
        portalCode: typeof error === 'string' ? error : '',
      });
    }
    this.#tokens = { accessToken, refreshToken };
    await this.#options.onTokens?.(this.#tokens);
  }

  protected secrets(): readonly string[] {
    return [this.#tokens.accessToken, this.#tokens.refreshToken, this.#options.clientSecret];
  }
}

/**
 * A connection of an OAuth application (settings/oauth/auto-renewal.md of the vendor's documentation).
 * @throws ConnectionError
 */
export function oauth(options: OAuthOptions): Connection {
  const url = URL.parse(/^[a-z]+:\/\//iu.test(options.portal) ? options.portal : `https://${options.portal}`);
  if (url === null || url.hostname === '') throw new ConnectionError('CONNECTION_NOT_A_URL');
  requireSafe(url);
  return new OAuthConnection(url.origin, options);
}
